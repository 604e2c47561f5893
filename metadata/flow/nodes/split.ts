/** Splits: `exclusive`, `inclusive`, `parallel`. Conditions are asked for all at once; what is not true is not met. */
import type { Value } from '../../value.js';
import { blockOf, type CompiledArm } from '../compiled.js';
import type { NodeKind } from '../node-kind.js';
import type { Join } from '../../schema/flow.js';
import type { Token } from '../state.js';
import { advance, openArms } from '../tokens.js';
import { ask, nodeOf, note, wait, type Work } from '../work.js';

type Choose = (arms: readonly CompiledArm[], holds: (arm: CompiledArm) => boolean) => readonly CompiledArm[];

function split(id: string, joinOf: (work: Work, token: Token) => Join, choose: Choose): NodeKind {
  const take = (work: Work, token: Token, values: Readonly<Record<string, Value>>) => {
    const arms = choose(nodeOf(work, token.node).arms, (arm) => values[arm.id] === true);
    note(work, 'arms_taken', { node: token.node, arms: arms.map((arm) => arm.id) });
    openArms(work, token, { arms, join: joinOf(work, token) });
  };
  return {
    id,
    enter(work, token) {
      const guarded = nodeOf(work, token.node).arms.flatMap(({ id: arm, when }) => (when === undefined ? [] : [[arm, when]])); // prettier-ignore
      if (guarded.length === 0) return take(work, token, {});
      wait(work, token.id, 'read');
      ask(work, token.id, { is: 'eval', expressions: Object.fromEntries(guarded), scope: token.scope });
    },
    resume(work, token, resume) {
      if (resume.is === 'values') take(work, token, resume.values);
      if (resume.is === 'joined') advance(work, token);
    },
  };
}

const orDefault = (taken: readonly CompiledArm[], arms: readonly CompiledArm[]): readonly CompiledArm[] =>
  taken.length > 0 ? taken : arms.filter((arm) => arm.default === true);

const statedJoin = (work: Work, { node }: Token): Join =>
  blockOf(nodeOf(work, node), 'inclusive', 'parallel').join ?? 'all';

export const exclusive = split('exclusive', () => 'all', (arms, holds) => orDefault(arms.filter(holds).slice(0, 1), arms)); // prettier-ignore
export const inclusive = split('inclusive', statedJoin, (arms, holds) => orDefault(arms.filter(holds), arms));
export const parallel = split('parallel', statedJoin, (arms, holds) => arms.filter((arm) => arm.when === undefined || holds(arm))); // prettier-ignore
