/**
 * The figures of roll-ups, asked of the database inside the write: one statement for each field and 500 records, grouped by
 * the look-up that points to them. They are of all records there are, whoever writes: rights decide who sees the field.
 */
import type { RollUp } from '../../../metadata/contributions.js';
import { within } from '../../../metadata/access/links.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import { rollUpSource } from '../../../metadata/model/roll-up.js';
import type { BoundQuery } from '../../../metadata/query/types.js';
import { fit } from '../../../metadata/rules/defaults.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import type { Value } from '../../../metadata/value.js';
import { prepareFor, systemView, toolsFor } from '../prepare.js';
import { compileQuery, type CompiledQuery } from '../sql/compile-query.js';
import { joinFragments, raw, selectRows, sql, type Fragment } from '../sql/fragment.js';
import type { Write } from './write.js';

/** The roll-ups of an entity. */
export const rollUpsOf = (entity: Entity): readonly Field[] =>
  [...entity.fields.values()].filter((field) => field.rollUp !== undefined);

/** What a roll-up gives of no records. */
export const emptyRollUp = ({ rollUp }: Field): Value => (rollUp?.aggregate === 'count' ? 0 : null);

const chunkSize = 500;

/** The figure for each of these records, those without related records included. */
export async function computeRollUp(
  write: Write,
  entity: Entity,
  field: Field,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Value>> {
  const found = new Map<string, Value>(ids.map((id) => [id, emptyRollUp(field)]));
  for (let from = 0; from < ids.length; from += chunkSize) {
    const figures = readFigures(write, entity, field.rollUp!, ids.slice(from, from + chunkSize));
    if (!figures) continue;
    for (const row of await selectRows(write.transaction, figures.statement)) {
      const [id, value] = figures.compiled.read(row);
      found.set(String(id), fit(field, value ?? null) ?? emptyRollUp(field));
    }
  }
  return found;
}

interface Figures {
  readonly statement: Fragment;
  readonly compiled: CompiledQuery;
}

/** A statement whose rows are the id of a record and its figure. */
function readFigures(write: Write, entity: Entity, rollUp: RollUp, ids: readonly string[]): Figures | undefined {
  const { context } = write;
  const source = rollUpSource(context.release.model, entity, rollUp);
  if (!source) return undefined;
  const { entity: rows, field: pointer, through } = source.relation;
  const at = (path: string): string => (through === undefined ? path : `${through}.${path}`);
  const pointing: Filter = { field: pointer, op: 'in', value: [...ids] };
  const own =
    rollUp.where && (through === undefined ? rollUp.where : within(write.context.release.model, through, rollUp.where));
  const where: Filter = own ? { and: [pointing, own] } : pointing;
  const { aggregate } = rollUp;
  const path = rollUp.field === undefined ? {} : { path: at(rollUp.field) };
  const isPick = aggregate === 'first' || aggregate === 'last';
  const sort = isPick ? { sort: [{ by: rollUp.by === undefined ? 'id' : at(rollUp.by), descending: aggregate === 'last' }] } : {}; // prettier-ignore
  const value = isPick ? { ...path, as: 'value' } : { ...path, aggregate, as: 'value' };
  const query: Query = { entity: rows, select: [{ path: pointer, as: 'record' }, value], where, ...sort };
  const bound = prepareFor(context, query, { access: systemView(context) });
  return isPick ? pickOne(write, bound) : grouped(write, bound);
}

function grouped(write: Write, bound: BoundQuery): Figures {
  const compiled = compileQuery(toolsFor(write.context), bound);
  return { statement: compiled.statement, compiled };
}

/** The first row of each record, in the order of the query. */
function pickOne(write: Write, bound: BoundQuery): Figures {
  const compiled = compileQuery(toolsFor(write.context), bound, {
    extra(rows, keys) {
      const order = keys.map((key) => sql`${key.expression}${raw(key.descending ? ' desc' : '')}`);
      const pointer = raw(`${rows.get('')!}.${write.context.database.dialect.quote(bound.select[0]!.path!.field.columns[0]!.name)}`); // prettier-ignore
      return [sql`row_number() over (partition by ${pointer} order by ${joinFragments(order, ', ')})`];
    },
  });
  return { statement: sql`select * from (${compiled.statement}) as ranked where ranked.c2 = 1`, compiled };
}
