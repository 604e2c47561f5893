import { expect } from 'chai';
import { compileRule, coversOf, findPairs, tryPair, type TrialRecord } from '../../../designer/rule/trial.js';
import { agreement } from '../../../metadata/duplicates/compile-rules.js';
import type { RuleDocument } from '../../../metadata/schema/rule.js';
import type { Value } from '../../../metadata/value.js';
import { testContext, testFunctions, testModel } from '../../helper/model.js';

const model = testModel();
const surroundings = { model, functions: testFunctions(), context: testContext() };
const rule = (rest: Partial<RuleDocument> = {}): RuleDocument => ({
  kind: 'rule', id: '01RVKE00000000000000000001', name: 'some', schema: 1, type: 'duplicate', entity: 'customer', on: ['create'], action: 'warn', active: false,
  match: [{ id: 'm1', all: [{ path: 'name', normalise: 'company', similarity: 0.8 }, { path: 'region', normalise: 'exact' }] }, { id: 'm2', all: [{ path: 'phone', normalise: 'phone' }] }], ...rest,
}); // prettier-ignore
const record = (id: string, values: Readonly<Record<string, Value>>): TrialRecord => ({ id, read: ({ name }) => values[name] ?? null }); // prettier-ignore
const acme = record('a', { name: 'Acme Trading Ltd', region: 'r1', phone: '+49 30 1234567', status: 'lead' });
const alike = record('b', { name: 'ACME Tradings', region: 'r1', status: 'active' });
const other = record('c', { name: 'Acme Trading', region: 'r2', phone: '030 1234567', status: 'lead' });

describe('designer/rule/trial', () => {
  it('says of two records why a rule holds that is switched off, and why it does not', () => {
    const compiled = compileRule(rule(), model)!;
    const tried = tryPair(compiled, coversOf(compiled, surroundings), acme.read, alike.read);
    expect([tried.isSame, tried.outside]).to.deep.equal([true, []]);
    const [byName, byPhone] = tried.alternatives;
    expect(byName!.comparisons.map(({ left, right, agrees }) => [left, right, agrees])).to.deep.equal([['acmetrading', 'acmetradings', true], ['r1', 'r1', true]]); // prettier-ignore
    expect(byName!.comparisons[0]!.score).to.be.within(0.8, 0.99);
    expect(byPhone).to.deep.include({ id: 'm2', agrees: false });
    expect(byPhone!.comparisons[0]).to.deep.include({ left: '49 301234567', right: null, score: undefined, agrees: false }); // prettier-ignore
    const [name, region] = tryPair(compiled, () => true, acme.read, other.read).alternatives[0]!.comparisons;
    expect([name!.score, region!.score, region!.agrees]).to.deep.equal([1, 0, false]);
  });

  it('is about records that meet its condition', () => {
    const compiled = compileRule(rule({ where: { field: 'status', op: 'eq', value: 'lead' } }), model)!;
    const covers = coversOf(compiled, surroundings);
    expect(tryPair(compiled, covers, acme.read, alike.read)).to.deep.include({ isSame: false, outside: ['right'] });
    expect(findPairs(compiled, covers, [acme, alike, other]).map(({ left, right, by }) => [left.id, right.id, by])).to.deep.equal([['a', 'c', ['m2']]]); // prettier-ignore
    expect(compileRule(rule({ match: [{ id: 'm1', all: [{ path: 'score', normalise: 'exact' }] }] }), model)).to.equal(undefined); // prettier-ignore
  });

  it('finds the pairs that comparing each with each finds', () => {
    const compiled = compileRule(rule(), model)!;
    const names = ['Acme', 'ACME Inc.', 'Acmé', 'Zeta', 'Zeta GmbH', 'Nordlicht', 'Nordlichter'];
    const all = names.flatMap((name, i) => ['r1', 'r2'].map((region, j) => record(`${i}${j}`, { name, region, phone: i % 3 === 0 ? '0301234567' : null }))); // prettier-ignore
    const slow = all.flatMap((right, i) => all.slice(0, i).flatMap((left) => (compiled.alternatives.some((each) => agreement(each, left.read, right.read) !== undefined) ? [`${left.id} ${right.id}`] : []))); // prettier-ignore
    const found = findPairs(compiled, () => true, all).map(({ left, right }) => `${left.id} ${right.id}`);
    expect([...found].sort()).to.deep.equal([...slow].sort());
    expect(found.length).to.be.greaterThan(5);
  });
});
