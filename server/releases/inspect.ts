/** What a plan meets in the data: how many rows each step touches, and which rows stand against a unique index. */
import type { Filter } from '../../metadata/schema/query.js';
import type { Scalar, Value, Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Database } from '../database/database.js';
import { tableInfo } from '../database/schema.js';
import type { DocumentProblem } from './plan.js';
import type { Step } from './step.js';

/** A step with the rows of its table; 0 for a table that is not there yet. */
export type CountedStep = Step & { readonly rows: number };

export interface Inspection {
  readonly steps: readonly CountedStep[];
  readonly problems: readonly DocumentProblem[];
}

const shownDuplicates = 10;

export async function inspectPlan(database: Database, steps: readonly Step[]): Promise<Inspection> {
  const counts = new Map<string, number>();
  const counted: CountedStep[] = [];
  const problems: DocumentProblem[] = [];
  for (const step of steps) {
    const rows = counts.get(step.table) ?? (await countRows(database, step.table));
    counts.set(step.table, rows);
    counted.push({ ...step, rows });
    if (step.action === 'addIndex' && step.unique && rows > 0) problems.push(...(await findDuplicates(database, step)));
  }
  return { steps: counted, problems };
}

/** Only what stands against the steps: no row is counted. */
export async function inspectFindings(database: Database, steps: readonly Step[]): Promise<readonly DocumentProblem[]> {
  const problems: DocumentProblem[] = [];
  for (const step of steps) {
    if (step.action === 'addIndex' && step.unique) problems.push(...(await findDuplicates(database, step)));
  }
  return problems;
}

async function countRows(database: Database, table: string): Promise<number> {
  if (!(await tableInfo(database, table))) return 0;
  const row = (await database.read(table).count({ rows: '*' }).first()) as { rows: unknown } | undefined;
  return Number(row?.rows ?? 0);
}

/** Deleted records count: their values may come back. Null is equal to nothing. */
async function findDuplicates(
  database: Database,
  step: Extract<Step, { action: 'addIndex' }>,
): Promise<readonly DocumentProblem[]> {
  const names = step.columns.map((column) => column.name);
  const info = await tableInfo(database, step.table);
  // A column that is only being added has no values yet.
  if (!names.every((name) => info?.columns.has(name))) return [];
  const query = database
    .read(step.table)
    .select(names)
    .count({ rows: '*' })
    .groupBy(names)
    .havingRaw('count(*) > 1')
    .limit(shownDuplicates + 1);
  for (const name of names) void query.whereNotNull(name);
  const found = (await query) as Readonly<Record<string, unknown>>[];
  if (found.length === 0) return [];
  const shown = found.slice(0, shownDuplicates).map((row) => {
    const values = step.columns.map((column) => JSON.stringify(database.dialect.decode(column, row[column.name])));
    return say`${{ values: values.join(' + ') }} (${{ count: Number(row['rows']) }} records)`;
  });
  const list = shown.reduce((listed: Words, item) => say`${{ listed }}; ${{ item }}`);
  const fields = names.join(', ');
  const { entity, fields: asked } = step;
  return [
    {
      ...(entity && asked ? { entity, filter: filterOf(asked, found.slice(0, shownDuplicates).map((row) => step.columns.map((column) => database.dialect.decode(column, row[column.name])))) } : {}), // prettier-ignore
      document: `entity/${step.table.slice('d_'.length)}`,
      path: '/fields',
      code: 'DUPLICATE_VALUES',
      ...(found.length > shownDuplicates
        ? say`"${{ fields }}" cannot be unique yet: ${{ list }} and more. Change or merge these records first.`
        : say`"${{ fields }}" cannot be unique yet: ${{ list }}. Change or merge these records first.`),
    },
  ];
}

/** Lists the records of these values. */
function filterOf(fields: readonly string[], rows: readonly (readonly Value[])[]): Filter {
  const [field] = fields;
  if (field !== undefined && fields.length === 1) {
    return { field, op: 'in', value: rows.map(([value]) => value as Scalar) };
  }
  return {
    or: rows.map((values) => ({
      and: fields.map((each, index) => ({ field: each, op: 'eq' as const, value: values[index] as Scalar })),
    })),
  };
}
