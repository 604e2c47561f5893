/** A run by hand: events go in, questions are answered from facts at once, and every state is held to what must hold. */
import { expect } from 'chai';
import { answerWho } from '../../../metadata/flow/answer-who.js';
import type { Calendar } from '../../../metadata/flow/calendar.js';
import type { Compiled } from '../../../metadata/flow/compiled.js';
import type { Effect, LogEntry } from '../../../metadata/flow/effects.js';
import type { FlowEvent, Refusal } from '../../../metadata/flow/events.js';
import { createNodeKinds } from '../../../metadata/flow/node-kinds.js';
import { draftState, hasEnded, isAdvice, isLive, isOpenSlot, type Slot, type State, type Task } from '../../../metadata/flow/state.js'; // prettier-ignore
import { createStep } from '../../../metadata/flow/step.js';
import type { Person, PeopleFacts } from '../../../metadata/flow/superiors.js';
import type { Value } from '../../../metadata/value.js';

export const step = createStep(createNodeKinds());
export const utc: Calendar = { zone: 'UTC' };
export const start = '2026-03-02T08:00:00.000Z';

const person = (supervisor: string | null, more: Partial<Person> = {}): Person => ({
  active: true,
  supervisor,
  ...more,
});

/** Ann reports to Bo, Bo to Cy, Cy to Di, who has nobody above. */
export const facts = (more: Partial<PeopleFacts> = {}): PeopleFacts => ({
  people: {
    ann: person('bo', { department: 'sales' }), bo: person('cy', { department: 'sales' }), cy: person('di', { title: 'director' }),
    di: person(null), lea: person('di'), lou: person('di'), lin: person('di'), fay: person('di'), xu: person('di'), yu: person('di'),
  },
  departments: { sales: { head: 'cy', parent: 'all' }, all: { head: 'di' } },
  roles: { legal: ['lea', 'lou', 'lin'] }, groups: { five: ['bo', 'cy', 'di', 'lea', 'lou'] }, positions: {},
  fields: { finance_owner: ['fay'] }, owner: 'ann', picks: {}, previousPicks: [], expressions: {}, changedAt: null,
  ...more,
}); // prettier-ignore

export interface Surroundings {
  readonly facts?: PeopleFacts;
  /** By the text of the expression; null where nothing is stated. */
  readonly values?: Readonly<Record<string, Value>>;
  readonly calendar?: Calendar;
  readonly depth?: number;
}

export class Run {
  state: State;
  now = start;
  facts: PeopleFacts;
  values: Readonly<Record<string, Value>>;
  readonly journal: { readonly event: FlowEvent; readonly at: string }[] = [];
  readonly effects: Effect[] = [];
  readonly log: LogEntry[] = [];
  readonly calendar: Calendar;

  constructor(
    readonly def: Compiled,
    { facts: known = facts(), values = {}, calendar = utc, depth = 1 }: Surroundings = {},
  ) {
    this.state = draftState({ id: 'i', initiator: 'ann', depth });
    this.facts = known;
    this.values = values;
    this.calendar = calendar;
  }

  /** One command: the event, and answers until nothing is asked any more. */
  send(event: FlowEvent): Refusal | undefined {
    const refused = this.#step(event);
    for (let [read] = Object.values(this.state.reads); read; [read] = Object.values(this.state.reads)) {
      const { need } = read;
      if (need.is === 'eval') {
        const values = Object.fromEntries(Object.entries(need.expressions).map(([name, text]) => [name, this.values[text] ?? null])); // prettier-ignore
        this.#step({ type: 'Evaluated', read: read.id, values });
      } else this.#step({ type: 'WhoResolved', read: read.id, resolution: answerWho(this.def, this.state, read, this.facts) }); // prettier-ignore
    }
    holds(this.def, this.state);
    return refused;
  }

  #step(event: FlowEvent): Refusal | undefined {
    const before = this.state;
    const { state, effects, log, refused } = step(this.def, before, event, { now: this.now, calendar: this.calendar });
    if (refused) {
      expect(state).to.equal(before);
      return refused;
    }
    this.state = state;
    this.journal.push({ event, at: this.now });
    this.effects.push(...effects);
    this.log.push(...log);
    return undefined;
  }

  begin(): this {
    this.send({ type: 'Started', actor: 'ann' });
    return this;
  }

  later(hours: number): this {
    this.now = new Date(Date.parse(this.now) + hours * 3_600_000).toISOString();
    return this;
  }

  /** The last slot of somebody; an open one if there is one. */
  slot(user: string): Slot {
    const own = Object.values(this.state.slots).filter(({ assignee }) => assignee === user);
    return own.findLast(isOpenSlot) ?? own.at(-1)!;
  }

  decide(user: string, verdict: 'approve' | 'reject' | 'abstain' = 'approve', more: object = {}): Refusal | undefined {
    return this.send({ type: 'SlotDecided', slot: this.slot(user).id, actor: user, verdict, ...more });
  }

  /** `bo pending, cy not_needed` of the last task of a step. */
  slots(node: string): string {
    const task = this.task(node);
    return Object.values(this.state.slots).filter((slot) => slot.task === task.id).map(({ assignee, status }) => `${assignee} ${status}`).join(', '); // prettier-ignore
  }

  task(node: string): Task {
    return Object.values(this.state.tasks).findLast((task) => task.node === node)!;
  }

  /** Steps that are open, with their visit. */
  get at(): string {
    return Object.values(this.state.tokens).filter(({ state }) => state === 'waiting').map(({ node, visit }) => `${node} ${visit}`).join(', '); // prettier-ignore
  }

  get status(): string {
    return this.state.instance.status;
  }

  timers(state = 'armed') {
    return Object.values(this.state.timers).filter((timer) => timer.state === state);
  }

  /** Whom something was told, in the order of telling. */
  told(what: string): readonly string[] {
    return this.effects.flatMap((effect) => effect.k === 'out' && effect.topic === 'notify' && effect.body['what'] === what ? [String(effect.body['user'])] : []); // prettier-ignore
  }
}

/** What must hold of every state between commands. */
export function holds(def: Compiled, state: State): void {
  const { instance } = state;
  const [scopes, tokens, tasks, slots, timers, children] = [Object.values(state.scopes), Object.values(state.tokens), Object.values(state.tasks), Object.values(state.slots), Object.values(state.timers), Object.values(state.children)]; // prettier-ignore
  expect(Object.keys(state.reads), 'questions left').to.deep.equal([]);
  const live = tokens.filter(isLive);
  if (instance.status === 'running') {
    expect(
      live.some(({ state }) => state === 'waiting'),
      'waits for something',
    ).to.equal(true);
    expect(
      live.filter(({ state }) => state === 'ready'),
      'nothing left to run',
    ).to.deep.equal([]);
  }
  if (hasEnded(instance) || instance.status === 'returned' || instance.status === 'draft') {
    expect(live, 'no token after the end').to.deep.equal([]);
    expect(tasks.filter(({ status }) => status === 'open')).to.deep.equal([]);
    expect(slots.filter(isOpenSlot)).to.deep.equal([]);
    expect(timers.filter(({ state }) => state === 'armed' || state === 'frozen')).to.deep.equal([]);
    expect(children.filter(({ status, waits }) => status === 'running' && waits)).to.deep.equal([]);
  }
  for (const token of live) expect(state.scopes[token.scope]!.status, `scope of ${token.id}`).to.equal('open');
  for (const token of live.filter(({ wait }) => wait === 'task'))
    expect(
      tasks.filter((task) => task.token === token.id && task.status === 'open'),
      'one open task',
    ).to.have.length(1);
  for (const task of tasks) {
    const own = slots.filter((slot) => slot.task === task.id);
    const open = own.filter(isOpenSlot);
    if (task.status !== 'open') expect(open, 'no open slot of a decided task').to.deep.equal([]);
    else {
      expect(isLive(state.tokens[task.token]!), 'an open task has its token').to.equal(true);
      expect(task.ownerless || own.some(({ status }) => status === 'pending'), 'somebody is asked').to.equal(true);
      // A task that stands open has not been decided by its votes.
      for (const { n, pass, fail, approved, rejected } of task.needs) {
        if (!task.rule.veto && !task.rule.firstDecides) expect(pass + fail).to.equal(n + 1);
        expect(rejected).to.be.lessThan(fail);
        expect(approved).to.equal(own.filter((slot) => !isAdvice(slot) && slot.status === 'approved').length);
      }
    }
    const keys = own.filter(isOpenSlot).map(({ assignee }) => assignee);
    expect(new Set(keys).size, 'nobody is asked twice').to.equal(keys.length);
  }
  for (const scope of scopes.filter(({ is }) => is === 'split')) {
    expect(scope.arrived).to.be.at.most(scope.expected);
    const arms = scopes.filter(({ parent, is }) => parent === scope.id && is === 'arm');
    expect(arms).to.have.length(scope.expected);
    expect(arms.filter(({ status }) => status === 'done')).to.have.length(scope.arrived);
  }
  for (const visits of Object.values(instance.visits)) expect(visits).to.be.at.most(def.settings.maxVisits);
}
