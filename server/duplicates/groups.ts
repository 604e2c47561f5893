/**
 * Records of one entity that rules take for one and the same, a stretch of records at a time:
 *
 *   records that share a key with another -> which of them agree -> groups around the first that was made -> names, values
 *
 * Both sides of a pair go through the gate before anything is counted or limited: what may not be seen changes neither
 * groups nor where a stretch ends. Each stretch is a bounded number of statements, whatever the number of records.
 */
import { createMatcher } from '../../metadata/access/match.js';
import { agreement, type DuplicateRule, type ReadValue } from '../../metadata/duplicates/compile-rules.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import { entityToRead } from '../records/entity.js';
import { prepareFor, toolsFor } from '../records/prepare.js';
import { readLabels } from '../records/read/labels.js';
import { readRecords } from '../records/read/read-records.js';
import { compileQuery } from '../records/sql/compile-query.js';
import { joinFragments, raw, selectRows, sql, valueList, type Fragment } from '../records/sql/fragment.js';
import { readApart } from './apart.js';
import { findDuplicates, type AskedRecord } from './find.js';
import { duplicateRules, fieldsRead, rulesFor } from './rules.js';

/** Records of one stretch, and those of them that are looked up together. */
const stretch = 100;
const together = 25;
/** Records of a group that are told; the others are counted. */
const mostTold = 10;

export interface DuplicateGroup {
  readonly count: number;
  /** Paths of the fields in which any two of them agree. */
  readonly fields: readonly string[];
  /** The first that was made first. */
  readonly records: readonly {
    readonly id: string;
    readonly label: string | null;
    /** These fields as a record shows them. */
    readonly values: Readonly<Record<string, unknown>>;
  }[];
}

export interface DuplicateGroups {
  readonly groups: readonly DuplicateGroup[];
  /** Where to go on; absent at the end. A stretch without groups may have a next one. */
  readonly next?: string;
}

type Known = AskedRecord & { readonly id: string };

/** 404 for an entity that may not be read; nothing where no rule tells this person anything. */
export async function listDuplicateGroups(context: Context, name: string, after?: string): Promise<DuplicateGroups> {
  const entity = entityToRead(context, name);
  const rules = rulesFor(context.access, duplicateRules(context.release.model, entity));
  if (rules.length === 0) return { groups: [] };
  const ids = await idsSharing(context, entity, rules, after);
  const asked = await readValues(context, entity, rules, ids.slice(0, stretch));
  const isApart = await readApart(context, entity, asked.map(({ id }) => id)); // prettier-ignore
  const graph = new Graph(context, rules, isApart);
  for (let from = 0; from < asked.length; from += together) {
    const part = asked.slice(from, from + together);
    const found = await findDuplicates(context, entity, part, { rules });
    part.forEach((record, index) => {
      for (const other of found[index]!) if (!isApart(record.id, other.id)) graph.add(record, other, other.fields);
    });
  }
  const groups = asked.flatMap(({ id }) => graph.groupFrom(id) ?? []);
  return {
    groups: await tellGroups(context, entity, groups),
    ...(ids.length > stretch ? { next: ids[stretch - 1]! } : {}),
  };
}

/** Records that share a key with another, both of them to be seen; one more than a stretch tells whether there are more. */
async function idsSharing(
  context: Context,
  entity: Entity,
  rules: readonly DuplicateRule[],
  after = '',
): Promise<readonly string[]> {
  const tools = toolsFor(context);
  const bound = prepareFor(context, { entity: entity.name, select: [{ path: 'id' }] });
  // Asked of one record at a time: most of them share no key with another.
  const isSeen = (id: Fragment) => sql`exists (${compileQuery(tools, bound, { among: sql`select ${id}` }).statement})`;
  const told = joinFragments(
    rules.map(({ document, alternatives }) => sql`(k.rule = ${document.id} and k.alternative in ${valueList(alternatives.map(({ id }) => id))})`),
    ' or ',
  ); // prettier-ignore
  const shared = sql`select 1 from sys_duplicate_key o where o.rule = k.rule and o.alternative = k.alternative
    and o.key = k.key and o.record_id <> k.record_id and ${isSeen(raw('o.record_id'))}`;
  const rows = await selectRows(
    context.database.read,
    sql`select distinct k.record_id as id from sys_duplicate_key k where k.entity = ${entity.name} and k.record_id > ${after}
      and (${told}) and ${isSeen(raw('k.record_id'))} and exists (${shared}) order by k.record_id limit ${stretch + 1}`,
  );
  return rows.map((row) => String(row['id']));
}

/** What the rules compare, in the order of the ids. */
async function readValues(
  context: Context,
  entity: Entity,
  rules: readonly DuplicateRule[],
  ids: readonly string[],
): Promise<readonly Known[]> {
  if (ids.length === 0) return [];
  const fields = [...fieldsRead(rules)];
  const select = ['id', ...fields.map(({ name }) => name)].map((path, index) => ({ path, as: `v${index}` }));
  const where = { field: 'id', op: 'in' as const, value: [...ids] };
  const sort = [{ by: 'v0' }];
  const compiled = compileQuery(toolsFor(context), prepareFor(context, { entity: entity.name, select, where, sort }));
  const rows = await selectRows(context.database.read, compiled.statement);
  return rows.map((row) => {
    const [id, ...values] = compiled.read(row);
    return { id: String(id), values: Object.fromEntries(fields.map(({ name }, index) => [name, values[index]])) };
  });
}

interface Group {
  readonly ids: readonly string[];
  readonly fields: ReadonlySet<Field>;
}

/** Which records agree with which. */
class Graph {
  readonly #known = new Map<string, Known>();
  readonly #edges = new Map<string, Map<string, readonly Field[]>>();
  readonly #agree: (a: Known, b: Known) => boolean;

  constructor(context: Context, rules: readonly DuplicateRule[], isApart: (a: string, b: string) => boolean) {
    const agree = comparerOf(context, rules);
    this.#agree = (a, b) => !isApart(a.id, b.id) && agree(a, b);
  }

  add(a: Known, b: Known, fields: readonly Field[]): void {
    for (const [from, to] of [[a, b], [b, a]] as const) {
      this.#known.set(from.id, from);
      const held = this.#edges.get(from.id) ?? new Map<string, readonly Field[]>();
      this.#edges.set(from.id, held.set(to.id, fields));
    } // prettier-ignore
  }

  /**
   * The record with all that were made after it and agree with it. Undefined where an earlier one agrees with it and with
   * all of them: they stand in its group.
   */
  groupFrom(id: string): Group | undefined {
    const near = [...(this.#edges.get(id) ?? [])];
    const later = near.filter(([other]) => other > id).sort(([a], [b]) => (a < b ? -1 : 1));
    if (later.length === 0) return undefined;
    const earlier = near.flatMap(([other]) => (other < id ? [this.#known.get(other)!] : []));
    const holds = (first: Known) => later.every(([other]) => this.#edges.get(first.id)?.has(other) || this.#agree(first, this.#known.get(other)!)); // prettier-ignore
    if (earlier.some(holds)) return undefined;
    return { ids: [id, ...later.map(([other]) => other)], fields: new Set(later.flatMap(([, fields]) => fields)) };
  }
}

/** Whether a rule takes two records for one; both are to be seen by whoever the context is of. */
function comparerOf({ release, registries, evaluation }: Context, rules: readonly DuplicateRule[]) {
  const surroundings = { model: release.model, functions: registries.function, context: evaluation };
  const parts = rules.map(({ document, conditions, alternatives }) => {
    const matches = document.where && createMatcher(document.where, document.entity, surroundings);
    const fields = new Map(conditions.map((field) => [field.name, field]));
    const covers = (read: ReadValue) => !matches || matches((path) => (fields.has(path) ? read(fields.get(path)!) : null)) === true; // prettier-ignore
    return { covers, alternatives };
  });
  return (a: Known, b: Known): boolean => {
    const [left, right] = [a, b].map(({ values }): ReadValue => (field) => values[field.name] ?? null) as [ReadValue, ReadValue]; // prettier-ignore
    return parts.some(({ covers, alternatives }) => covers(left) && covers(right) && alternatives.some((each) => agreement(each, left, right) !== undefined)); // prettier-ignore
  };
}

async function tellGroups(
  context: Context,
  entity: Entity,
  groups: readonly Group[],
): Promise<readonly DuplicateGroup[]> {
  const ids = [...new Set(groups.flatMap((group) => group.ids.slice(0, mostTold)))];
  if (ids.length === 0) return [];
  const paths = [...new Set(['id', ...groups.flatMap(({ fields }) => [...fields].map(({ name }) => name))])];
  const byId = new Map<unknown, Readonly<Record<string, unknown>>>();
  for (let from = 0; from < ids.length; from += 500) {
    const where = { field: 'id', op: 'in' as const, value: ids.slice(from, from + 500) };
    const { records = [] } = await readRecords(context, { query: { entity: entity.name, where }, paths });
    for (const record of records) byId.set(record['id'], record);
  }
  const labels = await readLabels(context, entity.name, ids);
  return groups.map((group) => {
    const fields = [...group.fields];
    const names = [...new Set(fields.map((field) => field.partOf?.field ?? field.name))];
    return {
      count: group.ids.length,
      fields: fields.map(({ name }) => name),
      records: group.ids.slice(0, mostTold).map((id) => ({
        id,
        label: labels.get(id) ?? null,
        values: Object.fromEntries(names.map((name) => [name, byId.get(id)?.[name] ?? null])),
      })),
    };
  });
}
