/**
 * A row rule over one row in memory: the same check, bind and evaluation as a query's, with a reader of paths in place
 * of joins. What the reader cannot know (rows of lists, a clock that was not given) is unknown, and unknown is not met.
 */
import type { FunctionDefinition } from '../contributions.js';
import type { EvaluationContext } from '../expression/environment.js';
import type { Model } from '../model/model.js';
import type { Registry } from '../registry.js';
import type { Filter } from '../schema/query.js';
import type { Value } from '../value.js';
import { bindCondition } from '../query/bind.js';
import { checkFilter } from '../query/check.js';
import { evaluateCondition, type ConditionReader, type Truth } from '../query/condition.js';
import { QueryRefused } from '../query/problems.js';
import { treeOf } from '../query/tree.js';
import type { ResolvedPath } from '../query/types.js';

export interface MatchSurroundings {
  readonly model: Model;
  readonly functions: Registry<FunctionDefinition>;
  readonly context: EvaluationContext;
}

/** Thrown by the parts of a context that were not given. */
export class SurroundingsMissing extends Error {}

/** Trees higher than this are a loop. */
const highestTree = 60;

/**
 * Compiles a filter once; what comes back tells whether a row meets it. `read` reads a path: look-ups are ids, and trees
 * are climbed by longer paths (`owner.department.parent.parent`) until one reads null.
 */
export function createMatcher(
  filter: Filter,
  entity: string,
  { model, functions, context }: MatchSurroundings,
): (read: (path: string) => Value) => Truth {
  const checked = checkFilter(filter, entity, model, { rule: true });
  if ('problems' in checked) return () => null;
  return (read) => {
    const reader: ConditionReader = {
      value: (path) => read(path.text),
      related: () => null,
      // Shares and departments are in the database: a rule that needs them is asked there.
      isShared: () => null,
      isBelow: (department, ancestor) => (department === ancestor ? true : null),
      isUnder: (path, value, ancestor) => climb(path, value, ancestor, read, model),
      fold: (text) => context.fold(text),
    };
    try {
      // Bound anew each time: today() may have become another day.
      const condition = bindCondition(checked.condition, { context, parameters: {}, functions });
      return condition ? evaluateCondition(condition, reader) : null;
    } catch (error) {
      if (error instanceof QueryRefused || error instanceof SurroundingsMissing) return null;
      throw error;
    }
  };
}

function climb(
  path: ResolvedPath,
  value: string,
  ancestor: string,
  read: (path: string) => Value,
  model: Model,
): Truth {
  const tree = treeOf(path.field, model);
  if (!tree) return null;
  if (value === ancestor) return true;
  const step = tree.parent.name;
  // A look-up is climbed from its target; a record id (`id`, `region.id`) from the record itself.
  let at = path.field.target === undefined ? path.text.replace(/[^.]+$/, step) : `${path.text}.${step}`;
  for (let level = 0; level < highestTree; level++) {
    const above = read(at);
    if (above === null) return false;
    if (above === ancestor) return true;
    at = `${at}.${step}`;
  }
  return false;
}
