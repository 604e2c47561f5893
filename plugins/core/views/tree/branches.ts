/** The branches of a tree as plain data: what was fetched below each record, and the lines that are drawn of it. */
import type { Filter } from '../../../../metadata/schema/query.js';
import type { WireRecord } from '../../../../runtime/api.js';

/** Children by the id of the record above; the first level stands under the empty id. */
export type Branches = ReadonlyMap<string, Branch>;
export interface Branch {
  readonly rows: readonly WireRecord[];
  /** There are more than were fetched. */
  readonly more: boolean;
}

export interface Line {
  readonly row: WireRecord;
  readonly parent: string;
  /** From 1. */
  readonly level: number;
  readonly place: number;
  readonly size: number;
  readonly count: number;
  readonly isOpen: boolean;
  /** The last line of a branch of which there is more. */
  readonly more: boolean;
}

export const top = '';

/**
 * Records below one, or those at the top: without a record above that the person may see. A list with conditions has
 * no branches: what fits them stands at the top, wherever it belongs.
 */
export function branchFilter(parent: string, id: string, isFiltered: boolean): Filter | undefined {
  if (id !== top) return { field: parent, op: 'eq', value: id };
  return isFiltered ? undefined : { field: `${parent}.id`, op: 'isNull' };
}

/** The lines in their order; a record that stands above itself is drawn once. */
export function linesOf(
  branches: Branches,
  open: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): readonly Line[] {
  const lines: Line[] = [];
  const seen = new Set<string>();
  const walk = (parent: string, level: number) => {
    const { rows = [], more = false } = branches.get(parent) ?? {};
    rows.forEach((row, index) => {
      if (seen.has(row.id)) return;
      seen.add(row.id);
      const count = counts.get(row.id) ?? 0;
      const isOpen = count > 0 && open.has(row.id);
      const isLast = index === rows.length - 1;
      lines.push({
        ...{ row, parent, level, count, isOpen },
        place: index + 1,
        size: rows.length,
        more: more && isLast,
      });
      if (isOpen) walk(row.id, level + 1);
    });
  };
  walk(top, 1);
  return lines;
}

/** The records below one as far as they are loaded, itself among them: it cannot be moved under any of these. */
export function withBelow(branches: Branches, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (at: string) => {
    if (found.has(at)) return;
    found.add(at);
    for (const row of branches.get(at)?.rows ?? []) walk(row.id);
  };
  walk(id);
  return found;
}

/** The line that a key leads to from one; undefined: nowhere. */
export function nextLine(lines: readonly Line[], id: string, key: string): string | undefined {
  const at = lines.findIndex((line) => line.row.id === id);
  const line = lines[at];
  if (!line) return undefined;
  if (key === 'ArrowDown') return lines[at + 1]?.row.id;
  if (key === 'ArrowUp') return lines[at - 1]?.row.id;
  if (key === 'Home') return lines[0]?.row.id;
  if (key === 'End') return lines.at(-1)?.row.id;
  if (key === 'ArrowRight' && line.isOpen) return lines[at + 1]?.row.id;
  if (key === 'ArrowLeft' && !line.isOpen) return line.parent === top ? undefined : line.parent;
  return undefined;
}
