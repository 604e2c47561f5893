/** Ways back: return to the starter or to a step, resubmit, withdraw, reclaim. */
import { blockOf } from '../compiled.js';
import type { EventOf } from '../events.js';
import { isLive, type Scope } from '../state.js';
import { recount, reopenTask, returnTask } from '../tasks.js';
import { cancelInside, enclosing, endInstance, goTo, openRound } from '../tokens.js';
import { change, changeInstance, nextId, nodeOf, note, rows, save, tellPerson, type Work } from '../work.js';
import { isRefusal, ownPending, type Handled } from './participants.js';

export function returned(work: Work, { slot: id, actor, to, comment = null }: EventOf<'Returned'>): Handled {
  const slot = ownPending(work, id, actor);
  if (isRefusal(slot)) return slot;
  const { node } = work.tables.tasks[slot.task]!;
  const { returnTo } = blockOf(nodeOf(work, node), 'approve', 'handle');
  if (!returnTo?.allow.includes(to) || slot.parent !== null) return { code: 'not_allowed', what: to };
  const back = returnTo.then === 'straight_back' ? node : null;
  const { scope } = work.tables.tokens[work.tables.tasks[slot.task]!.token]!;
  change(work, 'slots', id, { comment });
  returnTask(work, slot);
  note(work, 'returned', { slot: id, actor, to });
  if (to === 'initiator') {
    endInstance(work, 'returned', null);
    changeInstance(work, { straightBack: back });
    return undefined;
  }
  // The compiler proved that it stands before this step, in a sequence that is open around it.
  goTo(work, { scope: enclosing(work, scope, nodeOf(work, to).scopePath)!.id, node: to, backTo: back });
  return undefined;
}

export function resubmitted(work: Work, { actor }: EventOf<'Resubmitted'>): Handled {
  if (actor !== work.instance.initiator) return { code: 'not_yours' };
  openRound(work);
  return undefined;
}

export function withdrawn(work: Work, { actor, to = 'end' }: EventOf<'Withdrawn'>): Handled {
  if (actor !== work.instance.initiator) return { code: 'not_yours' };
  const { withdraw } = work.def.settings;
  if (withdraw === 'never') return { code: 'not_allowed', what: withdraw };
  const { round, status } = work.instance;
  if (withdraw === 'before_first' && status === 'running') {
    const first = rows(work, 'slots').find(
      ({ task, decidedAt, status }) =>
        work.tables.tasks[task]!.round === round && decidedAt !== null && status !== 'moved' && status !== 'removed',
    );
    if (first) return { code: 'already_decided', by: first.assignee, at: first.decidedAt! };
  }
  endInstance(work, to === 'draft' ? 'draft' : 'withdrawn', null);
  return undefined;
}

/** One takes back one's vote as long as nobody behind has acted on it. */
export function reclaimed(work: Work, { slot: id, actor }: EventOf<'Reclaimed'>): Handled {
  const slot = work.tables.slots[id];
  if (!slot) return { code: 'unknown', what: id };
  if (slot.assignee !== actor || slot.parent !== null) return { code: 'not_yours' };
  if (slot.status !== 'approved') return { code: 'not_allowed', what: slot.status };
  const task = work.tables.tasks[slot.task]!;
  if (task.status === 'open') {
    change(work, 'slots', id, { status: 'pending', comment: null, decidedAt: null });
    note(work, 'reclaimed', { slot: id, actor });
    recount(work, task.id);
    return undefined;
  }
  const token = work.tables.tokens[task.token]!;
  const scope = work.tables.scopes[token.scope]!;
  if (task.status !== 'approved' || task.decidedBy !== id) return { code: 'not_allowed', what: task.status };
  if (scope.status !== 'open' || task.round !== work.instance.round) return { code: 'acted_on' };
  if (wasActedOn(work, scope, token.id)) return { code: 'acted_on' };
  cancelInside(work, scope.id);
  const visit = token.visit + 1;
  const { iteration } = scope;
  const key = iteration === '' ? token.node : `${token.node}@${iteration}`;
  changeInstance(work, { visits: { ...work.instance.visits, [key]: Math.max(work.instance.visits[key] ?? 0, visit) } });
  const again = save(work, 'tokens', { ...token, id: nextId(work), visit: work.instance.visits[key]!, state: 'waiting', wait: 'task', resume: null, seq: work.instance.seq }); // prettier-ignore
  note(work, 'reclaimed', { slot: id, actor });
  reopenTask(work, task, again, id);
  tellPerson(work, actor, 'reclaimed', again);
  return undefined;
}

/** Whether something stands behind it that cannot be undone: a vote, an action, a flow that was called. */
function wasActedOn(work: Work, scope: Scope, from: string): boolean {
  const inside = new Set([scope.id]);
  // Scopes are made after the one they stand in, so one pass finds all below.
  for (const other of rows(work, 'scopes')) if (other.parent !== null && inside.has(other.parent)) inside.add(other.id);
  const passed = Object.keys(work.tables.tokens);
  const later = rows(work, 'tokens').filter(
    ({ id, scope: at }) => inside.has(at) && passed.indexOf(id) > passed.indexOf(from),
  );
  return later.some((token) => {
    const { kind } = nodeOf(work, token.node);
    if ((kind === 'action' || kind === 'call' || kind === 'handle') && !isLive(token)) return true;
    const tasks = rows(work, 'tasks').filter((task) => task.token === token.id);
    return (
      rows(work, 'children').some((child) => child.token === token.id) ||
      token.effect !== undefined ||
      tasks.some((task) => rows(work, 'slots').some((each) => each.task === task.id && each.decidedAt !== null))
    );
  });
}
