/**
 * One event, one step of a run:
 *
 *   event --may it happen now?--> handler --> tokens that are ready, one after the other, until all wait --> new state
 *                 |                  |                     (at most 200, then the rest goes on later)
 *                 '---- refused -----'
 *
 * Pure and total: no clock, no randomness, no exception on any state it made itself. A refused event changes nothing.
 */
import type { Registry } from '../registry.js';
import { slotAdded, slotRemoved } from './actions/add.js';
import { jumped, resumed, retried, suspended, terminated } from './actions/administer.js';
import { evaluated, whoResolved } from './actions/answers.js';
import { reclaimed, resubmitted, returned, withdrawn } from './actions/back.js';
import { slotDecided } from './actions/decide.js';
import { slotMoved, slotReassigned, userDeactivated } from './actions/move.js';
import { childEnded, effectDone, effectFailed, recordChanged, signalArrived, timerFired } from './actions/outside.js';
import type { Handled } from './actions/participants.js';
import { commented, infoAsked, infoGiven, urged } from './actions/talk.js';
import type { Compiled } from './compiled.js';
import type { Effect, LogEntry } from './effects.js';
import type { EventOf, EventType, FlowEvent, Refusal } from './events.js';
import type { NodeKind } from './node-kind.js';
import { hasEnded, type Instance, type InstanceStatus, type State, type Token } from './state.js';
import { openRound } from './tokens.js';
import { beginWork, endWork, nodeOf, note, rows, send, type Env, type Work } from './work.js';

export interface StepResult {
  readonly state: State;
  readonly effects: readonly Effect[];
  readonly log: readonly LogEntry[];
  /** The state is then the one handed in. */
  readonly refused?: Refusal;
}

interface Handler<T extends EventType> {
  /** In which states of the run this may happen. */
  readonly when: readonly InstanceStatus[];
  readonly handle: (work: Work, event: EventOf<T>) => Handled;
}

const running: readonly InstanceStatus[] = ['running'];
/** Things that come whether the run stands still or not. */
const open: readonly InstanceStatus[] = ['running', 'suspended', 'failed'];
const any: readonly InstanceStatus[] = ['draft', 'running', 'returned', 'suspended', 'approved', 'rejected', 'withdrawn', 'terminated', 'failed']; // prettier-ignore

const handlers: { readonly [T in EventType]: Handler<T> } = {
  Started: { when: ['draft'], handle: (work) => openRound(work) as undefined },
  Resubmitted: { when: ['draft', 'returned', 'withdrawn'], handle: resubmitted },
  Withdrawn: { when: ['running', 'returned'], handle: withdrawn },
  SlotDecided: { when: running, handle: slotDecided },
  SlotMoved: { when: running, handle: slotMoved },
  SlotReassigned: { when: running, handle: slotReassigned },
  SlotAdded: { when: running, handle: slotAdded },
  SlotRemoved: { when: running, handle: slotRemoved },
  Returned: { when: running, handle: returned },
  Reclaimed: { when: running, handle: reclaimed },
  Urged: { when: running, handle: urged },
  InfoAsked: { when: running, handle: infoAsked },
  InfoGiven: { when: running, handle: infoGiven },
  Commented: { when: any, handle: commented },
  Suspended: { when: running, handle: suspended },
  Resumed: { when: ['suspended'], handle: resumed },
  Terminated: { when: [...open, 'returned', 'draft'], handle: terminated },
  Jumped: { when: running, handle: jumped },
  Retried: { when: ['failed'], handle: retried },
  UserDeactivated: { when: open, handle: userDeactivated },
  TimerFired: { when: any, handle: timerFired },
  WhoResolved: { when: open, handle: whoResolved },
  Evaluated: { when: open, handle: evaluated },
  EffectDone: { when: open, handle: effectDone },
  EffectFailed: { when: open, handle: effectFailed },
  ChildEnded: { when: open, handle: childEnded },
  SignalArrived: { when: open, handle: signalArrived },
  RecordChanged: { when: open, handle: recordChanged },
  Continued: { when: open, handle: () => undefined },
};

/** Makes the step for these kinds of steps. */
export function createStep(kinds: Registry<NodeKind>) {
  return (def: Compiled, state: State, event: FlowEvent, env: Env): StepResult => {
    const handler = handlers[event.type] as Handler<EventType>;
    const refuse = (refused: Refusal): StepResult => ({ state, effects: [], log: [], refused });
    if (!handler.when.includes(state.instance.status)) return refuse(whyNot(state.instance));
    const work = beginWork(def, state, env);
    const refused = handler.handle(work, event as EventOf<EventType>);
    if (refused) return refuse(refused);
    settle(work, kinds);
    return { state: endWork(work), effects: work.effects, log: work.log };
  };
}

function whyNot({ status }: Instance): Refusal {
  if (status === 'suspended') return { code: 'suspended' };
  return hasEnded({ status } as Instance) ? { code: 'ended', what: status } : { code: 'not_running', what: status };
}

/** Runs tokens until all of them wait. What a limit leaves over goes on in a transaction of its own. */
function settle(work: Work, kinds: Registry<NodeKind>): void {
  const limit = work.env.microSteps ?? 200;
  for (let steps = 0; work.instance.status === 'running'; steps++) {
    const token = rows(work, 'tokens').find(({ state }) => state === 'ready');
    if (!token) return;
    if (steps >= limit) {
      note(work, 'to_be_continued', { steps });
      return send(work, 'continue', String(work.instance.seq), {});
    }
    run(work, kinds.get(nodeOf(work, token.node).kind), token);
  }
}

function run(work: Work, kind: NodeKind, token: Token): void {
  if (token.resume === null) return kind.enter(work, token);
  const { resume } = token;
  kind.resume?.(work, { ...token, resume: null }, resume);
}
