/** What can never work in the steps of people: how they vote, their deadlines, whom they name. */
import { below } from '../document/pointer.js';
import type { BlockOf, Deadline } from '../schema/flow.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { badDuration, notBefore } from './check-structure.js';
import { parseDuration, roughLength } from './duration.js';
import { peopleOf } from './references.js';
import { isBefore, isPeopleStep, type Place } from './walk.js';

export function checkPeople(places: readonly Place[]): readonly Problem[] {
  return places.flatMap((place) => {
    const { block, at } = place;
    return [
      ...(block.type === 'approve' ? checkVoting(block, at) : []),
      ...(isPeopleStep(block) ? [...checkDeadlines(block.deadline ?? [], below(at, 'deadline')), ...checkEmpty(block, at)] : []),
      ...checkSameAs(place, places),
    ];
  }); // prettier-ignore
}

/** The keys that a mode cannot do without. */
const needed = { ratio: 'percent', count: 'count', weight: 'weight' } as const;

function checkVoting(block: BlockOf<'approve'>, at: string): readonly Problem[] {
  const { mode = 'all', who, groups } = block;
  const found: Problem[] = [];
  const key = Object.hasOwn(needed, mode) ? needed[mode as keyof typeof needed] : undefined;
  if (key !== undefined && block[key] === undefined) found.push(missing(below(at, key), mode, key));
  if (mode === 'per_group') {
    const named = new Set(who.map(({ group }) => group ?? ''));
    who.forEach(({ group }, i) => {
      if (group === undefined) found.push(missing(below(at, 'who', i, 'group'), mode, 'group'));
    });
    for (const [name, rule] of Object.entries(groups ?? {})) {
      const place = below(at, 'groups', name);
      if (!named.has(name))
        found.push(problem(place, 'FLOW_GROUP', say`Nobody of this step is in the group "${{ group: name }}".`));
      const share = rule.mode === 'ratio' ? 'percent' : rule.mode === 'count' ? 'count' : undefined;
      if (share !== undefined && rule[share] === undefined) found.push(missing(below(place, share), rule.mode, share));
    }
  }
  return found;
}

const missing = (at: string, mode: string, key: string): Problem =>
  problem(at, 'FLOW_VOTING', say`The mode "${{ mode }}" needs "${{ key }}".`);

/** In order, escalations with somebody to go to, nothing behind the tier that decides. */
function checkDeadlines(tiers: readonly Deadline[], at: string): readonly Problem[] {
  const found: Problem[] = [];
  let longest = 0;
  let decided = false;
  tiers.forEach((tier, i) => {
    const duration = parseDuration(tier.after);
    const place = below(at, i);
    if (!duration) found.push(badDuration(below(place, 'after'), tier.after));
    else if (roughLength(duration) <= longest)
      found.push(problem(below(place, 'after'), 'FLOW_DEADLINE_ORDER', 'Each deadline must be later than the one before it.')); // prettier-ignore
    else longest = roughLength(duration);
    if (tier.do === 'escalate' && !tier.to)
      found.push(problem(below(place, 'to'), 'FLOW_ESCALATE', 'Say to whom this goes when it takes too long.'));
    if (decided)
      found.push({ ...problem(place, 'FLOW_DEADLINE_LATE', 'This never happens: an earlier deadline has decided.'), severity: 'warning' }); // prettier-ignore
    decided ||= tier.do === 'approve' || tier.do === 'reject';
  });
  return found;
}

const checkEmpty = ({ onEmpty }: BlockOf<'approve' | 'handle'>, at: string): readonly Problem[] =>
  onEmpty?.do === 'person' && onEmpty.user === undefined
    ? [problem(below(at, 'onEmpty', 'user'), 'FLOW_EMPTY_PERSON', 'Say who gets it when nobody is found.')]
    : [];

function checkSameAs(place: Place, places: readonly Place[]): readonly Problem[] {
  return peopleOf(place).flatMap(({ at, who }) => {
    if (who.by !== 'same_as') return [];
    const target = places.find((other) => other.block.id === who.step);
    const isThere = target && isPeopleStep(target.block) && isBefore(target, place);
    return isThere ? [] : [notBefore(below(at, 'step'), who.step, 'FLOW_SAME_AS')];
  });
}
