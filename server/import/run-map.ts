/**
 * One import map over one file:
 *
 *   bytes -> CSV -> plan -> per portion { read -> keys -> records found -> bodies -> repeats -> existing ones -> write }
 *         -> second pass for look-ups to the entity itself -> report
 *
 * Rows are written by records/bulk.ts, so an import keeps every rule and right; this module only reads, finds and counts.
 * The rights of a person are asked anew for each portion: what they lost meanwhile is refused, row by row, and without the
 * right to import the run ends there.
 */
import { buildRow } from '../../metadata/import/build-row.js';
import { Findings } from '../../metadata/import/findings.js';
import { passesOf, planImport } from '../../metadata/import/plan.js';
import { readRow } from '../../metadata/import/read-row.js';
import { reportUnused, withoutRepeats } from '../../metadata/import/repeats.js';
import type { ConvertEnvironment, Found, ReadRow } from '../../metadata/import/row.js';
import { createTextContext } from '../../metadata/import/text-context.js';
import { wantedKeys } from '../../metadata/import/wanted-keys.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Problem, Value } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, forbidden } from '../errors.js';
import { ImportFileError } from './decode-text.js';
import { findRecords } from './find-records.js';
import { openCsv, type CsvPortion, type RowSource } from './read-csv.js';
import type { MapReport, RejectedRow } from './report.js';
import { reject, writeRows, type Run, type RunOptions } from './write-rows.js';

const portionSize = 500;

/** Throws 403 without the right to import; everything else that goes wrong is told in the report. */
export async function runMap(
  context: Context,
  map: ImportMapDocument,
  bytes: Uint8Array,
  options: RunOptions = {},
): Promise<MapReport> {
  mustImport(context, map);
  const opened = await openFile(map, bytes, options);
  return 'problems' in opened ? emptyReport(map, opened.problems) : runRows(context, map, opened.file, options);
}

/** 403 without the right to import records of the entity. */
export function mustImport(context: Context, map: Pick<ImportMapDocument, 'entity'>): void {
  if (context.access.mayEver('import', map.entity)) return;
  throw forbidden(
    'IMPORT_FORBIDDEN',
    say`You may not import records of "${{ entity: map.entity }}". Ask for the right to import them.`,
  );
}

/** The same over rows that were read before. */
export async function runRows(
  context: Context,
  map: ImportMapDocument,
  file: RowSource,
  options: RunOptions = {},
): Promise<MapReport> {
  mustImport(context, map);
  const { model } = context.release;
  const planned = planImport(map, { model, functions: context.registries.function, heads: file.heads });
  if ('problems' in planned) return emptyReport(map, planned.problems);
  const { first, second } = passesOf(planned.plan);
  const findings = new Findings();
  if (file.guessedEncoding) findings.add(guessed(file.encoding));
  const written = new Map<string, string>();
  const shared = { context, file, options, written, rejects: [] as RejectedRow[] };
  const counts = { rows: 0, created: 0, updated: 0, skipped: 0, rejected: 0 };
  const ended = await unlessRefused(() => pass({ ...shared, plan: first, findings, counts, again: false }));
  const later = new Findings(
    (finding) => second?.columns.some((column) => column.key && column.path === finding.path) ?? false,
  );
  const laterCounts = { rows: 0, created: 0, updated: 0, skipped: 0, rejected: 0 };
  const secondPass = () => pass({ ...shared, plan: second!, findings: later, counts: laterCounts, again: true });
  const cut = ended ?? (second && !options.check ? await unlessRefused(secondPass) : undefined);
  options.written?.set(map.name, written);
  return {
    ...emptyReport(map, cut ? [cut] : []),
    ...counts,
    rejected: counts.rejected + laterCounts.rejected,
    rejects: shared.rejects,
    findings: [...findings.list(), ...later.list()],
    ignored: planned.plan.ignored,
  };
}

/** Lost while the file was read, not refused at the start. */
const lost = () =>
  forbidden(
    'PERMISSION_CHANGED',
    'Your rights have changed since this import began. What was imported until then stays.',
  );

/** The finding that ended a pass half-way; undefined where it went through. */
async function unlessRefused(work: () => Promise<void>): Promise<Problem | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'PERMISSION_CHANGED') return problem('', error.code, error);
    throw error;
  }
}

/** The same with the rights that the person has now; what the site itself imports needs none. */
async function withRightsOfNow(run: Run): Promise<Run> {
  const { context, plan } = run;
  // A trial takes no longer than a request, which has the rights of now.
  if (context.principal.kind !== 'user' || !context.asPerson || run.options.check) return run;
  const { access } = await context.asPerson(context.principal.id, context.requestId);
  if (!access.mayEver('import', plan.entity.name)) throw lost();
  return { ...run, context: { ...context, access } };
}

async function openFile(
  map: ImportMapDocument,
  bytes: Uint8Array,
  { encoding }: RunOptions,
): Promise<{ readonly file: RowSource } | { readonly problems: readonly Problem[] }> {
  try {
    const delimiter = map.delimiter === undefined ? {} : { delimiter: map.delimiter };
    return { file: await openCsv(bytes, { ...delimiter, ...(encoding === undefined ? {} : { encoding }) }) };
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    return { problems: [problem('/file', error.code, error)] };
  }
}

const guessed = (encoding: string) => ({
  code: 'ENCODING_GUESSED',
  severity: 'note' as const,
  to: encoding,
  ...say`The file is no valid UTF-8; it was read as ${{ encoding }}. If letters look wrong, state its encoding.`,
});

export function emptyReport(map: ImportMapDocument, problems: readonly Problem[]): MapReport {
  const counts = { rows: 0, created: 0, updated: 0, skipped: 0, rejected: 0 };
  const { name, entity, file = '' } = map;
  return {
    map: name,
    label: map.label ?? name,
    entity,
    file,
    ...counts,
    rejects: [],
    findings: [],
    ignored: [],
    problems,
  };
}

/* ---------------------------------------------------------------- one pass over the rows */

async function pass(whole: Run): Promise<void> {
  let run = whole;
  const seen = new Set<string>();
  const used = new Map(
    run.plan.columns.filter((column) => column.unused !== undefined).map((column) => [column, new Set<Value>()]),
  );
  for await (const portion of portionsOf(run)) {
    run.options.signal?.throwIfAborted();
    run = await withRightsOfNow(run);
    run.counts.rows += portion.rows.length + portion.broken.length;
    for (const { line, ...words } of run.again ? [] : portion.broken) {
      run.findings.add({ code: 'BROKEN_ROW', severity: 'error', ...words }, line);
      reject(run, { line, problems: [{ path: '', code: 'BROKEN_ROW', ...words }] });
    }
    const environment = environmentOf(run);
    const read = portion.rows.map((row) => readRow(run.plan, row, environment));
    const found = await findKeys(run, read, environment);
    const built = read.map((row) => buildRow(run.plan, row, { ...environment, find: found }));
    if (!run.again) run.options.built?.(built);
    const kept = withoutRepeats(run.plan, built, seen, run.findings);
    run.counts.skipped += built.length - kept.length;
    for (const [column, ids] of used) for (const { body } of kept) ids.add(body[column.field.name] ?? null);
    for (const row of kept) if (row.problems.length > 0) reject(run, row);
    await writeRows(run, kept.filter((row) => row.problems.length === 0)); // prettier-ignore
    run.options.progress?.(run.counts.rows);
  }
  for (const [column, ids] of used)
    reportUnused(column, run.options.written?.get(column.unused!) ?? new Map(), ids, run.findings);
}

/** The rows of the file, at most as many as the run may read. */
async function* portionsOf({ file, options: { limit = Infinity } }: Run): AsyncGenerator<CsvPortion, void> {
  let left = limit;
  for await (const { rows, broken } of file.portions(Math.min(portionSize, Math.max(1, limit)))) {
    if (left <= 0) return;
    const last = [...rows, ...broken].sort((a, b) => a.line - b.line)[left - 1]?.line ?? Infinity;
    yield { rows: rows.filter(({ line }) => line <= last), broken: broken.filter(({ line }) => line <= last) };
    left -= rows.length + broken.length;
  }
}

function environmentOf({ context, findings }: Run): ConvertEnvironment {
  const text = createTextContext(context.release.model, context.release.model.settings.language);
  return { text, evaluation: context.evaluation, findings, find: () => undefined };
}

/** Looks all keys of the portion up, and answers for one of them. */
async function findKeys(
  run: Run,
  rows: readonly ReadRow[],
  environment: ConvertEnvironment,
): Promise<ConvertEnvironment['find']> {
  const byField = new Map<string, Map<Value, Found | 'ambiguous'>>();
  for (const { entity, field, keys, reads } of wantedKeys(run.plan, rows, environment.text)) {
    const name = `${entity}.${field}`;
    const found = byField.get(name) ?? new Map<Value, Found | 'ambiguous'>();
    byField.set(name, found);
    const records = await findRecords(run.context, entity, { field, values: keys, read: reads });
    for (const { id, values } of records) {
      const key = values[field] ?? null;
      const other = found.get(key);
      // Two columns may ask for the same key: then the same record comes twice, with what either reads.
      const same = other !== 'ambiguous' && other?.id === id;
      found.set(
        key,
        other === undefined || same ? { id, values: { ...(same ? other.values : {}), ...values } } : 'ambiguous',
      );
    }
  }
  return (entity, field, key) => byField.get(`${entity}.${field}`)?.get(key);
}
