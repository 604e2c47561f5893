/** What comes from outside: the clock, finished actions and called flows, signals, changes of the record. */
import { blockOf } from '../compiled.js';
import type { EventOf } from '../events.js';
import { planFiring } from '../firing.js';
import type { Timer, Token } from '../state.js';
import { decideTask, slotsOf } from '../tasks.js';
import { wake } from '../tokens.js';
import { ask, change, nodeOf, note, rows, tellPerson, type Work } from '../work.js';
import type { Handled } from './participants.js';

/** Closed owner or an earlier visit: nothing happens. Of several that are late the highest decisive one fires. */
export function timerFired(work: Work, { timer: id }: EventOf<'TimerFired'>): Handled {
  const timer = work.tables.timers[id];
  if (!timer) return { code: 'unknown', what: id };
  if (timer.state !== 'armed') {
    note(work, 'timer_stale', { timer: id, node: timer.node, visit: timer.visit });
    return undefined;
  }
  if (timer.dueAt > work.env.now) return { code: 'not_due', at: timer.dueAt };
  const { fires, merged } = planFiring(rows(work, 'timers').filter(({ owner }) => owner.id === timer.owner.id), work.env.now); // prettier-ignore
  for (const each of [...merged, fires!]) change(work, 'timers', each.id, { state: 'fired' });
  note(work, 'timer_fired', { timer: fires!.id, does: fires!.does, merged: merged.map((each) => each.id) });
  fire(work, fires!);
  return undefined;
}

function fire(work: Work, { owner, does, tier }: Timer): void {
  if (does === 'go_on') return wake(work, owner.id, { is: 'timer' });
  const task = work.tables.tasks[owner.id]!;
  if (does === 'approve' || does === 'reject')
    return decideTask(work, task.id, does === 'approve' ? 'approved' : 'rejected', 'system:sla');
  if (does === 'escalate') return ask(work, task.token, { is: 'escalate', node: task.node, task: task.id, tier });
  for (const slot of slotsOf(work, task.id)) if (slot.status === 'pending') tellPerson(work, slot.assignee, 'reminded', task); // prettier-ignore
}

/** The token that waits for this; what comes twice or too late is none of its business any more. */
function waitingFor(work: Work, id: string, effect: string): Token | undefined {
  const token = work.tables.tokens[id];
  if (token?.wait === 'effect' && token.effect === effect) return token;
  note(work, 'stale', { token: id, effect });
  return undefined;
}

export function effectDone(work: Work, { token: id, effect }: EventOf<'EffectDone'>): Handled {
  const token = waitingFor(work, id, effect);
  if (token) wake(work, token.id, { is: 'effect', failed: false });
  return undefined;
}

export function effectFailed(work: Work, { token: id, effect, error }: EventOf<'EffectFailed'>): Handled {
  const token = waitingFor(work, id, effect);
  if (!token) return undefined;
  note(work, 'effect_failed', { node: token.node, error });
  wake(work, token.id, { is: 'effect', failed: true });
  return undefined;
}

export function childEnded(work: Work, { child: id, result }: EventOf<'ChildEnded'>): Handled {
  const child = work.tables.children[id];
  if (!child) return { code: 'unknown', what: id };
  if (child.status !== 'running') {
    note(work, 'stale', { child: id });
    return undefined;
  }
  change(work, 'children', id, { status: 'ended', result });
  if (child.waits) wake(work, child.token, { is: 'child', result });
  return undefined;
}

const waits = (work: Work): readonly Token[] =>
  rows(work, 'tokens').filter(({ state, node }) => state === 'waiting' && nodeOf(work, node).kind === 'wait');

export function signalArrived(work: Work, { signal }: EventOf<'SignalArrived'>): Handled {
  for (const token of waits(work))
    if (blockOf(nodeOf(work, token.node), 'wait').signal === signal) wake(work, token.id, { is: 'signal' });
  return undefined;
}

/** Conditions that are waited for are asked again. */
export function recordChanged(work: Work): Handled {
  for (const token of waits(work)) {
    const { when } = blockOf(nodeOf(work, token.node), 'wait');
    if (when !== undefined) ask(work, token.id, { is: 'eval', expressions: { when }, scope: token.scope });
  }
  return undefined;
}
