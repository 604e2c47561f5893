/**
 * Keys by which groups are put in order. Sums and means over the rows of groups that were made in one pass are added in one
 * pass too; whatever else is evaluated group by group.
 */
import type { Node } from '../expression/ast.js';
import { divide } from '../expression/decimal.js';
import type { Value } from '../value.js';
import type { Column } from './columns.js';
import { RowsOfGroups, type Grouping } from './grouped-rows.js';
import type { Group } from './grouping.js';
import type { Merge } from './push-down.js';

/** `sum(S.amt)` or `avg(S.amt)` over a cell's own dataset. */
export interface GroupFigure {
  readonly as: 'sum' | 'avg';
  readonly field: string;
}

export function groupFigure(node: Node, dataset: string | undefined): GroupFigure | undefined {
  if (node.type !== 'call' || (node.name !== 'sum' && node.name !== 'avg') || node.arguments.length !== 1)
    return undefined;
  const [name] = node.arguments;
  if (name?.type !== 'name' || name.path.length !== 2 || name.path[0] !== dataset) return undefined;
  return { as: node.name, field: name.path[1]! };
}

/** By group, as its aggregate over its rows; undefined where the groups are not those of one grouping. */
export function figuresOf(
  { as, field }: GroupFigure,
  groups: readonly Group[],
  merge: Merge | undefined,
  column: (name: string) => Column,
): readonly Value[] | undefined {
  const [places, grouping] = placesOf(groups) ?? [];
  if (!places || !grouping) return undefined;
  const whole = grouping.sumsOf(column(merge?.figure ?? field));
  const counted = merge?.count === undefined ? undefined : grouping.sumsOf(column(merge.count));
  if (!whole || (merge?.count !== undefined && !counted)) return undefined;
  return places.map((place) => {
    if (whole.counts[place] === 0) return null;
    const sum = whole.sums[place]! / 10 ** whole.scale || 0;
    if (as === 'sum') return sum;
    const count = counted ? counted.sums[place]! / 10 ** counted.scale : whole.counts[place]!;
    return count > 0 ? divide(sum, count) : null;
  });
}

function placesOf(groups: readonly Group[]): readonly [readonly number[], Grouping] | undefined {
  const first = groups[0]?.rows;
  if (!(first instanceof RowsOfGroups)) return undefined;
  const { grouping } = first;
  const places: number[] = [];
  for (const { rows } of groups) {
    if (!(rows instanceof RowsOfGroups) || rows.grouping !== grouping || rows.groups.length !== 1) return undefined;
    places.push(rows.groups[0]!);
  }
  return [places, grouping];
}
