import { expect } from 'chai';
import fc from 'fast-check';
import { checkRule } from '../../../metadata/duplicates/check-rule.js';
import { agreement, compileDuplicateRules, keysOf, ruleSignature } from '../../../metadata/duplicates/compile-rules.js';
import { similarity } from '../../../metadata/duplicates/similarity.js';
import type { Model } from '../../../metadata/model/model.js';
import type { RuleDocument } from '../../../metadata/schema/rule.js';
import type { Value } from '../../../metadata/value.js';
import { testModel } from '../../helper/model.js';

const rule = (match: RuleDocument['match'], rest: Partial<RuleDocument> = {}): RuleDocument => ({
  kind: 'rule', id: '01RVKE00000000000000000001', name: 'some', schema: 1, type: 'duplicate', entity: 'customer', match, on: ['create'], action: 'warn', ...rest,
}); // prettier-ignore
const model = testModel();
const withRules = (rules: readonly RuleDocument[]): Model => ({
  ...model,
  list: ((kind: string) => (kind === 'rule' ? rules : model.list(kind as 'role'))) as Model['list'],
});
const alternativeOf = (match: RuleDocument['match']) =>
  compileDuplicateRules(withRules([rule(match)])).get('customer')![0]!.alternatives[0]!;
const record = (values: Readonly<Record<string, Value>>) => (field: { readonly name: string }) =>
  values[field.name] ?? null;

describe('duplicates/similarity', () => {
  it('gives what the literature gives', () => {
    expect(similarity('night', 'nacht')).to.equal(0.25);
    expect(similarity('context', 'contact')).to.equal(0.5);
    expect(similarity('aaa', 'aaaa')).to.be.closeTo(0.8, 1e-9);
    expect(similarity('healed', 'sealed')).to.be.closeTo(0.8, 1e-9);
    expect(similarity('上海远景贸易', '上海远景商贸')).to.be.closeTo(0.6, 1e-9);
  });

  it('is symmetric, within 0 and 1, and 1 for equal texts', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(similarity(a, a)).to.equal(1);
        expect(similarity(a, b)).to.equal(similarity(b, a));
        expect(similarity(a, b)).to.be.within(0, 1);
      }),
    );
  });
});

describe('duplicates/rules', () => {
  const likeName = alternativeOf([{ id: 'm1', all: [{ path: 'name', normalise: 'company', similarity: 0.8 }] }]);

  it('agrees when all comparisons do, and never over an empty value', () => {
    const both = alternativeOf([{ id: 'm1', all: [{ path: 'name', normalise: 'text' }, { path: 'status', normalise: 'exact' }] }]); // prettier-ignore
    const acme = record({ name: 'Acme', status: 'open' });
    expect(agreement(both, acme, record({ name: 'ACME', status: 'open' }))).to.equal(1);
    expect(agreement(both, acme, record({ name: 'ACME', status: 'closed' }))).to.equal(undefined);
    expect(agreement(both, record({ name: 'Acme' }), record({ name: 'Acme' }))).to.equal(undefined);
    expect(keysOf(both, record({ name: 'Acme' }))).to.equal(undefined);
  });

  it('takes two numbers for one unless they name two countries', () => {
    const phone = alternativeOf([{ id: 'm1', all: [{ path: 'name', normalise: 'phone' }] }]);
    const agree = (a: string, b: string) => agreement(phone, record({ name: a }), record({ name: b })) === 1;
    expect([agree('+49 30 1234567', '030 1234567'), agree('+49 30 1234567', '+43 30 1234567')]).to.deep.equal([true, false]); // prettier-ignore
    expect(keysOf(phone, record({ name: '+49 30 1234567' }))).to.deep.equal(keysOf(phone, record({ name: '030 1234567' }))); // prettier-ignore
  });

  it('gives records that are the same a key in common, and such as begin or end alike', () => {
    const keys = (name: string) => {
      const { same, alike } = keysOf(likeName, record({ name }))!;
      return [same, ...alike];
    };
    const share = (a: string, b: string) => keys(a).some((key) => keys(b).includes(key));
    expect(share('Acme Trading Ltd', 'ACME-trading GmbH')).to.equal(true);
    expect(share('Acme Trading', 'Acme Tradnig')).to.equal(true);
    expect(share('Akme Trading', 'Acme Trading')).to.equal(true);
    expect(share('上海远景贸易有限公司', '上海远景商贸有限公司')).to.equal(true);
    expect(share('Acme Trading', 'Zenith Foods')).to.equal(false);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const [a, b] = [record({ name }), record({ name: ` ${name.toUpperCase()} ` })];
        if (agreement(likeName, a, b) === 1) expect(keysOf(likeName, a)!.same).to.equal(keysOf(likeName, b)!.same);
      }),
    );
  });

  it('leaves out what is switched off or does not fit, and notices when keys would be others', () => {
    const name = { path: 'name', normalise: 'text' } as const;
    const compiled = (document: RuleDocument) => compileDuplicateRules(withRules([document])).get('customer')?.[0];
    expect(compiled(rule([{ id: 'm1', all: [name] }], { active: false }))).to.equal(undefined);
    expect(compiled(rule([{ id: 'm1', all: [{ path: 'nothing', normalise: 'text' }] }]))).to.equal(undefined);
    const signature = (match: RuleDocument['match'], rest = {}) => ruleSignature(compiled(rule(match, rest))!);
    const plain = signature([{ id: 'm1', all: [name] }]);
    expect(signature([{ id: 'm1', all: [name] }], { action: 'block', on: ['update'] })).to.equal(plain);
    expect(signature([{ id: 'm1', all: [{ ...name, similarity: 0.8 }] }])).to.not.equal(plain);
    const like = (least: number) => signature([{ id: 'm1', all: [{ ...name, similarity: least }] }]);
    expect(like(0.8), 'only the comparison').to.equal(like(0.9));
  });

  it('tells a rule that compares what is not there to be compared', () => {
    const found = (match: RuleDocument['match'], rest: Partial<RuleDocument> = {}) =>
      checkRule(rule(match, rest), model).map(({ path, code }) => `${path} ${code}`);
    const name = { path: 'name', normalise: 'text' } as const;
    expect(found([{ id: 'm1', all: [name] }])).to.deep.equal([]);
    expect(found([{ id: 'm1', all: [{ path: 'region.name', normalise: 'text' }] }])).to.deep.equal(['/match/0/all/0/path NOT_STORED']); // prettier-ignore
    expect(found([{ id: 'm1', all: [{ path: 'region', normalise: 'company' }] }])).to.deep.equal(['/match/0/all/0/normalise NORMALISER_NOT_FITTING']); // prettier-ignore
    expect(found([{ id: 'm1', all: [{ path: 'name', normalise: 'phone', similarity: 0.9 }] }])).to.deep.equal(['/match/0/all/0/similarity SIMILARITY_NOT_FITTING']); // prettier-ignore
    const where = { field: 'region.name', op: 'eq', value: 'x' } as const;
    expect(found([{ id: 'm1', all: [name] }], { where })).to.deep.equal(['/where NOT_STORED']);
  });
});
