/**
 * Cells of a file against the records that an import made of them: every difference must have been told. Texts are compared
 * as a person reads them, codes by their label.
 */
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Query } from '../../metadata/schema/query.js';
import { labelText, type Value } from '../../metadata/value.js';
import type { MapReport } from '../../server/import/report.js';
import { runQuery } from '../../server/records/query.js';
import type { LiveSite } from './live-site.js';

export type Row = Readonly<Record<string, string>>;

export interface Comparison {
  readonly live: LiveSite;
  readonly report: MapReport;
  /** Rows of the file, one for each record. */
  readonly rows: readonly Row[];
  /** How a row's record is found again: a key made of the row, and the paths whose values make the same. */
  readonly key: { file(row: Row): string; readonly record: readonly string[] };
}

/** Each difference that no finding tells, or not often enough; empty when nothing was changed in silence. */
export async function silentChanges({ live, report, rows, key }: Comparison): Promise<readonly string[]> {
  const map: ImportMapDocument = live.site.releases.current().model.find('import_map', report.map)!;
  const columns = map.columns.filter((column) => column.column !== undefined && !column.path.includes('.'));
  const records = await readRecords(live, map, ['id', ...key.record, ...columns.map(({ path }) => path)]);
  const byKey = new Map(records.map((record) => [key.record.map((path) => record[path]).join(' '), record]));
  const silent: string[] = [];
  const differences = new Map<string, number>();
  for (const row of rows) {
    const record = byKey.get(key.file(row));
    if (!record) {
      silent.push(`${map.name}: no record of ${key.file(row)}`);
      continue;
    }
    for (const { path, column } of columns) {
      const file = row[column!]!;
      const shown = shownText(live, map.entity, path, { value: record[path] ?? null, file });
      if (shown === file) continue;
      const difference = JSON.stringify([path, file, shown]);
      differences.set(difference, (differences.get(difference) ?? 0) + 1);
    }
  }
  for (const [difference, count] of differences) {
    const [path, from, shown] = JSON.parse(difference) as [string, string, string];
    const told = report.findings.filter((finding) => finding.path === path && (finding.from ?? from) === from);
    const times = told.reduce((sum, finding) => sum + finding.count, 0);
    if (times < count) silent.push(`${map.name} ${path}: "${from}" became "${shown}" ${count} times, told ${times}`);
  }
  return silent;
}

async function readRecords(live: LiveSite, map: ImportMapDocument, paths: readonly string[]) {
  const records: Record<string, Value>[] = [];
  const names = [...new Set(paths)].map((path, index) => [path, `v${index}`] as const);
  const select = names.map(([path, as]) => ({ path, as }));
  for (let offset = 0; ; offset += 1000) {
    const query: Query = { entity: map.entity, select, sort: [{ by: 'id' }], limit: 1000, offset };
    const { rows } = await runQuery(live.site.system('compare'), query);
    records.push(...rows.map((row) => Object.fromEntries(names.map(([path, as]) => [path, row[as] ?? null]))));
    if (rows.length < 1000) return records;
  }
}

/** What a person reads: codes by their label; numbers, times and yes or no as the file writes this one. */
function shownText(
  live: LiveSite,
  entity: string,
  path: string,
  { value, file }: { readonly value: Value; readonly file: string },
): string {
  if (value === null) return '';
  const { model } = live.site.releases.current();
  const field = model.entities.get(entity)!.fields.get(path)!;
  const dictionary = field.type.dictionary?.(field.document);
  if (dictionary !== undefined) {
    const held = model.find('dictionary', dictionary)!.values.find((each) => each.code === value)!;
    const label = labelText(held.label, 'en', held.code);
    return label.toLowerCase() === file.toLowerCase() ? file : label;
  }
  if (typeof value === 'boolean') return (value ? ['true', 'yes', '1'] : ['false', 'no', '0']).includes(file.toLowerCase()) ? file : String(value); // prettier-ignore
  if (field.valueType === 'datetime') return instantOf(file) === value ? file : String(value);
  return typeof value === 'number' && file !== '' && Number(file) === value ? file : String(value);
}

/** `29/2/2016 01:16` as UTC. */
function instantOf(text: string): string | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{2}):(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [day, month, year, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  return new Date(Date.UTC(year, month - 1, day, hour, minute)).toISOString();
}
