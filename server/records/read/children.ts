/** To-many paths of an answer: the rows of a children field for all its records in one statement, at most 100 each. */
import type { Knex } from 'knex';
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Context } from '../../context.js';
import { forbidden } from '../../errors.js';
import { prepareFor, toolsFor } from '../prepare.js';
import { compileQuery } from '../sql/compile-query.js';
import { joinFragments, raw, selectRows, sql, type Fragment } from '../sql/fragment.js';
import { columnOf, valueColumn } from '../sql/tools.js';
import { recordBuilder } from './objects.js';
import { defaultPaths } from './paths.js';
import { buildShape } from './shape.js';

/** Rows of a children field that an answer shows of one record. */
export const mostShown = 100;

export interface ChildrenRequest {
  readonly entity: Entity;
  readonly field: Field;
  /** Paths inside the rows; none means all their own fields. */
  readonly paths: readonly string[];
  readonly ids: readonly string[];
  readonly runner: Knex;
}

export interface ChildRows {
  readonly rows: readonly Record<string, unknown>[];
  readonly more: boolean;
}

export async function readChildren(
  context: Context,
  request: ChildrenRequest,
): Promise<ReadonlyMap<string, ChildRows>> {
  const { field, ids, runner } = request;
  const child = context.release.model.entities.get(field.children!.entity);
  const pointer = child?.fields.get(field.children!.field);
  const found = new Map<string, { rows: Record<string, unknown>[]; more: boolean }>(
    ids.map((id) => [id, { rows: [], more: false }]),
  );
  if (!child || !pointer || ids.length === 0) return found;
  const paths =
    request.paths.length > 0 ? request.paths : defaultPaths(context, child).filter((path) => path !== pointer.name);
  const position = child.fields.get('position');
  const bound = prepareFor(context, {
    entity: child.name,
    select: [...new Set(['id', 'version', ...paths])].map((path, index) => ({ path, as: `p${index}` })),
    where: { field: pointer.name, op: 'in', value: [...ids] },
    ...(position?.sortable && context.access.canRead(position) ? { sort: [{ by: 'position' }] } : {}),
  });
  const shape = buildShape(context, bound);
  const tools = toolsFor(context);
  const compiled = compileQuery(tools, shape.query, {
    extra(rows, keys) {
      const parent = columnOf(tools, rows.get('')!, valueColumn(pointer).name);
      const order = joinFragments(
        keys.map((key) => sql`${key.expression}${raw(key.descending ? ' desc' : '')}`),
        ', ',
      );
      return [parent, sql`row_number() over (partition by ${parent} order by ${order})`];
    },
  });
  const build = recordBuilder(shape);
  for (const row of await selectRows(runner, firstOfEach(compiled.statement, shape.query.select.length))) {
    const [parent] = compiled.readExtra(row);
    const held = found.get(String(parent));
    if (!held) continue;
    if (held.rows.length === mostShown) held.more = true;
    else held.rows.push(build(compiled.read(row)));
  }
  return found;
}

/** Ranks were selected last, after one column for each select and the parent's id. */
function firstOfEach(statement: Fragment, columns: number): Fragment {
  const rank = raw(`ranked.c${columns + 1}`);
  return sql`select * from (${statement}) as ranked where ${rank} <= ${mostShown + 1} order by ${rank}`;
}

/** The children field a path begins with; refused like any unknown field when it may not be seen. */
export function childrenField(context: Context, entity: Entity, path: string): Field | undefined {
  const name = path.split('.')[0] ?? '';
  const field = entity.fields.get(name);
  if (!field?.children) return undefined;
  if (!context.access.canRead(field)) {
    throw forbidden('FIELD_FORBIDDEN', `There is no field "${path}" here, or you may not read it.`, { path });
  }
  return field;
}
