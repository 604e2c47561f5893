/**
 * Records of one entity as answers show them:
 *
 *   paths -> plan (prepared query, nesting and names, statement) -> rows -> records (text or objects)
 *
 * Lists, single records and stored answers all come through here; rows of children fields follow (children.ts).
 */
import type { Knex } from 'knex';
import { encodeCursor } from '../../../metadata/query/cursor.js';
import type { Scalar } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { countRows } from '../count.js';
import { selectRows } from '../sql/fragment.js';
import { nameAnyReferences } from './any-references.js';
import { recordBuilder } from './objects.js';
import { planFor, type Plan, type PlanRequest } from './plan.js';

export interface ReadRequest extends PlanRequest {
  /** Only the record of this id; the plan is the same for every id. */
  readonly id?: string;
  /** Inside a transaction: its handle. */
  readonly runner?: Knex;
  /** How many records the list has in all, asked at the same time. */
  readonly count?: boolean;
}

export interface ReadResult {
  readonly plan: Plan;
  /** One of the two is filled. */
  readonly texts?: readonly string[];
  readonly records?: readonly Record<string, unknown>[];
  /** Cursor of the next page, when there is one. */
  readonly next?: string;
  readonly total?: number;
}

/** Stands for the id in a plan: the last ULID there is, given to no record. */
const anyId = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ';

export async function readRecords(context: Context, request: ReadRequest): Promise<ReadResult> {
  const { id, runner = context.database.read, count = false, ...rest } = request;
  const byId = { field: 'id', op: 'eq', value: anyId } as const;
  const plan = planFor(context, id === undefined ? rest : { ...rest, query: { ...rest.query, where: byId } });
  const { compiled, isText, shape } = plan;
  const { sql, bindings } = compiled.statement;
  const bound = id === undefined ? bindings : bindings.map((value) => (value === anyId ? id : value));
  const [rows, total] = await Promise.all([
    selectRows(runner, { sql, bindings: bound }),
    count ? countRows(context, plan.bound, plan.count) : undefined,
  ]);
  const page = shape.query.limit === undefined ? rows : rows.slice(0, shape.query.limit);
  const next = rows.length > page.length ? cursorOf(plan, page.at(-1)!) : undefined;
  const records = isText ? undefined : build(plan, page);
  if (records) await nameAnyReferences(context, shape.nodes, records, runner);
  return {
    plan,
    ...(!records ? { texts: page.map((row) => String(compiled.readExtra(row)[0])) } : { records }),
    ...(next === undefined ? {} : { next }),
    ...(total === undefined ? {} : { total }),
  };
}

type Row = Readonly<Record<string, unknown>>;

function build({ shape, compiled }: Plan, rows: readonly Row[]): Record<string, unknown>[] {
  const record = recordBuilder(shape);
  return rows.map((row) => record(compiled.read(row)));
}

function cursorOf({ bound, compiled, isText }: Plan, row: Row): string | undefined {
  // The order of grains has no cursor.
  if (bound.sort.some((sort) => !sort.path)) return undefined;
  const raws = compiled.readExtra(row).slice(isText ? 1 : 0);
  const values = compiled.sortKeys.map((key, index) => key.read(raws[index]) as Scalar);
  return encodeCursor({ keys: values.slice(0, -1), id: String(values.at(-1)) }, bound.sort);
}
