/** The worked trace of the design, row by row. */
import { expect } from 'chai';
import { stateHash } from '../../../metadata/flow/state.js';
import { rowOps } from '../../../metadata/flow/effects.js';
import { compiled, quoteDiscount } from './quote-discount.js';
import { Run, step } from './run.js';

describe('flow/trace', () => {
  const run = new Run(compiled(quoteDiscount), { values: { 'amount > 500000': true } });
  const keys = () => run.effects.flatMap((effect) => (effect.k === 'out' ? [effect.key] : []));

  it('1: started by Ann: Bo is asked, three timers run', () => {
    run.begin();
    expect([run.status, run.at, run.slots('mgr')]).to.deep.equal(['running', 'mgr 1', 'bo pending']);
    expect(run.task('mgr').needs).to.deep.equal([{ group: null, n: 1, pass: 1, fail: 1, approved: 0, rejected: 0 }]);
    expect(run.timers().map(({ does, dueAt }) => `${does} ${dueAt}`)).to.deep.equal(['remind 2026-03-02T16:00:00.000Z', 'escalate 2026-03-03T08:00:00.000Z', 'reject 2026-03-05T08:00:00.000Z']); // prettier-ignore
    expect(keys()).to.deep.equal(['i:notify:mgr:1:asked:bo:2']);
  });

  it('2: Bo approves: the arm of finance alone is taken', () => {
    expect(run.decide('bo')).to.equal(undefined);
    expect([run.at, run.slots('f1'), run.timers().length]).to.deep.equal(['f1 1', 'fay pending', 0]);
    const split = Object.values(run.state.scopes).find(({ is }) => is === 'split')!;
    expect([split.expected, split.arrived, split.node]).to.deep.equal([1, 0, 'split']);
  });

  it('3: finance returns it to the manager: the split dies, fresh slot and timers', () => {
    run.send({ type: 'Returned', slot: run.slot('fay').id, actor: 'fay', to: 'mgr' });
    expect([run.at, run.slots('mgr'), run.slots('f1'), run.timers().length]).to.deep.equal(['mgr 2', 'bo pending', 'fay returned', 3]); // prettier-ignore
    expect(Object.values(run.state.scopes).filter(({ is }) => is !== 'root').map(({ status }) => status)).to.deep.equal(['cancelled', 'cancelled']); // prettier-ignore
    expect(run.effects.some((effect) => effect.k === 'db' && effect.op.op === 'unlock')).to.equal(false);
  });

  it('4: a timer of the first visit comes late: nothing happens', () => {
    run.later(24);
    const old = Object.values(run.state.timers).find(({ visit, does }) => visit === 1 && does === 'escalate')!;
    const before = { ...run.state, instance: null };
    run.send({ type: 'TimerFired', timer: old.id });
    expect({ ...run.state, instance: null }).to.deep.equal(before);
    expect(run.log.at(-1)).to.include({ code: 'timer_stale', visit: 1 });
  });

  it('5: the timer of the second visit adds Cy', () => {
    run.send({ type: 'TimerFired', timer: run.timers().find(({ does }) => does === 'escalate')!.id });
    expect(run.slots('mgr')).to.equal('bo pending, cy pending');
    expect(run.slot('cy')).to.include({ via: 'escalate' });
    expect(run.task('mgr').needs[0]).to.include({ n: 2, pass: 1, fail: 2 });
    expect(run.timers().map(({ does }) => does)).to.deep.equal(['reject']);
    // The reminder was late as well: it is merged.
    expect(run.told('reminded')).to.deep.equal([]);
  });

  it('6: Cy approves: Bo is not needed, finance is asked again', () => {
    run.decide('cy');
    expect([run.slots('mgr'), run.at, run.slots('f1'), run.timers().length]).to.deep.equal(['bo not_needed, cy approved', 'f1 2', 'fay pending', 0]); // prettier-ignore
  });

  it('7: finance approves: the record is written, Ann is told, the flow is approved', () => {
    const before = run.state;
    run.decide('fay');
    expect([run.status, run.at]).to.deep.equal(['approved', '']);
    expect(run.effects.filter(({ k }) => k === 'db').map((effect) => effect.k === 'db' && effect.op.op)).to.deep.equal(['lock', 'action', 'unlock']); // prettier-ignore
    expect(run.effects.find((effect) => effect.k === 'db' && effect.op.op === 'action')).to.deep.include({ op: { op: 'action', key: 'done:1::0', use: 'record.update', with: { stage: 'approved' }, token: run.effects.flatMap((effect) => (effect.k === 'db' && effect.op.op === 'action' ? [effect.op.token] : []))[0] } }); // prettier-ignore
    expect(Object.values(run.state.copies)).to.deep.include.members([{ ...Object.values(run.state.copies)[0], user: 'ann', node: 'cc1' }]); // prettier-ignore
    expect(keys().filter((key) => key.startsWith('i:cc:'))).to.have.length(1);
    const tables = new Set(rowOps(before, run.state).map(({ table, op }) => `${table} ${op}`));
    expect([...tables]).to.include.members(['copies insert', 'tasks update', 'slots update', 'tokens insert', 'scopes update']); // prettier-ignore
  });

  it('has a journal that gives the same state again', () => {
    const again = new Run(run.def);
    const replayed = run.journal.reduce((state, { event, at }) => step(run.def, state, event, { now: at, calendar: run.calendar }).state, again.state); // prettier-ignore
    expect(stateHash(replayed)).to.equal(stateHash(run.state));
    expect(run.state.instance.seq).to.equal(run.journal.length);
  });
});
