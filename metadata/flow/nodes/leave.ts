/** Steps that leave their sequence: `jump` back to an earlier one, `end` of the whole flow or of its own arm. */
import { blockOf } from '../compiled.js';
import type { NodeKind } from '../node-kind.js';
import { arrive, enclosing, endInstance, finishToken, goTo } from '../tokens.js';
import { nodeOf } from '../work.js';

export const jump: NodeKind = {
  id: 'jump',
  enter(work, token) {
    const { to } = blockOf(nodeOf(work, token.node), 'jump');
    finishToken(work, token.id);
    // The compiler proved that the target's sequence is around this one, and whatever is around a token is open.
    goTo(work, { scope: enclosing(work, token.scope, nodeOf(work, to).scopePath)!.id, node: to });
  },
};

export const end: NodeKind = {
  id: 'end',
  enter(work, token) {
    const { result } = blockOf(nodeOf(work, token.node), 'end');
    finishToken(work, token.id);
    if (result === undefined) arrive(work, token.scope);
    else endInstance(work, result, null);
  },
};
