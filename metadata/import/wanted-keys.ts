/** The second step: which records the look-ups of some rows mean, for the caller to find in as few statements as it can. */
import type { Parsed, TextContext } from '../contributions.js';
import type { Value } from '../value.js';
import { targetOf, type ColumnPlan, type ImportPlan } from './plan.js';
import type { ReadRow } from './row.js';

export interface WantedKeys {
  readonly entity: string;
  readonly field: string;
  readonly keys: ReadonlySet<Value>;
  /** Fields of the found records that notes read. */
  readonly reads: readonly string[];
}

/** The keys that the look-ups of these rows must be found by, one entry per column that is a look-up. */
export function wantedKeys(plan: ImportPlan, rows: readonly ReadRow[], text: TextContext): readonly WantedKeys[] {
  return plan.columns.flatMap((column, index) => {
    if (!column.key) return [];
    const keys = new Set<Value>();
    for (const { cells } of rows) {
      for (const cell of keysOf(column, cells[index] ?? null)) {
        const parsed = readKey(column, cell, text);
        if (parsed && 'value' in parsed && parsed.value !== null) keys.add(parsed.value);
      }
    }
    return [{ entity: targetOf(column), field: column.key.name, keys, reads: plan.reads.get(column.path) ?? [] }];
  });
}

/** The keys of a cell: one, or of linked records those between `;` or `|`. */
export function keysOf(column: ColumnPlan, cell: Value): readonly Value[] {
  if (!column.field.links || typeof cell !== 'string') return [cell];
  return cell.split(/[;|]/).map((part) => part.trim()).filter((part) => part !== ''); // prettier-ignore
}

/** A cell as a value of the key field; undefined when there is none. */
export const readKey = (column: ColumnPlan, cell: Value, text: TextContext): Parsed | undefined =>
  cell === null ? undefined : readText(column.key!, cell, column, text);

/** Text through the type's reading of text, a computed value through its reading of values. */
export function readText(field: ColumnPlan['field'], cell: Value, column: ColumnPlan, text: TextContext): Parsed {
  const { type, document } = field;
  if (typeof cell !== 'string' || !type.parseText) return type.parse(cell, document);
  const pattern = column.pattern === undefined ? {} : { pattern: column.pattern };
  return type.parseText(cell, document, { ...text, locale: column.locale, ...pattern });
}
