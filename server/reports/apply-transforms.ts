/**
 * The transforms of a dataset, one after the other, once its rows are read. What its reader may not read is not among the
 * rows already; here it closes what depends on it (docs/sheets.md, R40): columns that are made of a withheld one are
 * withheld, rows that are made with one are closed as a whole.
 */
import type { ResultColumn, Transform } from '../../metadata/contributions.js';
import { describeIssues } from '../../metadata/document/issue.js';
import { tighten } from '../../metadata/document/tighten.js';
import type { Dataset, TransformDocument } from '../../metadata/schema/dataset.js';
import { TransformError } from '../../metadata/transforms/error.js';
import type { Problem } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { createAjvChecker } from '../releases/ajv-checker.js';
import type { DatasetRows } from './datasets.js';

/** Rows that a transform may take and give. */
export const TRANSFORM_ROWS = 200_000;

export function applyTransforms(context: Context, dataset: Dataset, read: DatasetRows): DatasetRows {
  const { transforms } = dataset;
  return transforms ? applyEach(context, dataset, transforms, byRows(read)) : read;
}

/** Transforms make rows of rows. */
function byRows({ packed: _packed, ...read }: DatasetRows): DatasetRows {
  return read;
}

function applyEach(
  context: Context,
  dataset: Dataset,
  transforms: readonly TransformDocument[],
  read: DatasetRows,
): DatasetRows {
  return transforms.reduce((rows, transform, index) => {
    const at = `/datasets/${dataset.name}/transforms/${index}`;
    return applyOne(context, transform, rows, {
      at,
      isTyped: context.registries.source.find(dataset.source.type)?.typed === true,
    });
  }, read);
}

/** `isTyped`: the types of the columns are those of fields; of inline rows dates are texts. */
function applyOne(
  context: Context,
  { type, options = {} }: TransformDocument,
  read: DatasetRows,
  { at, isTyped }: { readonly at: string; readonly isTyped: boolean },
): DatasetRows {
  if (read.closed) return read;
  const transform = context.registries.transform.find(type);
  if (!transform) throw refusal('UNKNOWN_TRANSFORM', `${at}/type`, say`There is no transform "${{ type }}".`);
  // Stored documents have passed this; a report that is being designed has not.
  const [unfit] = checkOptions(transform, options);
  if (unfit) throw refusal(unfit.code, `${at}/options${unfit.path}`, unfit);
  const { language } = context.principal;
  const { function: functions } = context.registries;
  const withheld = new Set(read.withheld);
  const needs = transform.reads(options);
  if (needs.some(({ column }) => withheld.has(column))) return closedBy(transform, options, read, language);
  const known = new Set(read.columns.map(({ name }) => name));
  const missing = needs.find(({ column }) => !known.has(column));
  if (missing) {
    const words = say`There is no column "${{ column: missing.column }}". Known: ${{ known: [...known].join(', ') }}.`;
    throw refusal('UNKNOWN_COLUMN', `${at}/options${missing.at}`, words);
  }
  const [wrong] = transform.check?.(options, isTyped ? read.columns : undefined, functions) ?? [];
  if (wrong) throw refusal(wrong.code, `${at}/options${wrong.path}`, wrong);
  refuseTooMany(read.rows.length, at);
  const made = run(transform, { ...read, options, today: context.evaluation.today(), language, functions }, at);
  refuseTooMany(made.rows.length, at);
  const twice = twiceOf(made.columns);
  if (twice !== undefined) {
    throw refusal('DUPLICATE_COLUMN', at, say`This transform makes a second column "${{ column: twice }}".`);
  }
  // Rows of its own come in an order of its own, and what was withheld is not among them.
  return transform.keeps ? { ...read, ...made } : { ...made, ordered: true };
}

const createChecker = createAjvChecker();
const checkers = new WeakMap<Transform, ReturnType<typeof createChecker>>();

function checkOptions(transform: Transform, options: Readonly<Record<string, unknown>>): readonly Problem[] {
  const check = checkers.get(transform) ?? createChecker(tighten(transform.options));
  checkers.set(transform, check);
  return describeIssues(check(options), options);
}

/** What depends on a column that may not be read: the columns that would be made, or all. */
function closedBy(
  transform: Transform,
  options: Readonly<Record<string, unknown>>,
  read: DatasetRows,
  language: string,
): DatasetRows {
  const withheld = [...(read.withheld ?? [])];
  if (!transform.keeps) return { columns: [], rows: [], ordered: true, withheld, closed: true };
  const kept = new Set(read.columns.map(({ name }) => name));
  const made = transform.columns(read.columns, options, language).filter(({ name }) => !kept.has(name));
  return { ...read, withheld: [...withheld, ...made.map(({ name }) => name)] };
}

function run(transform: Transform, input: Parameters<Transform['apply']>[0], at: string) {
  try {
    return transform.apply(input);
  } catch (error) {
    if (!(error instanceof TransformError)) throw error;
    throw refusal(error.code, at, { message: error.message, said: error.said });
  }
}

function refuseTooMany(count: number, at: string): void {
  if (count <= TRANSFORM_ROWS) return;
  const words = say`A transform takes and gives at most ${{ most: TRANSFORM_ROWS }} rows. Group the rows, or narrow the filter.`;
  throw refusal('TRANSFORM_TOO_LARGE', at, words);
}

const refusal = (code: string, path: string, words: Parameters<typeof problem>[2]): ApiError =>
  new ApiError(422, code, words, { path, details: [problem(path, code, words)] });

function twiceOf(columns: readonly ResultColumn[]): string | undefined {
  const names = columns.map(({ name }) => name);
  return names.find((name, index) => names.indexOf(name) !== index);
}
