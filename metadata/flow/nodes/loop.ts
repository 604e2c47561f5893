/** `loop`: its body once for each item of a list, or as long as a condition holds; never more than `max` times. */
import { blockOf } from '../compiled.js';
import type { NodeKind } from '../node-kind.js';
import type { Token } from '../state.js';
import { advance, openSplit } from '../tokens.js';
import { ask, change, nodeOf, note, wait, type Work } from '../work.js';

function question(work: Work, token: Token): void {
  const { each, while: condition } = blockOf(nodeOf(work, token.node), 'loop');
  wait(work, token.id, 'read');
  const expressions = each === undefined ? { while: condition! } : { each };
  ask(work, token.id, { is: 'eval', expressions, scope: token.scope });
}

/** One more time, unless that was all. */
function repeat(work: Work, token: Token, index: number): void {
  const { max } = blockOf(nodeOf(work, token.node), 'loop');
  if (index >= max && index < (token.total ?? Infinity)) note(work, 'loop_max', { node: token.node, max });
  if (index >= Math.min(max, token.total ?? max)) return advance(work, token);
  change(work, 'tokens', token.id, { index });
  const outer = work.tables.scopes[token.scope]!.iteration;
  const iteration = `${outer === '' ? '' : `${outer}/`}${token.node}:${token.visit}:${index}`;
  const item = token.items?.[index];
  openSplit(work, token, { arms: nodeOf(work, token.node).arms, join: 'all', iteration, ...(item === undefined ? {} : { item }) }); // prettier-ignore
}

export const loop: NodeKind = {
  id: 'loop',
  enter: question,
  resume(work, token, resume) {
    if (resume.is === 'joined') {
      const index = (token.index ?? 0) + 1;
      if (token.items) return repeat(work, token, index);
      change(work, 'tokens', token.id, { index });
      const { max } = blockOf(nodeOf(work, token.node), 'loop');
      return index >= max ? repeat(work, token, index) : question(work, token);
    }
    if (resume.is !== 'values') return;
    const { each, while: goesOn } = resume.values;
    if (each === undefined) return goesOn === true ? repeat(work, token, token.index ?? 0) : advance(work, token);
    // What is no list counts as one item, nothing as none.
    const items = Array.isArray(each) ? each : each === null ? [] : [each];
    repeat(work, change(work, 'tokens', token.id, { items, total: items.length }), 0);
  },
};
