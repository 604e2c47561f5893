import { expect } from 'chai';
import fc from 'fast-check';
import type { Dictionary } from '../../../metadata/model/model.js';
import { asksServer, circleOf, codesBelow, offeredCodes, widgetOf } from '../../../metadata/query/parameter-options.js';
import { parametersRead, resolveParameters } from '../../../metadata/query/parameters.js';
import { createRegistry } from '../../../metadata/registry.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { testContext, testFunctions } from '../../helper/model.js';

const value = (code: string, parent?: string, active = true) => [code, { id: code, code, label: code, parent, active }];
const places = {
  document: {},
  values: new Map([
    value('eu'),
    value('de', 'eu'),
    value('by', 'de'),
    value('us'),
    value('ny', 'us'),
    value('ddr', 'eu', false),
  ] as never),
} as unknown as Dictionary;

describe('query/parameter-options', () => {
  it('finds all values below a code, the code itself first among its own', () => {
    expect(codesBelow(places, ['eu'])).to.deep.equal(['eu', 'de', 'by', 'ddr']);
    expect(codesBelow(places, ['gone'])).to.deep.equal(['gone']);
  });

  it('ends where values stand in a circle', () => {
    const circle = { values: new Map([value('a', 'b'), value('b', 'a')] as never) } as unknown as Dictionary;
    expect(codesBelow(circle, ['a'])).to.have.members(['a', 'b']);
  });

  it('offers what lies below the value it depends on, everything while there is none, and nothing retired', () => {
    const parameter = { dependsOn: ['top'] };
    expect(offeredCodes(parameter, places, { top: 'eu' })).to.deep.equal(['de', 'by']);
    expect(offeredCodes(parameter, places, { top: ['us', 'de'] })).to.deep.equal(['by', 'ny']);
    expect(offeredCodes(parameter, places, { top: null })).to.deep.equal(['eu', 'de', 'by', 'us', 'ny']);
    expect(offeredCodes(parameter, places, { top: 'ny' })).to.deep.equal([]);
  });

  it('reads a code of a tree as all below it', () => {
    const declared: Parameter[] = [{ name: 'place', type: 'text', widget: 'tree', options: { dictionary: 'places' } }];
    const dictionaries = new Map([['places', places]]);
    const { values, stated } = resolveParameters(
      declared,
      { place: 'us' },
      testContext(),
      testFunctions(),
      dictionaries,
    );
    expect(values['place']).to.deep.equal(['us', 'ny']);
    expect(stated['place']).to.equal('us');
  });

  it('knows the widget of a parameter that names none', () => {
    const of = (rest: Partial<Parameter>) => widgetOf({ name: 'p', type: 'text', ...rest });
    expect(of({})).to.equal('text');
    expect(of({ type: 'dateRange' })).to.equal('dateRange');
    expect(of({ options: { dictionary: 'd' } })).to.equal('choice');
    expect(of({ type: 'id', options: { entity: 'e' } })).to.equal('lookup');
    expect(of({ type: 'id', multiple: true, options: { entity: 'e' } })).to.equal('multi');
    expect(asksServer({ name: 'p', type: 'id', options: { entity: 'e' } })).to.equal(false);
    expect(asksServer({ name: 'p', type: 'id', options: { entity: 'e', where: { and: [] } } })).to.equal(true);
    expect(asksServer({ name: 'p', type: 'text', options: { dataset: 'S', value: 'v' } })).to.equal(true);
  });

  it('tells that a dataset reads a range when it reads one of its days', () => {
    const declared: Parameter[] = [{ name: 'period', type: 'dateRange' }];
    const where = { field: 'a', op: 'gte', value: { parameter: 'period_from' } };
    expect([
      ...parametersRead({ where }, { function: testFunctions(), source: createRegistry('source') }, declared),
    ]).to.include('period');
  });

  it('names a circle of parameters, and finds none where all lead onwards', () => {
    expect(
      circleOf([
        { name: 'a', dependsOn: ['b'] },
        { name: 'b', dependsOn: ['c'] },
        { name: 'c', dependsOn: ['b'] },
      ]),
    ).to.deep.equal(['b', 'c']);
    const names = ['a', 'b', 'c', 'd', 'e'];
    const onwards = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 12 });
    fc.assert(
      fc.property(onwards, (pairs) => {
        const parameters = names.map((name, at) => ({
          name,
          dependsOn: pairs.filter(([a, b]) => a === at && b > a).map(([, b]) => names[b]!),
        }));
        expect(circleOf(parameters)).to.equal(undefined);
      }),
    );
  });
});
