/** The kinds of steps the engine brings along; plugins add theirs to the registry. */
import { createRegistry, type Registry } from '../registry.js';
import type { NodeKind } from './node-kind.js';
import { end, jump } from './nodes/leave.js';
import { loop } from './nodes/loop.js';
import { action, call } from './nodes/outside.js';
import { approve, cc, handle } from './nodes/people.js';
import { exclusive, inclusive, parallel } from './nodes/split.js';
import { wait } from './nodes/wait.js';

const own: readonly NodeKind[] = [approve, handle, cc, exclusive, inclusive, parallel, loop, wait, call, action, jump, end]; // prettier-ignore

export function createNodeKinds(): Registry<NodeKind> {
  const registry = createRegistry<NodeKind>('step');
  for (const kind of own) registry.add(kind);
  return registry;
}
