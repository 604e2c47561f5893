import { expect } from 'chai';
import fc from 'fast-check';
import { needsOf, verdictOf, type Vote, type VoteRule } from '../../../metadata/flow/verdict.js';

/** `++-..`: approved, approved, rejected, open, open. */
const votes = (text: string): readonly Vote[] =>
  [...text].map((sign) => ({ vote: sign === '+' ? 'approved' : sign === '-' ? 'rejected' : 'open' }));
const verdict = (rule: VoteRule, text: string) => verdictOf(needsOf(rule, votes(text)));

const table: readonly (readonly [VoteRule, number, number, number])[] = [
  [{}, 3, 3, 1],
  [{ mode: 'all' }, 1, 1, 1],
  [{ mode: 'any' }, 4, 1, 4],
  [{ mode: 'any', firstDecides: true }, 4, 1, 1],
  [{ mode: 'any', veto: true }, 4, 1, 1],
  [{ mode: 'ratio', percent: 60 }, 5, 3, 3],
  [{ mode: 'ratio', percent: 60 }, 3, 2, 2],
  [{ mode: 'ratio', percent: 60 }, 4, 3, 2],
  [{ mode: 'ratio', percent: 50 }, 4, 2, 3],
  [{ mode: 'ratio', percent: 100 }, 4, 4, 1],
  [{ mode: 'count', count: 2 }, 5, 2, 4],
  [{ mode: 'count', count: 9 }, 5, 5, 1],
  [{ mode: 'sequence' }, 3, 3, 1],
  [{ mode: 'sequence', percent: 50 }, 3, 2, 2],
  [{ mode: 'sequence', count: 1 }, 3, 1, 3],
  [{ mode: 'weight', weight: 2 }, 3, 2, 2],
  [{ mode: 'weight', weight: 9 }, 3, 3, 1],
];

describe('flow/verdict', () => {
  for (const [rule, n, pass, fail] of table)
    it(`${JSON.stringify(rule)} of ${n}: ${pass} pass, ${fail} fail`, () => {
      expect(needsOf(rule, votes('.'.repeat(n)))[0]).to.include({ n, pass, fail });
    });

  it('decides as soon as it can, and not before', () => {
    const ratio = { mode: 'ratio', percent: 60 } as const;
    expect(['++--.', '+++--', '++---', '++-.'].map((each) => verdict(ratio, each))).to.deep.equal(['open', 'approved', 'rejected', 'open']); // prettier-ignore
    expect([verdict({ mode: 'any' }, '-..'), verdict({ mode: 'any', firstDecides: true }, '-..')]).to.deep.equal(['open', 'rejected']); // prettier-ignore
    expect(verdict({ mode: 'count', count: 1, veto: true }, '-+.')).to.equal('rejected');
  });

  it('weighs votes, and fails once what is left cannot reach the sum', () => {
    const rule = { mode: 'weight', weight: 6 } as const;
    const weighed = (text: string) => verdictOf(needsOf(rule, votes(text).map((vote, i) => ({ ...vote, weight: [5, 3, 2][i] })))); // prettier-ignore
    expect(['+..', '++.', '+-.', '+--', '-..', '.--'].map(weighed)).to.deep.equal(['open', 'approved', 'open', 'rejected', 'rejected', 'rejected']); // prettier-ignore
  });

  it('asks every group for its own verdict', () => {
    const rule: VoteRule = { mode: 'per_group', groups: { b: { mode: 'any' } } };
    const grouped = (text: string) => verdictOf(needsOf(rule, votes(text).map((vote, i) => ({ ...vote, group: i < 2 ? 'a' : 'b' })))); // prettier-ignore
    expect(['++..', '++-.', '++-+', '+.++', '.-++', '++--'].map(grouped)).to.deep.equal(['open', 'open', 'approved', 'open', 'rejected', 'rejected']); // prettier-ignore
  });

  it('is empty of nobody, in every mode', () => {
    for (const mode of ['all', 'any', 'ratio', 'count', 'sequence', 'per_group', 'weight'] as const)
      expect(verdict({ mode, percent: 50, count: 2, weight: 3 }, '')).to.equal('empty');
  });

  const counted = fc.record({
    mode: fc.constantFrom('all', 'any', 'ratio', 'count', 'sequence', 'weight' as const),
    percent: fc.integer({ min: 1, max: 100 }),
    count: fc.integer({ min: 1, max: 12 }),
    weight: fc.integer({ min: 1, max: 30 }),
  }) as fc.Arbitrary<VoteRule>;
  const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 9 });

  it('passes and fails add up to one more than there are, and one of them is reached whatever the order', () => {
    fc.assert(
      fc.property(counted, weights, fc.infiniteStream(fc.boolean()), (rule, sizes, stream) => {
        const cast: { vote: Vote['vote']; weight: number }[] = sizes.map((weight) => ({ vote: 'open', weight }));
        const [need] = needsOf(rule, cast);
        expect(need!.pass + need!.fail).to.equal(need!.n + 1);
        expect(need!.pass).to.be.within(1, need!.n);
        let decided: string | undefined;
        for (const each of cast) {
          each.vote = stream.next().value ? 'approved' : 'rejected';
          const now = verdictOf(needsOf(rule, cast));
          // Later votes never turn it round.
          if (decided !== undefined) expect(now).to.equal(decided);
          if (now !== 'open') decided = now;
        }
        expect(decided).to.be.oneOf(['approved', 'rejected']);
      }),
    );
  });

  it('never holds both after somebody no longer counts', () => {
    fc.assert(
      fc.property(counted, fc.array(fc.constantFrom<Vote['vote']>('approved', 'rejected', 'open'), { maxLength: 9 }), (rule, held) => {
        for (const { approved, rejected, pass, fail } of needsOf(rule, held.map((vote) => ({ vote }))))
          expect(approved >= pass && rejected >= fail).to.equal(false);
      }),
    );
  }); // prettier-ignore
});
