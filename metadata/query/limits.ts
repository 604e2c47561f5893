/**
 * What a query may cost, counted before anything walks it by recursion: a filter nested two thousand deep is refused
 * here by a loop, it never reaches a stack.
 */
import { say } from '../words.js';
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

/** Row rules add up from many roles and sharing rules, each within the limits of a query; no request writes them. */
const ruleFactor = 10;

/** Counts `where` and `having` together; `rule`: the sum of somebody's row rules. */
export function checkFilterBudget(filters: readonly unknown[], path: string, rule = false): FoundProblem | undefined {
  const most = { nodes: queryLimits.nodes * (rule ? ruleFactor : 1), depth: queryLimits.depth + (rule ? 4 : 0) };
  const stack: { node: unknown; depth: number }[] = filters.map((node) => ({ node, depth: 1 }));
  let nodes = 0;
  let values = 0;
  while (stack.length > 0) {
    const { node, depth } = stack.pop()!;
    if (!isObject(node)) continue;
    if (++nodes > most.nodes)
      return overBudget(path, say`A filter may have ${{ most: most.nodes }} parts in all; this one has more.`);
    if (depth > most.depth)
      return overBudget(path, say`A filter may be nested ${{ most: most.depth }} deep; this one is deeper.`);
    if (Array.isArray(node['value'])) values += node['value'].length;
    if (values > queryLimits.values)
      return overBudget(
        path,
        say`A filter may list ${{ most: queryLimits.values }} values in all; this one lists more.`,
      );
    const measure = node['measure'];
    for (const part of [node['and'], node['or'], node['not'], node['where'], isObject(measure) && measure['where']]) {
      if (Array.isArray(part)) for (const child of part as unknown[]) stack.push({ node: child, depth: depth + 1 });
      else stack.push({ node: part, depth: depth + 1 });
    }
  }
  return undefined;
}
