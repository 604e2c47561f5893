/** Steps that do something: `action` writes or sends, `call` begins another flow. */
import { blockOf } from '../compiled.js';
import type { NodeKind } from '../node-kind.js';
import type { Token } from '../state.js';
import { failInstance } from '../tasks.js';
import { advance, endInstance, openArms } from '../tokens.js';
import { change, database, nextId, nodeOf, save, send, wait, type Work } from '../work.js';

/** A flow that calls itself ends here, not at the limits of the machine. */
const MOST_DEPTH = 10;

const classOf = (work: Work, use: string): 'db' | 'out' =>
  work.env.actionClass?.(use) ?? (use.startsWith('record.') ? 'db' : 'out');

/** Sends the action out (again): its key names step, visit, iteration and how often it was tried by hand. */
export function sendAction(work: Work, token: Token, retry = 0): void {
  const { use, with: input = {} } = blockOf(nodeOf(work, token.node), 'action');
  const key = effectKey(work, token, retry);
  wait(work, token.id, 'effect');
  change(work, 'tokens', token.id, { effect: key, retry });
  send(work, 'action', key, { use, with: input as never, token: token.id, effect: key });
}

const effectKey = (work: Work, { node, visit, scope }: Token, retry: number): string =>
  `${node}:${visit}:${work.tables.scopes[scope]!.iteration}:${retry}`;

export const action: NodeKind = {
  id: 'action',
  enter(work, token) {
    const { use, with: input = {}, async: apart } = blockOf(nodeOf(work, token.node), 'action');
    if (classOf(work, use) === 'out' || apart === true) return sendAction(work, token);
    database(work, { op: 'action', key: effectKey(work, token, 0), use, with: input, token: token.id });
    advance(work, token);
  },
  resume(work, token, resume) {
    if (resume.is === 'joined' || (resume.is === 'effect' && !resume.failed)) return advance(work, token);
    if (resume.is !== 'effect') return;
    const { arms } = nodeOf(work, token.node);
    if (arms.length > 0) return openArms(work, token, { arms, join: 'all' });
    wait(work, token.id, 'effect');
    failInstance(work, token, 'action_failed');
  },
};

export const call: NodeKind = {
  id: 'call',
  enter(work, token) {
    const {
      flow,
      async: apart = false,
      version = 'latest',
      with: input = {},
    } = blockOf(nodeOf(work, token.node), 'call');
    const depth = work.instance.depth + 1;
    if (depth > MOST_DEPTH) return choose(work, token, 'failed', 'depth');
    const child = save(work, 'children', { id: nextId(work), token: token.id, flow, waits: !apart, status: 'running', result: null }); // prettier-ignore
    database(work, { op: 'startChild', child: child.id, flow, version, depth, with: input });
    if (apart) advance(work, token);
    else wait(work, token.id, 'child');
  },
  resume(work, token, resume) {
    if (resume.is === 'joined') advance(work, token);
    if (resume.is === 'child') choose(work, token, resume.result, `child_${resume.result}`);
  },
};

/** The arm for how the called flow ended. */
function choose(work: Work, token: Token, result: string, reason: string): void {
  const arms = nodeOf(work, token.node).arms.filter(({ on }) => on?.includes(result));
  if (arms.length > 0) openArms(work, token, { arms, join: 'all' });
  else if (result === 'approved') advance(work, token);
  else endInstance(work, 'rejected', reason);
}
