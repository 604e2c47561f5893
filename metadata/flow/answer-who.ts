/** From a question of the engine to the people who answer it: the bridge between a state and `resolveApprovers`. */
import type { BlockOf, Who } from '../schema/flow.js';
import { resolveApprovers, resolveEmpty, type Question } from './approvers.js';
import type { Compiled } from './compiled.js';
import type { Resolution } from './people.js';
import { isPeopleStep } from './walk.js';
import { isOpenSlot, type Read, type Slot, type State, type Task } from './state.js';
import { isActive, personOf, superiorsOf, type PeopleFacts } from './superiors.js';

/** `read` asks for people (its need is not `eval`). */
export function answerWho(def: Compiled, state: State, { need }: Read, facts: PeopleFacts): Resolution {
  const { initiator } = state.instance;
  if (need.is === 'eval') throw new Error('This question asks for values, not for people.');
  if (need.is === 'empty') return resolveEmpty({ onEmpty: need.policy, initiator }, facts);
  if (need.is === 'substitute') return substitute(need.user, facts);
  const { block } = def.nodes[need.node]!;
  const tiers = 'deadline' in block ? (block.deadline ?? []) : [];
  const to = need.is === 'escalate' ? tiers[need.tier]?.to : undefined;
  const specs = need.is === 'who' ? ('who' in block ? block.who : []) : to === undefined ? [] : [to];
  const isAsked = need.is === 'who' && block.type !== 'cc';
  const { self, dedupe, onEmpty } = def.settings;
  const own: Partial<Pick<BlockOf<'approve'>, 'self' | 'dedupe' | 'onEmpty'>> =
    isAsked && isPeopleStep(block) ? block : {};
  const question: Question = {
    node: need.node,
    specs: specs as readonly Who[],
    initiator,
    assignees: need.is === 'escalate' ? slotsOf(state, need.task).filter(isOpenSlot).map(({ assignee }) => assignee) : [], // prettier-ignore
    self: isAsked ? (own.self ?? self) : 'self',
    dedupe: isAsked && block.type === 'approve' ? (own.dedupe ?? dedupe) : 'none',
    // Nobody to tell or to escalate to is no reason to leave the step.
    onEmpty: isAsked ? (own.onEmpty ?? onEmpty) : { do: 'admin' },
    earlier: isAsked ? approvalsOf(def, state, need.node) : [],
    sameAs: decidersOf(state),
  };
  return resolveApprovers(question, facts);
}

const slotsOf = (state: State, task: string): readonly Slot[] =>
  Object.values(state.slots).filter((slot) => slot.task === task);

/** Tasks in the order in which they were opened. */
const tasksOf = (state: State): readonly Task[] => Object.values(state.tasks);

/**
 * Approvals of steps that stand before this one, of each the last: a step that is entered again after a return asks again,
 * and what came after it the time before is no approval of what is asked now.
 */
function approvalsOf(def: Compiled, state: State, node: string): Question['earlier'] {
  const order = Object.keys(def.nodes);
  const last = new Map<string, Task>();
  for (const task of tasksOf(state))
    if (task.round === state.instance.round && order.indexOf(task.node) < order.indexOf(node)) {
      last.delete(task.node);
      last.set(task.node, task);
    }
  const decided = [...last.values()].filter(({ status }) => status === 'approved');
  const adjacent = decided.at(-1)?.node;
  return decided.flatMap((task) =>
    slotsOf(state, task.id).flatMap(({ assignee, status, decidedAt }) =>
      status === 'approved' && decidedAt !== null
        ? [{ user: assignee, at: decidedAt, adjacent: task.node === adjacent }]
        : [],
    ),
  );
}

/** Whoever decided a step when it was last decided. */
function decidersOf(state: State): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const task of tasksOf(state)) {
    const users = slotsOf(state, task.id).filter(({ status }) => status === 'approved').map(({ assignee }) => assignee); // prettier-ignore
    if (task.status === 'approved' && users.length > 0) found[task.node] = users;
  }
  return found;
}

/** Of somebody who left: the delegate, else the next superior who is there, else nobody. */
function substitute(user: string, facts: PeopleFacts): Resolution {
  const delegate = personOf(facts, user)?.away?.to;
  const other = delegate && isActive(facts, delegate) ? delegate : superiorsOf(facts, user).find((each) => isActive(facts, each)); // prettier-ignore
  if (other === undefined) return { people: [], skipped: [{ rule: 0, user, why: 'no_superior' }] };
  return { people: [{ user: other, reason: { by: 'substitute', for: user } }], skipped: [] };
}
