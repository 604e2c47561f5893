/**
 * What a model of drafts reads from tables that were made for the release: fields and entities that are not there yet, or
 * are something else there, read as nothing (`Entity.readFrom`), and names whose meaning differs are told, since a row rule
 * that speaks of one of them no longer says what it said.
 */
import type { Registries } from '../../metadata/contributions.js';
import type { ColumnRead, Entity, Field, Model } from '../../metadata/model/model.js';
import type { Label } from '../../metadata/value.js';
import { physicalTables, type PhysicalTable } from './physical.js';

/** Names of fields, entities and segments of the release that are gone or mean something else in the drafts. */
export type Difference = ReadonlySet<string>;

/** What has no data before it is published. */
export interface WaitingPart {
  readonly entity: Label;
  /** Absent: all of the entity. */
  readonly field?: Label;
}

export interface StandIn {
  readonly model: Model;
  readonly difference: Difference;
  readonly waiting: readonly WaitingPart[];
}

export function standIn(drafted: Model, live: Model, registries: Pick<Registries, 'field'>): StandIn {
  const difference = differenceOf(drafted, live);
  const tables = physicalTables(live, registries);
  const wanted = physicalTables(drafted, registries);
  const waiting: WaitingPart[] = [];
  const entities = new Map<string, Entity>();
  for (const entity of drafted.entities.values()) {
    const there = live.entities.get(entity.name);
    const { columns, fields } = columnsOf(entity, there, wanted.get(entity.table)!, tables.get(entity.table));
    if (!there && !entity.link) waiting.push({ entity: entity.label });
    for (const field of there ? fields : []) waiting.push({ entity: entity.label, field: field.label });
    const isWhole = columns.every(({ isThere }) => isThere);
    entities.set(entity.name, isWhole && there ? entity : { ...entity, readFrom: { columns, isThere: there !== undefined } });
  }
  return { model: Object.freeze({ ...drafted, entities }), difference, waiting };
} // prettier-ignore

function columnsOf(entity: Entity, there: Entity | undefined, wanted: PhysicalTable, table: PhysicalTable | undefined) {
  const other = new Set<Field>();
  const columns = [...wanted.columns].map(([name, { column, field: named }]): ColumnRead => {
    const field = entity.fields.get(named);
    const held = table?.columns.get(name);
    const isSame =
      held !== undefined && held.column.type === column.type && (!field || sameField(field, there?.fields.get(named)));
    if (!isSame && field && there) other.add(field);
    return { name, isThere: isSame };
  });
  return { columns, fields: [...other].filter((field) => !field.partOf) };
}

const sameField = (field: Field, live: Field | undefined): boolean =>
  live !== undefined && signature(field) === signature(live);

/** What a value of the field is, however it is called and whatever is asked of who writes it. */
function signature(field: Field): string {
  const { type, valueType, columns, target, targets, children, links, foreign, formula, rollUp, sealed, parts } = field;
  return JSON.stringify([
    type.id, valueType, columns, target, targets, children, links, foreign?.path, formula, rollUp, sealed,
    parts?.map(({ name, type: each, columns: own }) => [name, each.id, own]),
  ]); // prettier-ignore
}

function differenceOf(drafted: Model, live: Model): Difference {
  const names = new Set<string>();
  for (const entity of live.entities.values()) {
    const now = drafted.entities.get(entity.name);
    if (!now) names.add(entity.name);
    for (const field of entity.fields.values()) {
      const kept = now?.fields.get(field.name);
      // What points to an entity that is gone leads nowhere.
      const leads = field.target === undefined || drafted.entities.has(field.target);
      if (!kept || !sameField(kept, field) || !leads) names.add(field.name);
    }
    for (const [name, relation] of entity.relations) {
      if (JSON.stringify(now?.relations.get(name)) !== JSON.stringify(relation)) names.add(name);
    }
  }
  for (const segment of live.list('segment')) {
    if (JSON.stringify(drafted.find('segment', segment.name)) !== JSON.stringify(segment)) names.add(segment.name);
  }
  return names;
}
