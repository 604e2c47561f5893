/** Rows of one file that mean the same record, and records that no row pointed to. */
import type { Label, Value } from '../value.js';
import { say } from '../words.js';
import type { BuiltRow } from './row.js';
import type { Findings } from './findings.js';
import type { ColumnPlan, ImportPlan } from './plan.js';

/** The values that rows are matched by as one text; undefined when the map has none or one of them is missing. */
export function matchKey(plan: ImportPlan, body: Readonly<Record<string, Value>>): string | undefined {
  if (plan.match.length === 0) return undefined;
  const values = plan.match.map((name) => body[name] ?? null);
  return values.includes(null) ? undefined : JSON.stringify(values);
}

/** What rows are matched by, as people call it. */
export const matchWords = ({ match, entity }: ImportPlan): Label =>
  match.length === 1 ? (entity.fields.get(match[0]!)?.label ?? match[0]!) : match.join(', ');

/**
 * Rows to write, repeats dealt with as the map says: `skip` leaves the later row out, `update` lets it change the record
 * again, `error` (also when the map says nothing) refuses it. `seen` lives as long as the file is read.
 */
export function withoutRepeats(
  plan: ImportPlan,
  rows: readonly BuiltRow[],
  seen: Set<string>,
  findings: Findings,
): readonly BuiltRow[] {
  return rows.flatMap((row): readonly BuiltRow[] => {
    const key = row.problems.length > 0 ? undefined : matchKey(plan, row.body);
    if (key === undefined) return [row];
    if (!seen.has(key)) {
      seen.add(key);
      return [row];
    }
    const policy = plan.map.duplicates ?? 'error';
    const code = 'REPEATED';
    const by = matchWords(plan);
    if (policy === 'error') {
      const words = say`An earlier row has the same ${{ by }}.`;
      findings.add({ code, severity: 'error', ...words }, row.line);
      return [{ ...row, problems: [{ path: `/${plan.match[0]}`, code, ...words }] }];
    }
    const words =
      policy === 'skip'
        ? say`An earlier row has the same ${{ by }}; this one adds nothing.`
        : say`An earlier row has the same ${{ by }}; this one changes it.`;
    findings.add({ code, severity: 'note', ...words }, row.line);
    return policy === 'skip' ? [] : [row];
  });
}

/** Records written by another map of the set that no row pointed to; `used` are the ids this column had. */
export function reportUnused(
  column: ColumnPlan,
  written: ReadonlyMap<string, string>,
  used: ReadonlySet<Value>,
  findings: Findings,
): void {
  for (const [id, name] of written) {
    if (used.has(id)) continue;
    const words = say`No row points to this ${{ target: column.field.target ?? '' }} of ${{ map: column.unused ?? '' }}.`;
    findings.add({ code: 'UNUSED', severity: 'note', path: column.path, from: name, ...words });
  }
}
