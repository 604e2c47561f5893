/**
 * To-many paths of an answer: the rows of a children field, or the records linked by a `lookups` field, for all records in
 * one statement, at most 100 each. Links come in the order in which they were added.
 */
import type { Knex } from 'knex';
import type { Entity, Field } from '../../../metadata/model/model.js';
import { positionField } from '../../../metadata/model/position.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { forbidden } from '../../errors.js';
import { prepareFor, toolsFor } from '../prepare.js';
import { compileQuery } from '../sql/compile-query.js';
import { joinFragments, raw, selectRows, sql, type Fragment } from '../sql/fragment.js';
import { columnOf, valueColumn } from '../sql/tools.js';
import { nameAnyReferences } from './any-references.js';
import { recordBuilder } from './objects.js';
import { defaultPaths } from './paths.js';
import { buildShape } from './shape.js';

/** Rows of a to-many field that an answer shows of one record. */
export const mostShown = 100;

export interface ChildrenRequest {
  readonly entity: Entity;
  readonly field: Field;
  /** Paths inside the rows; none means all their own fields, of linked records id and name. */
  readonly paths: readonly string[];
  readonly ids: readonly string[];
  readonly runner: Knex;
  /** Rows of one record; 100 unless stated. */
  readonly most?: number;
}

export interface ChildRows {
  readonly rows: readonly Record<string, unknown>[];
  readonly more: boolean;
}

export async function readChildren(
  context: Context,
  request: ChildrenRequest,
): Promise<ReadonlyMap<string, ChildRows>> {
  const { field, ids, runner, most = mostShown } = request;
  const source = field.links
    ? { entity: field.links.entity, pointer: field.links.own, through: field.links.other }
    : { entity: field.children!.entity, pointer: field.children!.field };
  const child = context.release.model.entities.get(source.entity);
  const pointer = child?.fields.get(source.pointer);
  const found = new Map<string, { rows: Record<string, unknown>[]; more: boolean }>(
    ids.map((id) => [id, { rows: [], more: false }]),
  );
  if (!child || !pointer || ids.length === 0) return found;
  // As a look-up to records nobody shows the reader: there is nothing.
  if (child.link && !context.access.mayEver('read', child.name)) return found;
  const { through } = source;
  const paths = through === undefined ? rowPaths(context, child, pointer, request.paths) : linkPaths(through, request.paths); // prettier-ignore
  const position = positionField(child, pointer.name) ?? child.fields.get('position');
  const bound = prepareFor(context, {
    entity: child.name,
    select: paths.map((path, index) => ({ path, as: `p${index}` })),
    where: { field: pointer.name, op: 'in', value: [...ids] },
    ...(position?.sortable && context.access.canRead(position) ? { sort: [{ by: position.name }] } : {}),
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
  const built: Record<string, unknown>[] = [];
  for (const row of await selectRows(runner, firstOfEach(compiled.statement, shape.query.select.length, most))) {
    const [parent] = compiled.readExtra(row);
    const held = found.get(String(parent));
    if (!held) continue;
    if (held.rows.length === most) held.more = true;
    else {
      const record = build(compiled.read(row));
      built.push(record);
      held.rows.push(through === undefined ? record : (record[through] as Record<string, unknown>));
    }
  }
  await nameAnyReferences(context, shape.nodes, built, runner);
  return found;
}

const rowPaths = (context: Context, child: Entity, pointer: Field, asked: readonly string[]): readonly string[] => {
  const own = asked.length > 0 ? asked : defaultPaths(context, child).filter((path) => path !== pointer.name);
  return [...new Set(['id', 'version', ...own])];
};

/** Of a linked record its id and name come first, then what was asked for. */
const linkPaths = (through: string, asked: readonly string[]): readonly string[] => [
  ...new Set([through, ...asked.map((path) => `${through}.${path}`)]),
];

/** Ranks were selected last, after one column for each select and the parent's id. */
function firstOfEach(statement: Fragment, columns: number, most: number): Fragment {
  const rank = raw(`ranked.c${columns + 1}`);
  return sql`select * from (${statement}) as ranked where ${rank} <= ${most + 1} order by ${rank}`;
}

/** The to-many field a path begins with; refused like any unknown field when it may not be seen. */
export function toManyField(context: Context, entity: Entity, path: string): Field | undefined {
  const name = path.split('.')[0] ?? '';
  const field = entity.fields.get(name);
  if (!field?.children && !field?.links) return undefined;
  if (!context.access.canRead(field)) {
    throw forbidden('FIELD_FORBIDDEN', say`There is no field "${{ path }}" here, or you may not read it.`, { path });
  }
  return field;
}
