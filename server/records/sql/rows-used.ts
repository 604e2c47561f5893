/** What a condition reads: its rows (a count joins only these) and its fields. */
import type { Bound, Condition, ResolvedPath } from '../../../metadata/query/types.js';

export function rowsOf(condition: Condition<Bound> | undefined, into = new Set<string>()): ReadonlySet<string> {
  switch (condition?.kind) {
    case 'and':
    case 'or':
      for (const part of condition.parts) rowsOf(part, into);
      break;
    case 'not':
      rowsOf(condition.part, into);
      break;
    case 'test':
    case 'shared':
      into.add(condition.path.row);
      break;
    case 'exists':
    case 'measure':
      into.add(condition.row);
  }
  return into;
}

/** Every field a condition tests or measures, inner conditions included. */
export function* pathsOf(condition: Condition<Bound> | undefined): Generator<ResolvedPath> {
  switch (condition?.kind) {
    case 'and':
    case 'or':
      for (const part of condition.parts) yield* pathsOf(part);
      break;
    case 'not':
      yield* pathsOf(condition.part);
      break;
    case 'test':
    case 'shared':
      yield condition.path;
      break;
    case 'exists':
    case 'measure':
      if (condition.kind === 'measure' && condition.field) yield condition.field;
      yield* pathsOf(condition.inner.where);
  }
}
