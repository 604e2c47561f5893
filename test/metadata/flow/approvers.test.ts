import { expect } from 'chai';
import { resolveApprovers, type Question } from '../../../metadata/flow/approvers.js';
import type { PeopleFacts } from '../../../metadata/flow/superiors.js';
import { facts } from './run.js';

const question = (specs: readonly object[], more: Partial<Question> = {}): Question =>
  ({ node: 'a', specs, initiator: 'ann', assignees: [], self: 'self', dedupe: 'none', onEmpty: { do: 'admin' }, earlier: [], sameAs: {}, ...more }) as Question; // prettier-ignore
/** `bo, di` and, behind a bar, who or what was left out and why. */
function found(specs: readonly object[], more: Partial<Question> = {}, known: PeopleFacts = facts()): string {
  const { people, skipped, empty } = resolveApprovers(question(specs, more), known);
  const left = skipped.map(({ user, key, why }) => `${user ?? key ?? ''} ${why}`.trim());
  return [people.map(({ user, decided }) => (decided ? `(${user})` : user)).join(', '), ...left, ...(empty ? [`-> ${empty.does}`] : [])].filter(Boolean).join(' | '); // prettier-ignore
}
const withPeople = (changes: Readonly<Record<string, object>>): PeopleFacts => {
  const known = facts();
  const people = Object.entries(changes).map(
    ([user, change]) => [user, { ...known.people[user]!, ...change }] as const,
  );
  return { ...known, people: { ...known.people, ...Object.fromEntries(people) } };
};
const supervisor = (level = 1) => ({ by: 'supervisor', of: 'initiator', level });

describe('flow/approvers', () => {
  const table: readonly (readonly [object, string])[] = [
    [{ by: 'user', id: 'bo' }, 'bo'],
    [{ by: 'user', id: 'nobody' }, 'nobody unknown | -> admin'],
    [{ by: 'role', key: 'legal' }, 'lea, lou, lin'],
    [{ by: 'role', key: 'constructor' }, 'constructor nobody | -> admin'],
    [supervisor(), 'bo'],
    [supervisor(3), 'di'],
    [supervisor(4), 'ann no_superior | -> admin'],
    [{ by: 'dept_head', of: 'initiator' }, 'cy'],
    [{ by: 'dept_head', of: 'initiator', level: 2 }, 'di'],
    [{ by: 'dept_head', of: 'initiator', level: 3 }, 'ann no_head | -> admin'],
    [{ by: 'dept_head', of: 'field:finance_owner' }, 'fay no_head | -> admin'],
    [{ by: 'supervisor_chain', from: 'initiator' }, 'bo, cy, di'],
    [{ by: 'supervisor_chain', from: 'initiator', until: { level: 2 } }, 'bo, cy'],
    [{ by: 'supervisor_chain', from: 'initiator', until: { title: 'director' } }, 'bo, cy'],
    [{ by: 'supervisor_chain', from: 'initiator', until: { level: 5 } }, 'bo, cy, di | ann no_superior'],
    [{ by: 'supervisor_chain', from: 'initiator', until: { title: 'king' } }, 'bo, cy, di | ann no_superior'],
    [{ by: 'field', key: 'finance_owner' }, 'fay'],
    [{ by: 'record_owner' }, 'ann'],
    [{ by: 'initiator_pick' }, 'not_picked | -> admin'],
    [{ by: 'same_as', step: 'b' }, 'nobody | -> admin'],
  ];
  for (const [spec, expected] of table)
    it(`${JSON.stringify(spec)} finds ${expected}`, () => expect(found([spec])).to.equal(expected)); // prettier-ignore

  it('asks each person once, for the first reason, and says which rule it was', () => {
    const { people } = resolveApprovers(question([supervisor(), { by: 'group', key: 'five', weight: 2 }]), facts());
    expect(people.map(({ user, reason, weight }) => [user, reason.by, reason.rule, weight])).to.deep.equal([
      ['bo', 'supervisor', 1, undefined], ['cy', 'group', 2, 2], ['di', 'group', 2, 2], ['lea', 'group', 2, 2], ['lou', 'group', 2, 2],
    ]); // prettier-ignore
  });

  it('keeps what the starter chose to whom the step allows, and to one', () => {
    const picks = { ...facts(), picks: { a: ['lea', 'bo'] } };
    expect(found([{ by: 'initiator_pick' }], {}, picks)).to.equal('lea');
    expect(found([{ by: 'initiator_pick', multi: true }], {}, picks)).to.equal('lea, bo');
    expect(found([{ by: 'initiator_pick', multi: true, range: ['legal'] }], {}, picks)).to.equal('lea | bo not_picked');
  });

  it('leaves out who is not active or may not see the record', () => {
    const known = withPeople({ lea: { active: false }, lou: { reads: false } });
    expect(found([{ by: 'role', key: 'legal' }], {}, known)).to.equal('lin | lea inactive | lou no_access');
  });

  it('stands in for who is away, along the chain, and leaves it with them in a circle', () => {
    const away = (to?: string) => ({ away: to === undefined ? {} : { to } });
    const bo = (known: PeopleFacts) => found([supervisor()], {}, known);
    expect(bo(withPeople({ bo: away('xu') }))).to.equal('xu');
    expect(bo(withPeople({ bo: away('xu'), xu: away('yu') }))).to.equal('yu');
    expect(bo(withPeople({ bo: away('xu'), xu: away('bo') }))).to.equal('bo | bo away');
    expect(bo(withPeople({ bo: away('xu'), xu: { active: false } }))).to.equal('bo | bo away');
    expect(bo(withPeople({ bo: away() }))).to.equal('bo | bo away');
    const { people } = resolveApprovers(question([supervisor()]), withPeople({ bo: away('xu') }));
    expect(people[0]).to.deep.include({ origin: 'bo', reason: { by: 'supervisor', key: '1', for: 'bo', rule: 1 } });
  });

  it('ends at circles of superiors and departments', () => {
    const known = { ...withPeople({ cy: { supervisor: 'ann' } }), departments: { sales: { parent: 'sales' } } };
    expect(found([{ by: 'supervisor_chain', from: 'initiator' }], {}, known)).to.equal('bo, cy');
    expect(found([{ by: 'dept_head', of: 'initiator', level: 9 }], {}, known)).to.equal('ann no_head | -> admin');
  });

  it('does with one’s own record what the policy says', () => {
    const self = (policy: Question['self'], spec: object = { by: 'record_owner' }) => found([spec], { self: policy });
    expect(self('self')).to.equal('ann');
    expect(self('skip')).to.equal('ann self | -> skip');
    expect(self('supervisor')).to.equal('bo | ann self');
    expect(self('dept_head')).to.equal('cy | ann self');
    expect(self('forbid')).to.equal('ann self | -> admin');
    expect(self('forbid', { by: 'initiator' })).to.equal('ann');
    expect(found([{ by: 'record_owner' }, supervisor()], { self: 'skip' })).to.equal('bo | ann self');
  });

  it('counts an approval from before where the record has not changed since', () => {
    const earlier = [{ user: 'bo', at: '2026-03-02', adjacent: false }, { user: 'cy', at: '2026-03-02', adjacent: true }]; // prettier-ignore
    const asked = (dedupe: Question['dedupe'], changedAt: string | null = null) =>
      found([supervisor(), supervisor(2)], { dedupe, earlier }, facts({ changedAt }));
    expect(asked('none')).to.equal('bo, cy');
    expect(asked('adjacent')).to.equal('bo, (cy)');
    expect(asked('any_earlier')).to.equal('(bo), (cy)');
    expect(asked('any_earlier', '2026-03-03')).to.equal('bo, cy');
  });

  it('gives it to the next superior, a person, or administrators when nobody is left', () => {
    const gone = withPeople({ bo: { active: false } });
    expect(found([supervisor()], { onEmpty: { do: 'supervisor_up' } }, gone)).to.equal('cy | bo inactive');
    expect(found([supervisor()], { onEmpty: { do: 'person', user: 'bo' } }, gone)).to.equal('bo inactive | -> admin');
    expect(found([supervisor()], { onEmpty: { do: 'person', user: 'xu' } }, gone)).to.equal('xu | bo inactive');
  });
});
