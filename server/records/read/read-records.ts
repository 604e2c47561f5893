/**
 * Records of one entity as answers show them:
 *
 *   paths -> prepared query -> shape (nesting, names of look-ups) -> statement -> rows -> records (text or objects)
 *         -> one statement for each to-many path
 *
 * Lists, single records, rows of children and stored answers all come through here.
 */
import type { Knex } from 'knex';
import { encodeCursor } from '../../../metadata/query/cursor.js';
import type { BoundQuery } from '../../../metadata/query/types.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { Scalar } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { prepareFor, toolsFor, type PrepareOptions } from '../prepare.js';
import { compileQuery, type CompiledQuery, type CompileOptions } from '../sql/compile-query.js';
import { selectRows, type Fragment } from '../sql/fragment.js';
import type { SortKey } from '../sql/compile-sort.js';
import { canBeText, jsonText } from './json-text.js';
import { recordBuilder } from './objects.js';
import { buildShape, type Shape } from './shape.js';

export interface ReadRequest {
  /** Without select. */
  readonly query: Omit<Query, 'select'>;
  readonly paths: readonly string[];
  /** Inside a transaction: its handle. */
  readonly runner?: Knex;
  readonly prepare?: PrepareOptions;
  readonly deleted?: CompileOptions['deleted'];
  /** Records as JSON text where the engine can; else always objects. */
  readonly text?: boolean;
}

export interface ReadResult {
  readonly bound: BoundQuery;
  /** One of the two is filled. */
  readonly texts?: readonly string[];
  readonly records?: readonly Record<string, unknown>[];
  /** Cursor of the next page, when there is one. */
  readonly next?: string;
}

export async function readRecords(context: Context, request: ReadRequest): Promise<ReadResult> {
  const bound = prepareWide(context, request.query, request.paths, request.prepare);
  const shape = buildShape(context, bound);
  const tools = toolsFor(context);
  const asText = request.text === true && canBeText(tools, shape);
  // One row more than the page tells whether there is a next one.
  const limit = shape.query.limit === undefined ? undefined : shape.query.limit + 1;
  const compiled = compileQuery(tools, shape.query, {
    ...(request.deleted ? { deleted: request.deleted } : {}),
    ...(limit === undefined ? {} : { limit }),
    onlyExtra: asText,
    extra: (rows, keys) => [
      ...(asText ? [jsonText(tools, rows, shape)].filter((text): text is Fragment => text !== undefined) : []),
      ...keys.map((key) => key.expression),
    ],
  });
  const rows = await selectRows(request.runner ?? context.database.read, compiled.statement);
  const page = shape.query.limit === undefined ? rows : rows.slice(0, shape.query.limit);
  const next = rows.length > page.length ? cursorOf(bound, compiled, asText, page.at(-1)!) : undefined;
  return {
    bound,
    ...(asText
      ? { texts: page.map((row) => String(compiled.readExtra(row)[0])) }
      : { records: build(shape, compiled, page) }),
    ...(next === undefined ? {} : { next }),
  };
}

type Row = Readonly<Record<string, unknown>>;

function build(shape: Shape, compiled: CompiledQuery, rows: readonly Row[]): readonly Record<string, unknown>[] {
  const record = recordBuilder(shape);
  return rows.map((row) => record(compiled.read(row)));
}

function cursorOf(bound: BoundQuery, compiled: CompiledQuery, asText: boolean, row: Row): string | undefined {
  // The order of grains has no cursor.
  if (bound.sort.some((sort) => !sort.path)) return undefined;
  const raws = compiled.readExtra(row).slice(asText ? 1 : 0);
  const values = compiled.sortKeys.map((key: SortKey, index) => key.read(raws[index]) as Scalar);
  return encodeCursor({ keys: values.slice(0, -1), id: String(values.at(-1)) }, bound.sort);
}

const widest = 90;

/** A query of any number of paths: prepared in parts of what one query may select, then put together again. */
function prepareWide(
  context: Context,
  query: Omit<Query, 'select'>,
  paths: readonly string[],
  options: PrepareOptions | undefined,
): BoundQuery {
  const parts: BoundQuery[] = [];
  for (let from = 0; from < paths.length; from += widest) {
    const select = paths.slice(from, from + widest).map((path, index) => ({ path, as: `p${from + index}` }));
    parts.push(prepareFor(context, { ...query, select }, options));
  }
  const [first, ...rest] = parts;
  if (!first) throw new Error('A record has at least its id.');
  if (rest.length === 0) return first;
  const joins = new Map(parts.flatMap((part) => part.joins.map((join) => [join.path, join] as const)));
  return { ...first, select: parts.flatMap((part) => part.select), joins: [...joins.values()] };
}
