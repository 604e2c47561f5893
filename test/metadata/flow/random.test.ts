/** What must hold whatever people, clocks and machines do, in any order: `holds` asks it of every state on the way. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { FlowEvent } from '../../../metadata/flow/events.js';
import { draftState, stateHash, type State } from '../../../metadata/flow/state.js';
import type { FlowBlock } from '../../../metadata/schema/flow.js';
import { compiled, flowOf, quoteDiscount } from './quote-discount.js';
import { facts, Run, step } from './run.js';

const everybody = ['ann', 'bo', 'cy', 'di', 'lea', 'lou', 'lin', 'fay', 'xu', 'yu'];
const by = (role: string, more: object = {}) => ({ type: 'approve', who: [{ by: 'role', key: role }], ...more });
const deadline = [{ after: 'PT2H', do: 'remind' }, { after: 'PT5H', do: 'escalate', how: 'replace', to: { by: 'supervisor', of: 'assignee' } }, { after: 'P2D', do: 'approve' }]; // prettier-ignore

const flows = [
  quoteDiscount,
  flowOf([
    { id: 'a', ...by('legal', { mode: 'ratio', percent: 60, deadline, returnTo: { allow: ['initiator'], then: 'straight_back' } }) },
    { id: 'p', type: 'parallel', join: { count: 2 }, arms: [
      { id: 'x', body: [{ id: 'b', ...by('legal', { mode: 'sequence' }) }, { id: 'c', ...by('two', { mode: 'any', returnTo: { allow: ['b', 'a'] } }) }] },
      { id: 'y', body: [{ id: 'l', type: 'loop', each: 'lines', max: 3, body: [{ id: 'd', type: 'handle', who: [{ by: 'role', key: 'two' }], mode: 'any', deadline }] }] },
      { id: 'z', when: 'amount > 500000', body: [{ id: 'm', type: 'action', use: 'mail.send' }, { id: 'w', type: 'wait', after: 'PT3H', signal: 'paid', when: 'is_paid' }] },
    ] },
    { id: 'k', type: 'call', flow: 'other', arms: [{ id: 'no', on: ['rejected', 'failed'], body: [{ id: 'j', type: 'jump', to: 'a' }] }] },
    { id: 'e', ...by('two', { mode: 'all', veto: true, onEmpty: { do: 'supervisor_up' } }) },
  ] as FlowBlock[], { maxVisits: 4, withdraw: 'before_first' }),
  flowOf([
    { id: 'a', ...by('legal', { mode: 'weight', weight: 2, onEmpty: { do: 'skip' } }) },
    { id: 'i', type: 'inclusive', join: 'any', arms: [{ id: 'x', when: 'is_paid', body: [{ id: 'b', ...by('nobody') }] }, { id: 'y', default: true, body: [{ id: 'c', ...by('two', { mode: 'any', firstDecides: true, returnTo: { allow: ['a'] } }) }] }] },
  ] as FlowBlock[], { maxVisits: 3, self: 'skip', dedupe: 'any_earlier' }),
  flowOf([
    { id: 'p', type: 'parallel', arms: [
      { id: 'x', body: [{ id: 'a', type: 'call', flow: 'other', arms: [{ id: 'no', on: ['rejected', 'terminated'], body: [{ id: 'c', ...by('two', { mode: 'any' }) }] }] }] },
      { id: 'y', body: [{ id: 'd', type: 'call', flow: 'other', async: true }, { id: 'b', ...by('two') }] },
    ] },
  ] as FlowBlock[]),
  flowOf([
    { id: 'k', type: 'call', flow: 'other', arms: [{ id: 'no', on: ['rejected', 'failed'], body: [{ id: 'b', ...by('two', { mode: 'any' }) }] }] },
    { id: 'a', ...by('legal', { mode: 'any', returnTo: { allow: ['initiator'] } }) },
  ] as FlowBlock[], { maxVisits: 3 }),
].map(compiled); // prettier-ignore

/** A number in all orders of magnitude that picks among whatever there is just then. */
type Picker = (length: number) => number;

/** A command that is likely to be possible now; now and then one that is not. */
function command(state: State, pick: Picker): FlowEvent {
  const of = <T>(list: readonly T[]): T | undefined => list[pick(list.length)];
  const slots = Object.values(state.slots);
  const open = slots.filter(({ status }) => status === 'pending' || status === 'held');
  const slot = of(pick(8) === 0 ? slots : open) ?? { id: 'none', assignee: 'ann', task: 'none' };
  const actor = pick(12) === 0 ? of(everybody)! : slot.assignee;
  const to = of(everybody)!;
  const token = of(Object.values(state.tokens).filter(({ wait }) => wait === 'effect'));
  const effect = { token: token?.id ?? 'none', effect: token?.effect ?? 'none' };
  const reason = 'a reason';
  const commands: readonly (() => FlowEvent)[] = [
    () => ({ type: 'SlotDecided', slot: slot.id, actor, verdict: 'approve', ...(pick(4) === 0 ? { then: { to: [to], mode: 'any' as const } } : {}) }),
    () => ({ type: 'SlotDecided', slot: slot.id, actor, verdict: 'approve' }),
    () => ({ type: 'SlotDecided', slot: slot.id, actor, verdict: pick(4) === 0 ? 'reject' : 'abstain' }),
    () => ({ type: 'SlotMoved', slot: slot.id, actor, how: pick(2) === 0 ? 'transfer' : 'delegate', to }),
    () => ({ type: 'SlotAdded', slot: slot.id, actor, how: pick(2) === 0 ? 'before' : 'parallel', to: [to, of(everybody)!] }),
    () => ({ type: 'SlotRemoved', slot: slot.id, actor, asAdmin: true }),
    () => ({ type: 'SlotReassigned', ...(pick(2) === 0 ? { slot: slot.id } : { task: of(Object.keys(state.tasks)) ?? 'none' }), actor: 'root', to, reason }),
    () => ({ type: 'Returned', slot: slot.id, actor, to: of(['initiator', 'a', 'b', 'mgr'])! }),
    () => ({ type: 'Reclaimed', slot: slot.id, actor }),
    () => ({ type: 'TimerFired', timer: of(Object.keys(state.timers)) ?? 'none' }),
    () => ({ type: 'TimerFired', timer: of(Object.values(state.timers).filter((timer) => timer.state === 'armed'))?.id ?? 'none' }),
    () => ({ type: 'EffectDone', ...effect }),
    () => ({ type: 'EffectFailed', ...effect, error: 'no answer' }),
    () => ({ type: 'Retried', token: effect.token, actor: 'root' }),
    () => ({ type: 'ChildEnded', child: of(Object.keys(state.children)) ?? 'none', result: of(['approved', 'rejected', 'terminated'])! }),
    () => ({ type: 'SignalArrived', signal: 'paid' }),
    () => ({ type: 'RecordChanged' }),
    () => ({ type: 'UserDeactivated', user: to }),
    () => (pick(3) === 0 ? { type: 'Suspended', actor: 'root', reason } : { type: 'Resumed', actor: 'root', reason }),
    () => ({ type: 'Resumed', actor: 'root', reason }),
    () => ({ type: 'Jumped', actor: 'root', to: of(['a', 'p', 'e', 'c', 'd', 'k', 'split'])!, reason }),
    () => ({ type: 'InfoAsked', slot: slot.id, actor, of: 'ann' }),
    () => ({ type: 'InfoGiven', task: slot.task, actor: 'ann' }),
    () => ({ type: 'Urged', task: slot.task, actor: 'ann' }),
    () => ({ type: 'Resubmitted', actor: 'ann' }),
    () => (pick(4) === 0 ? { type: 'Withdrawn', actor: 'ann', to: pick(2) === 0 ? 'draft' : 'end' } : { type: 'Resubmitted', actor: 'ann' }),
  ]; // prettier-ignore
  return of(commands)!();
}

describe('flow/random', () => {
  it('holds what must hold after every command, and the journal gives the same state', () => {
    const seen = { events: new Set<string>(), ends: new Set<string>(), refused: new Set<string>() };
    fc.assert(
      fc.property(fc.nat({ max: flows.length - 1 }), fc.array(fc.nat({ max: 1_000_000 }), { minLength: 60, maxLength: 240 }), (which, numbers) => {
        const roles = { legal: ['lea', 'lou', 'lin'], two: ['fay', 'ann'] };
        const run = new Run(flows[which]!, { facts: facts({ roles }), values: { 'amount > 500000': numbers[0]! % 2 === 0, lines: ['x', 'y'], is_paid: false } });
        run.begin();
        let next = 1;
        const pick: Picker = (length) => (length === 0 ? 0 : (numbers[next++ % numbers.length]! + next) % length);
        while (next < numbers.length) {
          run.later(pick(4));
          const event = command(run.state, pick);
          const refused = run.send(event);
          if (refused) seen.refused.add(refused.code);
          else seen.events.add(event.type);
        }
        seen.ends.add(run.status);
        const again = run.journal.reduce((state, { event, at }) => step(run.def, state, event, { now: at, calendar: run.calendar }).state, draftState({ id: 'i', initiator: 'ann' }));
        expect(stateHash(again)).to.equal(stateHash(run.state));
        const decided = run.log.filter(({ code }) => code === 'task_decided').map((entry) => entry['task']);
        expect(new Set(decided).size, 'one verdict of each task').to.equal(decided.length);
        const keys = run.effects.flatMap((effect) => (effect.k === 'out' && effect.topic === 'action' ? [effect.key] : []));
        expect(new Set(keys).size, 'a key of its own for each attempt').to.equal(keys.length);
      }),
      { numRuns: 240, seed: 46 },
    );
    // The commands reach what they are meant to reach.
    expect([...seen.ends]).to.include.members(['running', 'approved', 'rejected']);
    expect([...seen.events]).to.include.members(['Returned', 'Reclaimed', 'SlotMoved', 'SlotAdded', 'SlotRemoved', 'ChildEnded', 'EffectFailed', 'UserDeactivated', 'Jumped', 'TimerFired']);
    expect(seen.refused.size).to.be.greaterThan(6);
  }); // prettier-ignore

  it('ends a transaction after so many steps and goes on in the next', () => {
    const def = compiled(flowOf([{ id: 'l', type: 'loop', each: 'lines', max: 50, body: [{ id: 's', type: 'action', use: 'record.create' }] }])); // prettier-ignore
    const env = { now: '2026-03-02T08:00:00.000Z', calendar: { zone: 'UTC' }, microSteps: 10 };
    const one = step(def, draftState({ id: 'i', initiator: 'ann' }), { type: 'Started', actor: 'ann' }, env);
    const [read] = Object.keys(one.state.reads);
    let { state, effects } = step(def, one.state, { type: 'Evaluated', read: read!, values: { each: Array.from({ length: 30 }, (_, i) => i) } }, env); // prettier-ignore
    let transactions = 1;
    while (effects.some((effect) => effect.k === 'out' && effect.topic === 'continue')) {
      ({ state, effects } = step(def, state, { type: 'Continued' }, env));
      transactions += 1;
    }
    expect([state.instance.status, transactions]).to.deep.equal(['approved', 7]);
  });
});
