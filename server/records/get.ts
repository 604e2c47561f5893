/** One record by its id; one that does not exist and one that may not be seen are the same 404. */
import type { Knex } from 'knex';
import type { Access } from '../../metadata/access/types.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { entityToRead } from './entity.js';
import { toManyField, readChildren } from './read/children.js';
import { defaultToMany, defaultPaths } from './read/paths.js';
import { readRecords } from './read/read-records.js';

export type RecordJson = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** `fields` as in lists; unless stated all that may be seen, with rows of sub-tables and linked records. */
export async function getRecord(
  context: Context,
  name: string,
  id: string,
  fields?: readonly string[],
  runner: Knex = context.database.read,
): Promise<RecordJson> {
  const entity = entityToRead(context, name);
  if (!ulid.test(id)) throw notFound();
  const asked = askedFor(context, entity, fields);
  const { records } = await readRecords(context, { query: { entity: name }, id, paths: asked.paths, runner });
  const record = records?.[0];
  if (!record) throw notFound();
  for (const [field, paths] of asked.children) {
    const found = (await readChildren(context, { entity, field, paths, ids: [id], runner })).get(id);
    record[field.name] = found?.rows ?? [];
    if (found?.more) record['more'] = true;
  }
  return record as RecordJson;
}

export interface RecordText {
  readonly id: string;
  readonly version: number;
  /** The record as JSON. */
  readonly text: string;
}

/** The same as JSON text, which the database builds itself where it can. */
export async function getRecordText(
  context: Context,
  name: string,
  id: string,
  fields?: readonly string[],
  runner: Knex = context.database.read,
): Promise<RecordText> {
  const entity = entityToRead(context, name);
  const { paths, children } = askedFor(context, entity, fields);
  if (children.size > 0 || !ulid.test(id)) return textOf(await getRecord(context, name, id, fields, runner));
  const { texts, records } = await readRecords(context, { query: { entity: name }, id, paths, runner, text: true });
  const [text] = texts ?? [];
  // Id and version are the first paths of every record.
  if (text !== undefined) return { id, version: Number(/^{"id":"[^"]*","version":(\d+)/.exec(text)?.[1]), text };
  const [record] = records ?? [];
  if (!record) throw notFound();
  return textOf(record as RecordJson);
}

export const textOf = (record: RecordJson): RecordText => ({
  id: record.id,
  version: record.version,
  text: JSON.stringify(record),
});

interface Asked {
  readonly paths: readonly string[];
  /** To-many fields, each with the paths inside its rows. */
  readonly children: ReadonlyMap<Field, readonly string[]>;
}

/** What a record shows when nobody says, by reader and entity; both are of one release and go with it. */
const usual = new WeakMap<Access, WeakMap<Entity, Asked>>();

function askedFor(context: Context, entity: Entity, fields: readonly string[] | undefined): Asked {
  if (fields) return sortOut(context, entity, fields);
  const held = usual.get(context.access) ?? new WeakMap<Entity, Asked>();
  usual.set(context.access, held);
  const found = held.get(entity);
  if (found) return found;
  const children = defaultToMany(context, entity).map((field) => field.name);
  const made = sortOut(context, entity, [...defaultPaths(context, entity), ...children]);
  held.set(entity, made);
  return made;
}

function sortOut(context: Context, entity: Entity, asked: readonly string[]): Asked {
  const paths = new Set(['id', 'version']);
  const children = new Map<Field, string[]>();
  for (const path of asked) {
    const field = toManyField(context, entity, path);
    if (!field) {
      paths.add(path);
      continue;
    }
    const held = children.get(field) ?? [];
    children.set(field, held);
    if (path.startsWith(`${field.name}.`)) held.push(path.slice(field.name.length + 1));
  }
  return { paths: [...paths], children };
}
