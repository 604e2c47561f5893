/** What can never work in the steps of a flow: ids, arms, joins, ways back, what is never reached. */
import { below } from '../document/pointer.js';
import { parseExpression } from '../expression/parse.js';
import type { BlockOf, FlowBlock, FlowDocument } from '../schema/flow.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { parseDuration } from './duration.js';
import { expressionsOf } from './references.js';
import { armsOf, isBefore, isPeopleStep, placesOf, type Place } from './walk.js';

/** What `returnTo` and the journal call who started: no step may be called so. */
const reservedIds: ReadonlySet<string> = new Set(['initiator']);

export function checkStructure(flow: FlowDocument, places: readonly Place[] = placesOf(flow)): readonly Problem[] {
  return [
    ...checkFlow(flow),
    ...checkIds(places),
    ...expressionsOf(flow).flatMap(({ at, text }) =>
      parseExpression(text).problems.map(({ code, from, to, ...words }) => ({ ...problem(at, code, words), from, to })),
    ),
    ...places.flatMap((place) => [...checkReached(place, places), ...checkBlock(place, places)]),
  ];
}

const warned = (found: Problem): Problem => ({ ...found, severity: 'warning' });

function checkFlow({ type, trigger, entity, body }: FlowDocument): readonly Problem[] {
  const found: Problem[] = [];
  if (body.length === 0) found.push(problem('/body', 'FLOW_EMPTY', 'This flow has no step: add one.'));
  if (type === 'approval' && entity === undefined)
    found.push(problem('/entity', 'FLOW_ENTITY', 'An approval is of records: say of which entity.'));
  if (type === 'approval' && trigger.on !== 'submit' && trigger.on !== 'button')
    found.push(problem('/trigger/on', 'FLOW_TRIGGER', 'An approval begins when somebody submits: choose "submit" or "button".')); // prettier-ignore
  const needed = { changed: 'field', date: 'field', cron: 'cron', signal: 'signal' } as const;
  const key = Object.hasOwn(needed, trigger.on) ? needed[trigger.on as keyof typeof needed] : undefined;
  if (key !== undefined && trigger[key] === undefined)
    found.push(problem(`/trigger/${key}`, 'FLOW_TRIGGER', say`A flow that begins on "${{ on: trigger.on }}" needs "${{ key }}".`)); // prettier-ignore
  return found;
}

function checkIds(places: readonly Place[]): readonly Problem[] {
  const seen = new Set<string>();
  return places.flatMap(({ block, at }) => {
    const found: Problem[] = [];
    if (reservedIds.has(block.id))
      found.push(problem(below(at, 'id'), 'RESERVED_ID', say`"${{ name: block.id }}" cannot be used as a name: choose another.`)); // prettier-ignore
    if (seen.has(block.id)) found.push(twice(below(at, 'id'), block.id));
    seen.add(block.id);
    const arms = new Set<string>();
    for (const arm of armsOf(block, at)) {
      if (arms.has(arm.id)) found.push(twice(below(arm.at, 'id'), arm.id));
      arms.add(arm.id);
    }
    return found;
  });
}

const twice = (at: string, value: string): Problem =>
  problem(at, 'DUPLICATE_ID', say`"${{ value }}" is there twice: give this one another "${{ key: 'id' }}".`);

/** Steps behind one that always leaves its sequence. */
function checkReached({ block, at, scope, index }: Place, places: readonly Place[]): readonly Problem[] {
  const before = places.find((other) => other.scope === scope && other.index === index - 1)?.block;
  return before && leaves(before)
    ? [problem(at, 'FLOW_UNREACHABLE', say`"${{ step: block.id }}" is never reached: "${{ before: before.id }}" before it always leaves here.`)] // prettier-ignore
    : [];
}

/** Whether nothing goes on after it: a jump, an end, a choice all of whose arms leave. */
function leaves(block: FlowBlock): boolean {
  if (block.type === 'jump' || block.type === 'end') return true;
  if (block.type !== 'exclusive') return false;
  return block.arms.every((arm) => (arm.body as readonly FlowBlock[]).some((inner) => inner.type === 'jump' || (inner.type === 'end' && inner.result !== undefined))); // prettier-ignore
}

type Check<T extends FlowBlock['type']> = (
  block: BlockOf<T>,
  at: string,
  place: Place,
  places: readonly Place[],
) => readonly Problem[];

const checks: { readonly [T in FlowBlock['type']]?: Check<T> } = {
  exclusive: (block, at) => checkArms(block, at),
  inclusive: (block, at) => [...checkArms(block, at), ...checkJoin(block, at)],
  parallel: (block, at) => [
    ...block.arms.flatMap((arm, i) =>
      arm.default ? [problem(below(at, 'arms', i, 'default'), 'FLOW_DEFAULT_ARM', 'Arms side by side have no default: leave the condition out of an arm that is always taken.')] : [],
    ),
    ...checkJoin(block, at),
  ],
  loop(block, at) {
    const one = (block.each === undefined) !== (block.while === undefined);
    const found = one ? [] : [problem(at, 'FLOW_LOOP', 'Say either for each of what ("each") or as long as what ("while") this is repeated.')]; // prettier-ignore
    // The schema asks for it too; a loop without a bound is what must never run.
    if (!(block.max >= 1)) found.push(problem(below(at, 'max'), 'FLOW_LOOP_MAX', 'Say how often this is repeated at the most ("max").')); // prettier-ignore
    return [...found, ...(block.body.length === 0 ? [problem(below(at, 'body'), 'FLOW_LOOP_EMPTY', 'Nothing is repeated here: add a step.')] : [])]; // prettier-ignore
  },
  wait(block, at) {
    const { after, until, when, signal } = block;
    const found: Problem[] = [];
    if ([after, until, when, signal].every((each) => each === undefined))
      found.push(problem(at, 'FLOW_WAIT', 'Say what is waited for: a time ("after", "until"), a condition ("when") or a signal.')); // prettier-ignore
    if (after !== undefined && !parseDuration(after)) found.push(badDuration(below(at, 'after'), after));
    if (after === undefined && until === undefined && found.length === 0)
      found.push(warned(problem(at, 'FLOW_WAIT_FOREVER', 'Nothing ends this waiting if it never comes: add "after".')));
    return found;
  },
  jump(block, at, place, places) {
    const target = places.find((other) => other.block.id === block.to);
    return target && isBefore(target, place) ? [] : [notBefore(below(at, 'to'), block.to, 'FLOW_JUMP_TARGET')];
  },
  call(block, at) {
    const seen = new Set<string>();
    return (block.arms ?? []).flatMap((arm, i) =>
      arm.on.flatMap((result) => {
        if (!seen.has(result)) {
          seen.add(result);
          return [];
        }
        return [problem(below(at, 'arms', i, 'on'), 'FLOW_CALL_ARM', say`"${{ result }}" is there in two arms: take it out of one.`)]; // prettier-ignore
      }),
    );
  },
  approve: (block, at, place, places) => checkReturns(block, at, place, places),
  handle: (block, at, place, places) => checkReturns(block, at, place, places),
}; // prettier-ignore

const checkBlock = (place: Place, places: readonly Place[]): readonly Problem[] => {
  const check = (checks as Readonly<Record<string, Check<FlowBlock['type']> | undefined>>)[place.block.type];
  return check?.(place.block as never, place.at, place, places) ?? [];
};

export const badDuration = (at: string, text: string): Problem =>
  problem(at, 'BAD_DURATION', say`"${{ text }}" is no duration: write it like PT8H (8 hours) or P1D (1 day).`);

export const notBefore = (at: string, step: string, code: string): Problem =>
  problem(at, code, say`"${{ step }}" cannot be reached from here: name a step before this one, in the same sequence or in one around it.`); // prettier-ignore

/** Choices: one default, a condition on every other arm. */
function checkArms({ type, arms }: BlockOf<'exclusive' | 'inclusive'>, at: string): readonly Problem[] {
  const found: Problem[] = [];
  const defaults = arms.filter((arm) => arm.default === true).length;
  if (defaults > 1 || (type === 'exclusive' && defaults === 0))
    found.push(problem(below(at, 'arms'), 'FLOW_DEFAULT_ARM', 'A choice needs exactly one arm that is taken when no other is: mark one as default.')); // prettier-ignore
  if (type === 'inclusive' && defaults === 0)
    found.push(warned(problem(below(at, 'arms'), 'FLOW_NO_DEFAULT', 'If no condition holds, nothing happens here: mark one arm as default if that is not meant.'))); // prettier-ignore
  arms.forEach((arm, i) => {
    const place = below(at, 'arms', i);
    if (arm.default !== true && arm.when === undefined)
      found.push(problem(below(place, 'when'), 'FLOW_ARM_CONDITION', say`Say when the arm "${{ arm: arm.id }}" is taken.`)); // prettier-ignore
    if (arm.default === true && arm.when !== undefined)
      found.push(problem(below(place, 'when'), 'FLOW_DEFAULT_CONDITION', 'The default is taken when no other arm is: take its condition out.')); // prettier-ignore
    if (arm.when !== undefined && /^\s*(true|false)\s*$/.test(arm.when))
      found.push(warned(problem(below(place, 'when'), 'FLOW_ARM_CONSTANT', say`The condition of the arm "${{ arm: arm.id }}" is always the same.`))); // prettier-ignore
    if (arm.body.length === 0 && arm.default !== true)
      found.push(
        warned(problem(below(place, 'body'), 'FLOW_EMPTY_ARM', say`Nothing happens in the arm "${{ arm: arm.id }}".`)),
      );
  });
  return found;
}

function checkJoin({ join, arms }: BlockOf<'inclusive' | 'parallel'>, at: string): readonly Problem[] {
  const most = arms.length;
  return typeof join === 'object' && join.count > most
    ? [problem(below(at, 'join', 'count'), 'FLOW_JOIN_COUNT', say`Only ${{ most }} arms can arrive here: ask for as many at the most.`)] // prettier-ignore
    : [];
}

/** Ways back lead to a step of people before this one; straight back only within one sequence. */
function checkReturns(
  { returnTo }: BlockOf<'approve' | 'handle'>,
  at: string,
  place: Place,
  places: readonly Place[],
): readonly Problem[] {
  return (returnTo?.allow ?? []).flatMap((id, i) => {
    const pointer = below(at, 'returnTo', 'allow', i);
    const target = places.find((other) => other.block.id === id);
    if (id !== 'initiator' && (!target || !isBefore(target, place) || !isPeopleStep(target.block)))
      return [notBefore(pointer, id, 'FLOW_RETURN_TARGET')];
    // Past the end of a split there is no arm left to come back to.
    const scope = target?.scope ?? '';
    return returnTo?.then === 'straight_back' && scope !== place.scope
      ? [problem(pointer, 'FLOW_STRAIGHT_BACK', say`From "${{ step: id }}" nothing can come straight back into this arm: choose "rerun", or a step of the same arm.`)] // prettier-ignore
      : [];
  });
}
