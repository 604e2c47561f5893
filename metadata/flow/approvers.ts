/**
 * Who is asked, and why:
 *
 *   specs --> candidates --> active --> stand-in --> own record? --> asked before? --> may see it? --> people
 *                                                                                       (nobody: the policy)
 *
 * Pure: what is known of people is handed in. Everybody who is left out stands in `skipped` with the reason.
 */
import type { DedupePolicy, EmptyPolicy, SelfPolicy, Who } from '../schema/flow.js';
import type { Resolution, ResolvedPerson, Skipped } from './people.js';
import type { Reason } from './state.js';
import { headsOf, isActive, listOf, personOf, substituteOf, superiorsOf, type PeopleFacts } from './superiors.js';

export interface Question {
  readonly node: string;
  readonly specs: readonly Who[];
  readonly initiator: string;
  /** Who has the step now, for `of: "assignee"`. */
  readonly assignees: readonly string[];
  readonly self: SelfPolicy;
  readonly dedupe: DedupePolicy;
  readonly onEmpty: EmptyPolicy;
  /** Who approved in this round before: `adjacent` of the last step of people alone. */
  readonly earlier: readonly { readonly user: string; readonly at: string; readonly adjacent: boolean }[];
  readonly sameAs: Readonly<Record<string, readonly string[]>>;
}

interface Candidate extends ResolvedPerson {
  /** Named as who started: the policy for one's own record does not ask. */
  readonly stated: boolean;
}

interface Search {
  readonly question: Question;
  readonly facts: PeopleFacts;
  readonly skipped: Skipped[];
}

export function resolveApprovers(question: Question, facts: PeopleFacts): Resolution {
  const search: Search = { question, facts, skipped: [] };
  const candidates = question.specs.flatMap((who, i) => candidatesOf(who, i + 1, search));
  const present = candidates.flatMap((each) => standIn(each, search));
  const isOwn = present.some(({ user }) => user === question.initiator);
  const others = present.flatMap((each) => ownRecord(each, search));
  const able = once(others.filter((each) => maySee(each, search)));
  const people = able.map((each) => askedBefore(each, search));
  const { skipped } = search;
  if (people.length > 0) return { people: people.map(({ stated: _, ...person }) => person), skipped };
  const onlySelf = isOwn && question.self === 'skip' && skipped.some(({ why }) => why === 'self');
  if (onlySelf) return { people: [], skipped, empty: { does: 'skip', why: 'self' } };
  return resolveEmpty(question, facts, candidates, skipped);
}

/* ------------------------------------------------------------ from specs to candidates */

type Found = readonly (readonly [user: string, reason: Omit<Reason, 'rule'>])[];

function candidatesOf(who: Who, rule: number, search: Search): readonly Candidate[] {
  const found = find(who, rule, search);
  if (found.length === 0 && !search.skipped.some((each) => each.rule === rule))
    search.skipped.push({ rule, why: who.by === 'initiator_pick' ? 'not_picked' : 'nobody', ...('key' in who ? { key: who.key } : {}) }); // prettier-ignore
  const { group, weight } = who;
  return found.flatMap(([user, reason]): readonly Candidate[] => {
    const person = personOf(search.facts, user);
    if (!person?.active) {
      search.skipped.push({ rule, user, why: person ? 'inactive' : 'unknown' });
      return [];
    }
    const voter = { ...(group === undefined ? {} : { group }), ...(weight === undefined ? {} : { weight }) };
    return [{ user, reason: { ...reason, rule }, ...voter, stated: who.by === 'initiator' }];
  });
}

const all = (users: readonly string[], reason: Omit<Reason, 'rule'>): Found => users.map((user) => [user, reason]);

function find(who: Who, rule: number, search: Search): Found {
  const { question, facts } = search;
  switch (who.by) {
    case 'user':
      return all([who.id], { by: who.by });
    case 'role':
      return all(listOf(facts.roles, who.key), { by: who.by, key: who.key });
    case 'group':
      return all(listOf(facts.groups, who.key), { by: who.by, key: who.key });
    case 'position':
      return all(listOf(facts.positions, who.key), { by: who.by, key: who.key });
    case 'field':
      return all(listOf(facts.fields, who.key), { by: who.by, key: who.key });
    case 'record_owner':
      return all(facts.owner === null ? [] : [facts.owner], { by: who.by });
    case 'initiator':
      return all([question.initiator], { by: who.by });
    case 'previous_pick':
      return all(facts.previousPicks, { by: who.by });
    case 'initiator_pick':
      return all(pickedOf(who, rule, search), { by: who.by });
    case 'same_as':
      return all(listOf(question.sameAs, who.step), { by: who.by, key: who.step });
    case 'expr':
      return all(listOf(facts.expressions, who.expression), { by: who.by });
    case 'supervisor':
    case 'dept_head':
      return subjects(who.of, search).flatMap((user) => superior(user, who.by, who.level ?? 1, rule, search));
    case 'supervisor_chain':
      return subjects(who.from, search).flatMap((user) => chainOf(user, who.until ?? {}, rule, search));
  }
}

function pickedOf(who: Extract<Who, { by: 'initiator_pick' }>, rule: number, { question, facts, skipped }: Search): readonly string[] {
  const picked = listOf(facts.picks, question.node).slice(0, who.multi ? undefined : 1);
  const { range } = who;
  if (!range) return picked;
  const allowed = new Set(range.flatMap((role) => listOf(facts.roles, role)));
  for (const user of picked) if (!allowed.has(user)) skipped.push({ rule, user, why: 'not_picked' });
  return picked.filter((user) => allowed.has(user));
} // prettier-ignore

function subjects(of: string, { question, facts }: Search): readonly string[] {
  if (of === 'initiator') return [question.initiator];
  if (of === 'assignee') return question.assignees;
  return listOf(facts.fields, of.slice('field:'.length));
}

function superior(user: string, by: 'supervisor' | 'dept_head', level: number, rule: number, { facts, skipped }: Search): Found {
  const line = by === 'supervisor' ? superiorsOf(facts, user) : headsOf(facts, user);
  const found = line[level - 1] ?? null;
  if (found !== null) return [[found, { by, key: String(level), for: user }]];
  skipped.push({ rule, user, why: by === 'supervisor' ? 'no_superior' : 'no_head', key: String(level) });
  return [];
} // prettier-ignore

/** Ends at the level, at the title (that one included), or at the top; what was asked for and is not there is told. */
function chainOf(user: string, until: { level?: number; title?: string }, rule: number, { facts, skipped }: Search): Found {
  const line = superiorsOf(facts, user);
  const titled = until.title === undefined ? -1 : line.findIndex((each) => personOf(facts, each)?.title === until.title);
  const asked = until.title === undefined ? (until.level ?? line.length) : titled + 1;
  const isGap = asked > line.length || (until.title !== undefined && titled < 0);
  if (isGap || line.length === 0) skipped.push({ rule, user, why: 'no_superior', key: until.title ?? String(line.length + 1) }); // prettier-ignore
  const length = isGap ? line.length : asked;
  return line.slice(0, length).map((each, i) => [each, { by: 'supervisor_chain', key: String(i + 1), for: user }]);
} // prettier-ignore

/* ------------------------------------------------------------ from candidates to people */

/** Whoever is away is stood in for; where nobody is found it stays with them, so that it is not lost. */
function standIn(candidate: Candidate, { facts, skipped }: Search): readonly Candidate[] {
  const { user, reason } = candidate;
  if (!personOf(facts, user)?.away) return [candidate];
  const other = substituteOf(facts, user);
  if (other === undefined) {
    skipped.push({ rule: reason.rule ?? 0, user, why: 'away' });
    return [candidate];
  }
  return [{ ...candidate, user: other, origin: user, reason: { ...reason, for: user } }];
}

/** What happens to who started the flow and would be asked about it. */
function ownRecord(candidate: Candidate, { question, facts, skipped }: Search): readonly Candidate[] {
  const { self, initiator } = question;
  if (candidate.user !== initiator || candidate.stated || self === 'self') return [candidate];
  skipped.push({ rule: candidate.reason.rule ?? 0, user: initiator, why: 'self' });
  if (self !== 'supervisor' && self !== 'dept_head') return [];
  const line = self === 'supervisor' ? superiorsOf(facts, initiator) : headsOf(facts, initiator);
  const other = line.find((each) => each !== null && each !== initiator && isActive(facts, each));
  return typeof other !== 'string' ? [] : [{ ...candidate, user: other, origin: initiator, reason: { ...candidate.reason, by: self, for: initiator } }]; // prettier-ignore
}

function maySee({ user, reason }: Candidate, { facts, skipped }: Search): boolean {
  if (personOf(facts, user)?.reads !== false) return true;
  skipped.push({ rule: reason.rule ?? 0, user, why: 'no_access' });
  return false;
}

/** Each person once, by the first rule that found them. */
const once = (people: readonly Candidate[]): readonly Candidate[] =>
  people.filter(({ user }, i) => people.findIndex((other) => other.user === user) === i);

/** Has approved before, and the record is as it was then: counts as approved. */
function askedBefore(candidate: Candidate, { question, facts }: Search): Candidate {
  const { dedupe, earlier } = question;
  if (dedupe === 'none') return candidate;
  const since = facts.changedAt ?? '';
  const before = earlier.some(({ user, at, adjacent }) => user === candidate.user && at >= since && (adjacent || dedupe === 'any_earlier')); // prettier-ignore
  return before ? { ...candidate, decided: 'approved', reason: { ...candidate.reason, by: 'repeated' } } : candidate;
}

/* ------------------------------------------------------------ nobody */

/** What the policy says when nobody is left; a person or superior who is not there either leaves it to administrators. */
export function resolveEmpty(
  { onEmpty, initiator }: Pick<Question, 'onEmpty' | 'initiator'>,
  facts: PeopleFacts,
  candidates: readonly Pick<ResolvedPerson, 'user'>[] = [],
  skipped: readonly Skipped[] = [],
): Resolution {
  const give = (user: string): Resolution => ({
    people: [{ user, reason: { by: 'empty', key: onEmpty.do } }],
    skipped,
  });
  if (onEmpty.do === 'person' && onEmpty.user !== undefined && isActive(facts, onEmpty.user)) return give(onEmpty.user);
  if (onEmpty.do === 'supervisor_up') {
    const last = candidates.at(-1)?.user ?? skipped.findLast(({ user }) => user !== undefined)?.user ?? initiator;
    const up = superiorsOf(facts, last).find((user) => user !== initiator && isActive(facts, user));
    if (up !== undefined) return give(up);
  }
  const does = onEmpty.do === 'person' || onEmpty.do === 'supervisor_up' ? 'admin' : onEmpty.do;
  return { people: [], skipped, empty: { does, why: 'empty' } };
}
