/**
 * What a query may cost, counted before anything walks it by recursion: a filter nested two thousand deep is refused
 * here by a loop, it never reaches a stack.
 */
import { overBudget, type FoundProblem } from './problems.js';

/** Nodes, depth and in-values are of all filters of a query together; joins of all its clauses. */
export const queryLimits = {
  nodes: 100,
  depth: 10,
  joins: 8,
  values: 1000,
  select: 100,
  sort: 8,
  segments: 10,
} as const;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Counts `where` and `having` together. */
export function checkFilterBudget(filters: readonly unknown[], path: string): FoundProblem | undefined {
  const stack: { node: unknown; depth: number }[] = filters.map((node) => ({ node, depth: 1 }));
  let nodes = 0;
  let values = 0;
  while (stack.length > 0) {
    const { node, depth } = stack.pop()!;
    if (!isObject(node)) continue;
    if (++nodes > queryLimits.nodes)
      return overBudget(path, `A filter may have ${queryLimits.nodes} parts in all; this one has more.`);
    if (depth > queryLimits.depth)
      return overBudget(path, `A filter may be nested ${queryLimits.depth} deep; this one is deeper.`);
    if (Array.isArray(node['value'])) values += node['value'].length;
    if (values > queryLimits.values)
      return overBudget(path, `A filter may list ${queryLimits.values} values in all; this one lists more.`);
    const measure = node['measure'];
    for (const part of [node['and'], node['or'], node['not'], node['where'], isObject(measure) && measure['where']]) {
      if (Array.isArray(part)) for (const child of part as unknown[]) stack.push({ node: child, depth: depth + 1 });
      else stack.push({ node: part, depth: depth + 1 });
    }
  }
  return undefined;
}
