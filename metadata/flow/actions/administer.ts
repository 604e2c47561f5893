/** What administrators of flows do, each with a reason: suspend, resume, terminate, jump, retry what failed. */
import type { EventOf } from '../events.js';
import { freezeTimers, thawTimers } from '../timers.js';
import { endInstance, goTo } from '../tokens.js';
import { changeInstance, note, rows, type Work } from '../work.js';
import { sendAction } from '../nodes/outside.js';
import { reasonGiven, type Handled } from './participants.js';

export function suspended(work: Work, { actor, reason }: EventOf<'Suspended'>): Handled {
  const refused = reasonGiven(reason);
  if (refused) return refused;
  changeInstance(work, { status: 'suspended', reason });
  freezeTimers(work);
  note(work, 'suspended', { actor, reason });
  return undefined;
}

export function resumed(work: Work, { actor, reason }: EventOf<'Resumed'>): Handled {
  changeInstance(work, { status: 'running', reason: null });
  thawTimers(work);
  note(work, 'resumed', { actor, reason });
  return undefined;
}

export function terminated(work: Work, { actor, reason }: EventOf<'Terminated'>): Handled {
  const refused = reasonGiven(reason);
  if (refused) return refused;
  note(work, 'terminated', { actor, reason });
  endInstance(work, 'terminated', reason);
  return undefined;
}

/** Forward or back to any step whose sequence is open, and open once: what stands in that sequence dies. */
export function jumped(work: Work, { actor, to, reason }: EventOf<'Jumped'>): Handled {
  const node = Object.hasOwn(work.def.nodes, to) ? work.def.nodes[to]! : undefined;
  if (!node) return { code: 'unknown', what: to };
  const refused = reasonGiven(reason);
  if (refused) return refused;
  const open = rows(work, 'scopes').filter(({ is, status, path }) => is !== 'split' && status === 'open' && path === node.scopePath); // prettier-ignore
  if (open.length !== 1) return { code: 'no_place', what: to };
  note(work, 'jumped', { actor, to, reason });
  goTo(work, { scope: open[0]!.id, node: to });
  return undefined;
}

/** The action of a run that failed, once more under another key. */
export function retried(work: Work, { token: id, actor }: EventOf<'Retried'>): Handled {
  const token = work.tables.tokens[id];
  if (!token || token.wait !== 'effect') return { code: 'unknown', what: id };
  changeInstance(work, { status: 'running', reason: null });
  note(work, 'retried', { actor, node: token.node });
  sendAction(work, token, (token.retry ?? 0) + 1);
  return undefined;
}
