/**
 * The steps of a flow in the order of the document, each with its place: the sequence it stands in, and the sequences
 * around it. A sequence is a body: the flow's own (path ``) or that of an arm (`split.legal`, `split.legal/inner.a`).
 */
import { below } from '../document/pointer.js';
import type { FlowBlock, FlowDocument } from '../schema/flow.js';

/** A body inside a step: an arm of a split, the body of a loop, the steps after an error. */
export interface Arm {
  readonly id: string;
  /** JSON pointer below the step: `/arms/0`. */
  readonly at: string;
  readonly bodyAt: string;
  readonly body: readonly FlowBlock[];
  readonly default?: boolean;
  readonly when?: string;
  /** Of `call`: results that choose it. */
  readonly on?: readonly string[];
}

export interface Place {
  readonly block: FlowBlock;
  /** JSON pointer. */
  readonly at: string;
  readonly scope: string;
  readonly index: number;
  /** Where it stands in its own and in every enclosing sequence, outermost first. */
  readonly chain: readonly { readonly scope: string; readonly index: number }[];
  /** Types of the steps around it, outermost first. */
  readonly around: readonly FlowBlock['type'][];
}

/** Arms that are no arms in the document have these ids. */
export const loopArm = 'body';
export const errorArm = 'error';

export function armsOf(block: FlowBlock, at: string): readonly Arm[] {
  if (block.type === 'loop')
    return [{ id: loopArm, at: below(at, 'body'), bodyAt: below(at, 'body'), body: block.body }];
  if (block.type === 'action') {
    const { onError } = block;
    return onError ? [{ id: errorArm, at: below(at, 'onError'), bodyAt: below(at, 'onError'), body: onError }] : [];
  }
  if (!('arms' in block) || !block.arms) return [];
  return block.arms.map((arm, i) => {
    const place = below(at, 'arms', i);
    return { ...arm, at: place, bodyAt: below(place, 'body'), body: arm.body as readonly FlowBlock[] };
  });
}

export const scopeBelow = (scope: string, step: string, arm: string): string =>
  `${scope === '' ? '' : `${scope}/`}${step}.${arm}`;

export function placesOf(flow: Pick<FlowDocument, 'body'>): readonly Place[] {
  return walk(flow.body, { at: '/body', scope: '', chain: [], around: [] });
}

function walk(
  body: readonly FlowBlock[],
  outer: { readonly at: string; readonly scope: string } & Pick<Place, 'chain' | 'around'>,
): readonly Place[] {
  return body.flatMap((block, index) => {
    const at = below(outer.at, index);
    const chain = [...outer.chain, { scope: outer.scope, index }];
    const place: Place = { block, at, scope: outer.scope, index, chain, around: outer.around };
    const inside = armsOf(block, at).flatMap((arm) =>
      walk(arm.body, {
        at: arm.bodyAt,
        scope: scopeBelow(outer.scope, block.id, arm.id),
        chain,
        around: [...outer.around, block.type],
      }),
    );
    return [place, ...inside];
  });
}

/** Whether `target` stands before `place` in the same or in an enclosing sequence: what returns and jumps may reach. */
export const isBefore = (target: Place, place: Place): boolean =>
  place.chain.some(({ scope, index }) => scope === target.scope && target.index < index);

export const isPeopleStep = (block: FlowBlock): block is Extract<FlowBlock, { type: 'approve' | 'handle' }> =>
  block.type === 'approve' || block.type === 'handle';
