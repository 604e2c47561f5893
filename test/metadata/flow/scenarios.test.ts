/** Scenarios of the design that the pure core can show, by their numbers there; and the actions of people one by one. */
import { expect } from 'chai';
import type { FlowBlock, FlowDocument } from '../../../metadata/schema/flow.js';
import { compiled, flowOf } from './quote-discount.js';
import { facts, Run, start, type Surroundings } from './run.js';

const five = [{ by: 'group', key: 'five' }];
const ask = (id: string, more: object = {}): FlowBlock => ({ id, type: 'approve', who: [{ by: 'role', key: 'legal' }], ...more }) as FlowBlock; // prettier-ignore
const one = (id: string, role: string, more: object = {}): FlowBlock =>
  ask(id, { who: [{ by: 'field', key: role }], ...more });
const begin = (body: readonly FlowBlock[], around: Surroundings = {}, settings: FlowDocument['settings'] = {}) =>
  new Run(compiled(flowOf(body, settings)), around).begin();
const two = facts({ fields: { first: ['fay'], second: ['xu'], third: ['yu'] } });
const split = (arms: readonly (readonly FlowBlock[])[], join?: unknown): FlowBlock =>
  ({ id: 'p', type: 'parallel', ...(join === undefined ? {} : { join }), arms: arms.map((body, i) => ({ id: `a${i}`, body })) }) as FlowBlock; // prettier-ignore

describe('flow/scenarios', () => {
  it('1: all of three: a rejection ends everything, whoever comes first', () => {
    const run = begin([ask('a', { deadline: [{ after: 'P1D', do: 'reject' }] })]);
    run.decide('lea');
    run.decide('lou');
    run.decide('lin', 'reject');
    expect(run.task('a')).to.deep.include({ status: 'rejected', needs: [{ group: null, n: 3, pass: 3, fail: 1, approved: 2, rejected: 1 }] }); // prettier-ignore
    expect([run.status, run.timers().length, run.told('rejected')]).to.deep.equal(['rejected', 0, ['ann']]);
    const other = begin([ask('a')]);
    other.decide('lin', 'reject');
    expect(other.slots('a')).to.equal('lea not_needed, lou not_needed, lin rejected');
  });

  it('2: a ratio of five stays open until it is decided, also with one signer less', () => {
    const rule = { who: five, mode: 'ratio', percent: 60 };
    for (const [last, result] of [['approve', 'approved'], ['reject', 'rejected']] as const) {
      const run = begin([ask('a', rule)]);
      for (const user of ['bo', 'cy']) run.decide(user);
      for (const user of ['di', 'lea']) run.decide(user, 'reject');
      expect(run.status).to.equal('running');
      run.decide('lou', last);
      expect(run.status).to.equal(result);
    }
    const run = begin([ask('a', rule)]);
    run.decide('bo');
    run.decide('cy');
    run.decide('di', 'reject');
    run.send({ type: 'SlotRemoved', slot: run.slot('lea').id, actor: 'root', asAdmin: true });
    expect(run.task('a').needs[0]).to.deep.equal({ group: null, n: 4, pass: 3, fail: 2, approved: 2, rejected: 1 });
    expect(run.status).to.equal('running');
    expect(run.log.some((entry) => entry.code === 'recounted' && entry['before'] === 5 && entry['now'] === 4)).to.equal(true); // prettier-ignore
  }); // prettier-ignore

  it('3: a signer behind an approval decides on its behalf, in this run alone', () => {
    const run = begin([ask('a', { mode: 'any' }), one('b', 'finance_owner')]);
    const { hash } = run.def;
    run.decide('lou', 'approve', { then: { to: ['di'] } });
    expect([run.at, run.slots('a')]).to.deep.equal(['a 1', 'di pending']);
    expect(Object.values(run.state.slots).map(({ assignee, status }) => `${assignee} ${status}`)).to.deep.equal(['lea not_needed', 'lou approved', 'lin not_needed', 'di pending']); // prettier-ignore
    run.decide('di', 'reject');
    expect([run.status, run.def.hash]).to.deep.equal(['rejected', hash]);
    const other = begin([ask('a', { mode: 'any' }), one('b', 'finance_owner')]);
    other.decide('lou', 'approve', { then: { to: ['di', 'cy'], mode: 'any' } });
    other.decide('cy');
    expect(other.at).to.equal('b 1');
  });

  it('4: a signer before, then the place is transferred: the new owner decides, the old one may not', () => {
    const run = begin([one('a', 'finance_owner')]);
    const slot = run.slot('fay').id;
    run.send({ type: 'SlotAdded', slot, actor: 'fay', how: 'before', to: ['xu'] });
    expect(run.decide('fay')).to.deep.equal({ code: 'held' });
    run.send({ type: 'SlotMoved', slot, actor: 'fay', how: 'transfer', to: 'yu' });
    run.decide('xu');
    expect(run.slots('a')).to.equal('fay moved, xu approved, yu pending');
    expect(run.decide('fay')).to.deep.equal({ code: 'not_yours' });
    run.decide('yu');
    expect(run.status).to.equal('approved');
  });

  it('5: withdrawing ends it, unless somebody has decided and that counts; the next round has new slots', () => {
    const body = [ask('a')];
    const strict = begin(body, {}, { withdraw: 'before_first' });
    strict.decide('lea');
    expect(strict.send({ type: 'Withdrawn', actor: 'ann' })).to.deep.equal({ code: 'already_decided', by: 'lea', at: start }); // prettier-ignore
    expect(begin(body, {}, { withdraw: 'never' }).send({ type: 'Withdrawn', actor: 'ann' })).to.include({ code: 'not_allowed' }); // prettier-ignore
    const run = begin(body);
    run.decide('lea');
    expect(run.send({ type: 'Withdrawn', actor: 'bo' })).to.deep.equal({ code: 'not_yours' });
    expect(run.send({ type: 'Withdrawn', actor: 'ann' })).to.equal(undefined);
    expect([run.status, run.told('retracted')]).to.deep.equal(['withdrawn', ['lou', 'lin']]);
    run.send({ type: 'Resubmitted', actor: 'ann' });
    expect([run.state.instance.round, run.slots('a')]).to.deep.equal([2, 'lea pending, lou pending, lin pending']);
    expect(run.task('a').needs[0]).to.include({ approved: 0, n: 3 });
  });

  it('7: an escalation and an approval at once: one advance, the loser is told', () => {
    for (const how of ['add', 'replace'] as const) {
      const body = [ask('a', { mode: 'any', deadline: [{ after: 'PT1H', do: 'escalate', how, to: { by: 'user', id: 'di' } }] }), one('b', 'finance_owner')]; // prettier-ignore
      const late = begin(body).later(2);
      const [timer] = late.timers();
      late.decide('lea');
      expect(late.send({ type: 'TimerFired', timer: timer!.id })).to.equal(undefined);
      expect([late.at, Object.keys(late.state.tasks).length]).to.deep.equal(['b 1', 2]);
      const early = begin(body).later(2);
      const slot = early.slot('lea').id;
      early.send({ type: 'TimerFired', timer: early.timers()[0]!.id });
      expect(early.slots('a')).to.equal(how === 'add' ? 'lea pending, lou pending, lin pending, di pending' : 'lea moved, lou moved, lin moved, di pending'); // prettier-ignore
      const refused = early.send({ type: 'SlotDecided', slot, actor: 'lea', verdict: 'approve' });
      expect(refused?.code).to.equal(how === 'add' ? undefined : 'not_yours');
      expect(early.at).to.equal(how === 'add' ? 'b 1' : 'a 1');
    }
  });

  it('10: of two who approve at once the second is told who was first; the last two of all both count', () => {
    const any = begin([ask('a', { mode: 'any' })]);
    const second = any.slot('lou').id;
    any.decide('lea');
    expect(any.send({ type: 'SlotDecided', slot: second, actor: 'lou', verdict: 'approve' })).to.include({ code: 'ended' }); // prettier-ignore
    const more = begin([ask('a', { mode: 'any' }), one('b', 'finance_owner')]);
    more.decide('lea');
    expect(more.decide('lou')).to.deep.equal({ code: 'already_decided', by: 'lea', at: start });
    expect(more.journal.filter(({ event }) => event.type === 'SlotDecided')).to.have.length(1);
    const all = begin([ask('a')]);
    for (const user of ['lea', 'lou', 'lin']) expect(all.decide(user)).to.equal(undefined);
    expect(all.status).to.equal('approved');
  });

  it('11: somebody who leaves is stood in for by the delegate, else the superior, else nobody approves for them', () => {
    const gone = (more: object) => {
      const known = facts({ fields: { first: ['fay'] } });
      const run = begin([one('a', 'first')], { facts: known });
      run.facts = { ...known, people: { ...known.people, fay: { active: false, ...more } } };
      run.send({ type: 'UserDeactivated', user: 'fay' });
      return run;
    };
    expect(gone({ away: { to: 'xu' }, supervisor: 'di' }).slots('a')).to.equal('fay moved, xu pending');
    expect(gone({ supervisor: 'di' }).slots('a')).to.equal('fay moved, di pending');
    const run = gone({ supervisor: null });
    expect([run.status, run.slots('a'), run.task('a').ownerless]).to.deep.equal(['running', 'fay removed', true]);
    expect(run.told('ownerless')).to.deep.equal(['role:flow_admin']);
    expect(run.send({ type: 'SlotReassigned', task: run.task('a').id, actor: 'root', to: 'cy', reason: ' ' })).to.deep.equal({ code: 'reason_needed' }); // prettier-ignore
    run.send({ type: 'SlotReassigned', task: run.task('a').id, actor: 'root', to: 'cy', reason: 'nobody left' });
    run.decide('cy');
    expect(run.status).to.equal('approved');
  });

  it('13: how a called flow ends picks the arm; it ends with its caller; flows call one another ten deep', () => {
    const call = (more: object = {}): FlowBlock =>
      ({ id: 'c', type: 'call', flow: 'credit_check', ...more }) as FlowBlock;
    const arms = { arms: [{ id: 'no', on: ['rejected'], body: [one('b', 'finance_owner')] }] };
    const run = begin([call(arms)]);
    const [child] = Object.values(run.state.children);
    run.send({ type: 'ChildEnded', child: child!.id, result: 'rejected' });
    expect([run.at, run.status]).to.deep.equal(['b 1', 'running']);
    run.send({ type: 'ChildEnded', child: child!.id, result: 'approved' });
    expect(run.at).to.equal('b 1');
    run.decide('fay');
    expect(run.status).to.equal('approved');
    const parent = begin([call()]);
    parent.send({ type: 'Withdrawn', actor: 'ann' });
    expect(Object.values(parent.state.children)[0]!.status).to.equal('terminated');
    expect(parent.effects.some((effect) => effect.k === 'db' && effect.op.op === 'terminateChild')).to.equal(true);
    const deep = begin([call()], { depth: 10 });
    expect([deep.status, deep.state.instance.reason, Object.keys(deep.state.children)]).to.deep.equal(['rejected', 'depth', []]); // prettier-ignore
    const apart = begin([call({ async: true }), one('b', 'finance_owner')]);
    expect(apart.at).to.equal('b 1');
  });

  it('14: nobody found, under every policy', () => {
    const none = facts({ roles: {} });
    const at = (onEmpty: object) => begin([ask('a', { onEmpty }), one('b', 'finance_owner')], { facts: none });
    expect([at({ do: 'admin' }).at, at({ do: 'admin' }).task('a').ownerless]).to.deep.equal(['a 1', true]);
    expect(at({ do: 'person', user: 'cy' }).slots('a')).to.equal('cy pending');
    expect(at({ do: 'supervisor_up' }).slots('a')).to.equal('bo pending');
    expect([at({ do: 'skip' }).at, at({ do: 'skip' }).task('a').status]).to.deep.equal(['b 1', 'skipped']);
    expect(at({ do: 'auto_approve' }).task('a')).to.include({ status: 'approved', decidedBy: 'system:empty' });
    const failed = at({ do: 'fail' });
    expect([failed.status, failed.state.instance.reason]).to.deep.equal(['rejected', 'no_approver']);
    // All abstain: the policy, not an approval.
    const run = begin([ask('a')]);
    for (const user of ['lea', 'lou', 'lin']) run.decide(user, 'abstain');
    expect([run.status, run.task('a').ownerless]).to.deep.equal(['running', true]);
  });

  it('16: three days late: one rejection by the clock, the reminder merged into it', () => {
    const run = begin([ask('a', { deadline: [{ after: 'PT8H', do: 'remind' }, { after: 'P1D', do: 'escalate', to: { by: 'user', id: 'di' } }, { after: 'P3D', do: 'reject' }] })]).later(80); // prettier-ignore
    const due = run.timers().map(({ id }) => id);
    for (const timer of due) run.send({ type: 'TimerFired', timer });
    expect([run.status, run.task('a').decidedBy, run.told('reminded'), run.timers('fired').length]).to.deep.equal(['rejected', 'system:sla', [], 3]); // prettier-ignore
    const early = begin([{ id: 'w', type: 'wait', after: 'P40D' }]).later(39 * 24);
    expect(early.send({ type: 'TimerFired', timer: early.timers()[0]!.id })).to.deep.equal({ code: 'not_due', at: '2026-04-11T08:00:00.000Z' }); // prettier-ignore
    early.later(24).send({ type: 'TimerFired', timer: early.timers()[0]!.id });
    expect(early.status).to.equal('approved');
  });
});

describe('flow/actions', () => {
  it('returns to the starter: everything ends, and begins anew or straight where it was', () => {
    for (const [then, at] of [['rerun', 'a 2'], ['straight_back', 'b 2']] as const) {
      const run = begin([one('a', 'first'), one('b', 'second', { returnTo: { allow: ['initiator'], then } })], { facts: two });
      run.decide('fay');
      expect(run.send({ type: 'Returned', slot: run.slot('xu').id, actor: 'xu', to: 'a' })).to.include({ code: 'not_allowed' });
      run.send({ type: 'Returned', slot: run.slot('xu').id, actor: 'xu', to: 'initiator' });
      expect([run.status, run.slots('b'), run.told('returned')]).to.deep.equal(['returned', 'xu returned', ['ann']]);
      run.send({ type: 'Resubmitted', actor: 'ann' });
      expect([run.at, run.state.instance.round]).to.deep.equal([at, 2]);
    }
  }); // prettier-ignore

  it('returns to a step and comes straight back from it', () => {
    const run = begin([one('a', 'first'), one('b', 'second'), one('c', 'third', { returnTo: { allow: ['a'], then: 'straight_back' } })], { facts: two }); // prettier-ignore
    for (const user of ['fay', 'xu']) run.decide(user);
    run.send({ type: 'Returned', slot: run.slot('yu').id, actor: 'yu', to: 'a' });
    expect(run.at).to.equal('a 2');
    run.decide('fay');
    expect([run.at, run.slots('b')]).to.deep.equal(['c 2', 'xu approved']);
  });

  it('leaves sibling arms alone when one of them goes back within itself', () => {
    const run = begin([split([[one('a', 'first'), one('b', 'second', { returnTo: { allow: ['a'] } })], [one('c', 'third')]])], { facts: two }); // prettier-ignore
    run.decide('fay');
    run.send({ type: 'Returned', slot: run.slot('xu').id, actor: 'xu', to: 'a' });
    expect(run.at).to.equal('c 1, a 2');
    for (const user of ['yu', 'fay', 'xu']) run.decide(user);
    expect(run.status).to.equal('approved');
  });

  it('joins by any and by so many, and cancels the others', () => {
    const arms = [[one('a', 'first')], [one('b', 'second')], [one('c', 'third')]];
    const any = begin([split(arms, 'any')], { facts: two });
    any.decide('xu');
    expect([any.status, any.task('a').status, any.told('retracted')]).to.deep.equal(['approved', 'cancelled', ['fay', 'yu']]); // prettier-ignore
    const two_ = begin([split(arms, { count: 2 })], { facts: two });
    two_.decide('xu');
    expect(two_.at).to.equal('a 1, c 1');
    two_.decide('yu');
    expect([two_.status, two_.task('a').status]).to.deep.equal(['approved', 'cancelled']);
    const passed = begin([split([[], [one('a', 'first')]], 'any'), one('b', 'second')], { facts: two });
    expect(passed.at).to.equal('b 1');
    const ended = begin([split([[{ id: 'e', type: 'end' }], [one('a', 'first')]])], { facts: two });
    expect(ended.at).to.equal('a 1');
  });

  it('repeats for each item and while a condition holds, at most so often', () => {
    const loop = (more: object): FlowBlock => ({ id: 'l', type: 'loop', max: 3, body: [{ id: 's', type: 'action', use: 'record.create' }], ...more }) as FlowBlock; // prettier-ignore
    const made = (run: Run) => run.effects.flatMap((effect) => (effect.k === 'db' && effect.op.op === 'action' ? [effect.op.key] : [])); // prettier-ignore
    expect(made(begin([loop({ each: 'lines' })], { values: { lines: ['x', 'y'] } }))).to.deep.equal(['s:1:l:1:0:0', 's:1:l:1:1:0']); // prettier-ignore
    expect(made(begin([loop({ each: 'lines' })], { values: { lines: ['v', 'w', 'x', 'y'] } }))).to.have.length(3);
    expect(made(begin([loop({ while: 'more' })], { values: { more: true } }))).to.have.length(3);
    expect(made(begin([loop({ while: 'more' })]))).to.have.length(0);
  });

  it('ends as rejected when a step was entered too often', () => {
    const body = [one('a', 'first'), { id: 'x', type: 'exclusive', arms: [{ id: 'n', default: true, body: [] }, { id: 'm', when: 'again', body: [{ id: 'j', type: 'jump', to: 'a' }] }] } as FlowBlock]; // prettier-ignore
    const run = begin(body, { facts: two, values: { again: true } }, { maxVisits: 3 });
    for (let time = 0; time < 3; time++) run.decide('fay');
    expect([run.status, run.state.instance.reason]).to.deep.equal(['rejected', 'max_visits']);
  });

  it('delegates: advice comes back, the owner decides', () => {
    const run = begin([one('a', 'finance_owner')]);
    run.send({ type: 'SlotMoved', slot: run.slot('fay').id, actor: 'fay', how: 'delegate', to: 'xu' });
    run.decide('xu', 'reject');
    expect([run.status, run.slots('a')]).to.deep.equal(['running', 'fay pending, xu rejected']);
    run.decide('fay');
    expect(run.status).to.equal('approved');
  });

  it('adds signers beside, and takes them off again, never the last', () => {
    const run = begin([one('a', 'finance_owner', { mode: 'all' })]);
    expect(run.send({ type: 'SlotAdded', slot: run.slot('fay').id, actor: 'fay', how: 'parallel', to: ['fay'] })).to.deep.equal({ code: 'already_signer', what: 'fay' }); // prettier-ignore
    run.send({ type: 'SlotAdded', slot: run.slot('fay').id, actor: 'fay', how: 'parallel', to: ['xu'] });
    expect(run.task('a').needs[0]).to.include({ n: 2, pass: 2 });
    expect(run.send({ type: 'SlotRemoved', slot: run.slot('xu').id, actor: 'xu' })).to.deep.equal({
      code: 'not_yours',
    });
    run.send({ type: 'SlotRemoved', slot: run.slot('xu').id, actor: 'fay' });
    expect(run.send({ type: 'SlotRemoved', slot: run.slot('fay').id, actor: 'root', asAdmin: true })).to.deep.equal({ code: 'last_signer' }); // prettier-ignore
    run.decide('fay');
    expect(run.status).to.equal('approved');
  });

  it('asks one after the other in a sequence', () => {
    const run = begin([ask('a', { mode: 'sequence' })]);
    expect(run.slots('a')).to.equal('lea pending, lou queued, lin queued');
    expect(run.decide('lou')).to.deep.equal({ code: 'not_now' });
    run.decide('lea');
    run.decide('lou', 'abstain');
    expect([run.slots('a'), run.told('asked')]).to.deep.equal(['lea approved, lou abstained, lin pending', ['lea', 'lou', 'lin']]); // prettier-ignore
    run.decide('lin');
    expect(run.status).to.equal('approved');
  });

  it('takes a vote back as long as nobody has acted on it', () => {
    const open = begin([ask('a')]);
    open.decide('lea');
    open.send({ type: 'Reclaimed', slot: open.slot('lea').id, actor: 'lea' });
    expect(open.slots('a')).to.equal('lea pending, lou pending, lin pending');
    const body = [ask('a', { mode: 'any' }), one('b', 'finance_owner'), one('c', 'third')];
    const run = begin(body, { facts: facts({ fields: { finance_owner: ['fay'], third: ['yu'] } }) });
    run.decide('lea');
    const slot = run.slot('lea').id;
    expect(run.send({ type: 'Reclaimed', slot, actor: 'lea' })).to.equal(undefined);
    expect([run.at, run.slots('a'), run.task('b').status, run.told('retracted')]).to.deep.equal(['a 2', 'lea pending, lou pending, lin pending', 'cancelled', ['fay']]); // prettier-ignore
    run.decide('lou');
    const again = run.slot('lou').id;
    run.decide('fay');
    expect(run.send({ type: 'Reclaimed', slot: again, actor: 'lou' })).to.deep.equal({ code: 'acted_on' });
  });

  it('urges once in four hours, and stops the clock while somebody is asked', () => {
    const run = begin([one('a', 'finance_owner', { deadline: [{ after: 'PT8H', do: 'reject' }] })]);
    const task = run.task('a').id;
    run.send({ type: 'Urged', task, actor: 'ann' });
    expect(run.later(3).send({ type: 'Urged', task, actor: 'ann' })).to.deep.equal({ code: 'too_soon', at: '2026-03-02T12:00:00.000Z' }); // prettier-ignore
    run.send({ type: 'InfoAsked', slot: run.slot('fay').id, actor: 'fay', of: 'ann' });
    run.later(100);
    expect([run.timers().length, run.timers('frozen')[0]!.left]).to.deep.equal([0, 5 * 3_600_000]);
    run.send({ type: 'InfoGiven', task, actor: 'ann' });
    expect(run.timers()[0]!.dueAt).to.equal(new Date(Date.parse(run.now) + 5 * 3_600_000).toISOString());
    expect(run.told('info_asked')).to.deep.equal(['ann']);
  });

  it('stands still while suspended, and ends when terminated, each for a reason', () => {
    const run = begin([one('a', 'finance_owner', { deadline: [{ after: 'PT8H', do: 'reject' }] })]);
    expect(run.send({ type: 'Suspended', actor: 'root', reason: '' })).to.deep.equal({ code: 'reason_needed' });
    run.send({ type: 'Suspended', actor: 'root', reason: 'audit' });
    expect([run.decide('fay'), run.timers().length]).to.deep.equal([{ code: 'suspended' }, 0]);
    run.later(50).send({ type: 'Resumed', actor: 'root', reason: 'done' });
    expect(run.timers()[0]!.dueAt).to.equal(new Date(Date.parse(run.now) + 8 * 3_600_000).toISOString());
    run.send({ type: 'Terminated', actor: 'root', reason: 'wrong customer' });
    expect([run.status, run.state.instance.reason]).to.deep.equal(['terminated', 'wrong customer']);
  });

  it('jumps where there is one place for it', () => {
    const run = begin([one('a', 'first'), split([[one('b', 'second')]]), one('c', 'third')], { facts: two });
    const jump = (to: string) => run.send({ type: 'Jumped', actor: 'root', to, reason: 'asked by the customer' });
    expect([jump('nowhere'), jump('b')]).to.deep.equal([{ code: 'unknown', what: 'nowhere' }, { code: 'no_place', what: 'b' }]); // prettier-ignore
    jump('c');
    expect([run.at, run.task('a').status]).to.deep.equal(['c 1', 'cancelled']);
  });

  it('waits for an action outside, takes the arm for its failure, or stops until somebody retries', () => {
    const mail = (more: object = {}): FlowBlock =>
      ({ id: 'm', type: 'action', use: 'mail.send', ...more }) as FlowBlock;
    const run = begin([mail(), one('a', 'finance_owner')]);
    const token = () => Object.values(run.state.tokens).find(({ wait }) => wait === 'effect')!;
    const first = token();
    run.send({ type: 'EffectFailed', token: first.id, effect: first.effect!, error: 'refused' });
    expect([run.status, run.state.instance.reason]).to.deep.equal(['failed', 'action_failed']);
    run.send({ type: 'Retried', token: first.id, actor: 'root' });
    expect([run.status, token().effect]).to.deep.equal(['running', 'm:1::1']);
    // The first attempt reports after all: nobody waits for it any more.
    run.send({ type: 'EffectDone', token: first.id, effect: first.effect! });
    expect(run.at).to.equal('m 1');
    run.send({ type: 'EffectDone', token: first.id, effect: 'm:1::1' });
    expect(run.at).to.equal('a 1');
    const caught = begin([mail({ onError: [one('a', 'finance_owner')] })]);
    const [waiting] = Object.values(caught.state.tokens);
    caught.send({ type: 'EffectFailed', token: waiting!.id, effect: waiting!.effect!, error: 'refused' });
    expect(caught.at).to.equal('a 1');
    caught.decide('fay');
    expect(caught.status).to.equal('approved');
  });

  it('waits for a signal, a condition or a time, whichever comes first', () => {
    const wait = (more: object): FlowBlock => ({ id: 'w', type: 'wait', after: 'P9D', ...more }) as FlowBlock;
    const signal = begin([wait({ signal: 'paid' })]);
    signal.send({ type: 'SignalArrived', signal: 'other' });
    expect(signal.at).to.equal('w 1');
    signal.send({ type: 'SignalArrived', signal: 'paid' });
    expect([signal.status, signal.timers().length]).to.deep.equal(['approved', 0]);
    const condition = begin([wait({ when: 'is_paid' })], { values: { is_paid: null } });
    condition.send({ type: 'RecordChanged' });
    expect(condition.at).to.equal('w 1');
    condition.values = { is_paid: true };
    condition.send({ type: 'RecordChanged' });
    expect(condition.status).to.equal('approved');
    const until = begin([{ id: 'w', type: 'wait', until: 'day' }], { values: { day: '2026-03-09' } });
    expect(until.timers()[0]!.dueAt).to.equal('2026-03-09T00:00:00.000Z');
    expect(begin([{ id: 'w', type: 'wait', until: 'day' }], { values: { day: '2026-03-01' } }).status).to.equal('approved'); // prettier-ignore
  });
});
