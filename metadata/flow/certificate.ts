/** What holds of every run of a flow, found from its structure alone: kept with the version, shown when it is published. */
import type { BlockOf, FlowBlock, FlowDocument, Who } from '../schema/flow.js';
import type { Words } from '../value.js';
import { say } from '../words.js';
import type { Certificate, CompiledSettings } from './compiled.js';
import { isPeopleStep, type Place } from './walk.js';

export function certify(flow: FlowDocument, places: readonly Place[], settings: CompiledSettings): Certificate {
  const blocks = places.map(({ block }) => block);
  const people = blocks.filter(isPeopleStep);
  const policyOf = (block: BlockOf<'approve' | 'handle'>) => (block.onEmpty ?? settings.onEmpty).do;
  const mayBeEmpty = people.flatMap((block) => {
    const why = emptyReason(block.who as readonly Who[], block.self ?? settings.self);
    return why === undefined ? [] : [{ id: block.id, why, then: policyOf(block) }];
  });
  return {
    bounds: {
      maxVisits: settings.maxVisits,
      loops: blocks.flatMap((block) => (block.type === 'loop' ? [{ id: block.id, max: block.max }] : [])),
    },
    splits: blocks.flatMap((block) =>
      block.type === 'exclusive' || block.type === 'inclusive' || block.type === 'parallel'
        ? [{ id: block.id, arms: block.arms.length, join: joinWord(block) }]
        : [],
    ),
    mayBeEmpty,
    autoApprove: [
      ...mayBeEmpty.flatMap(({ id, then }) => (then === 'auto_approve' ? [{ id, why: 'empty' as const }] : [])),
      ...people.flatMap(({ id, deadline = [] }) =>
        deadline.some((tier) => tier.do === 'approve') ? [{ id, why: 'deadline' as const }] : [],
      ),
    ],
    alwaysAsksSomebody: asks(flow.body),
  };
}

const joinWord = (block: BlockOf<'exclusive' | 'inclusive' | 'parallel'>): string => {
  if (block.type === 'exclusive') return 'any';
  const { join = 'all' } = block;
  return typeof join === 'object' ? String(join.count) : join;
};

/** Anybody but a named person may leave or be nobody; even a named one may be who started. */
function emptyReason(who: readonly Who[], self: CompiledSettings['self']): string | undefined {
  const safe = who.some(({ by }) => by === 'user' || (by === 'initiator' && self === 'self'));
  if (safe && self === 'self') return undefined;
  return safe ? 'self' : who[0]?.by;
}

/** Whether whoever comes through here has met a step where somebody approves. */
function asks(body: readonly FlowBlock[]): boolean {
  for (const block of body) {
    if (block.type === 'approve') return true;
    // Nobody is asked on this way any more; one that ends as rejected has approved nothing.
    if (block.type === 'end') return block.result === 'rejected';
    if (block.type === 'exclusive' || block.type === 'inclusive' || block.type === 'parallel') {
      const bodies = block.arms.map((arm) => asks(arm.body as readonly FlowBlock[]));
      const guarded = block.type === 'parallel' && block.arms.map((arm, i) => bodies[i]! && arm.when === undefined);
      const all = block.type === 'inclusive' ? bodies.every(Boolean) && block.arms.some((arm) => arm.default) : bodies.every(Boolean); // prettier-ignore
      const waitsForAll = block.type === 'parallel' && (block.join ?? 'all') === 'all';
      if (guarded ? (waitsForAll ? guarded.some(Boolean) : guarded.every(Boolean)) : all) return true;
    }
  }
  return false;
}

/** The certificate as sentences. */
export function certificateWords({ bounds, splits, mayBeEmpty, autoApprove, alwaysAsksSomebody }: Certificate): readonly Words[] {
  return [
    say`Every way through this flow ends: each step is entered at most ${{ most: bounds.maxVisits }} times, and ${{ loops: bounds.loops.length }} loops have a limit.`,
    ...(splits.length > 0 ? [say`${{ splits: splits.length }} splits come together again by themselves.`] : []),
    ...mayBeEmpty.map(({ id, then }) => say`"${{ step: id }}" may find nobody; then: ${{ then: emptyWords[then] }}.`),
    ...autoApprove.map(({ id, why }) => why === 'empty' ? say`"${{ step: id }}" approves by itself when nobody is found.` : say`"${{ step: id }}" approves by itself when time runs out.`),
    ...(alwaysAsksSomebody ? [say`Nothing is approved before somebody was asked.`] : [say`There is a way to the end on which nobody is asked.`]),
  ];
} // prettier-ignore

const emptyWords: Readonly<Record<Certificate['mayBeEmpty'][number]['then'], Words>> = {
  admin: say`it waits for an administrator of flows`,
  person: say`a named person gets it`,
  supervisor_up: say`it goes to the next superior`,
  skip: say`the step is left out`,
  auto_approve: say`it approves by itself`,
  fail: say`the flow stops`,
};
