/** One record by its id; one that does not exist and one that may not be seen are the same 404. */
import type { Knex } from 'knex';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { entityToRead } from './entity.js';
import { childrenField, readChildren } from './read/children.js';
import { defaultChildren, defaultPaths } from './read/paths.js';
import { readRecords } from './read/read-records.js';

export type RecordJson = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** `fields` as in lists; unless stated all that may be seen, with the rows of children fields. */
export async function getRecord(
  context: Context,
  name: string,
  id: string,
  fields?: readonly string[],
  runner: Knex = context.database.read,
): Promise<RecordJson> {
  const entity = entityToRead(context, name);
  if (!ulid.test(id)) throw notFound();
  const asked = fields ?? [
    ...defaultPaths(context, entity),
    ...defaultChildren(context, entity).map((field) => field.name),
  ];
  const own = asked.filter((path) => !childrenField(context, entity, path));
  const { records } = await readRecords(context, {
    query: { entity: name },
    id,
    paths: [...new Set(['id', 'version', ...own])],
    runner,
  });
  const record = records?.[0];
  if (!record) throw notFound();
  const children = new Set(
    asked.map((path) => childrenField(context, entity, path)).filter((field) => field !== undefined),
  );
  for (const field of children) {
    const paths = asked
      .filter((path) => path.startsWith(`${field.name}.`))
      .map((path) => path.slice(field.name.length + 1));
    const found = (await readChildren(context, { entity, field, paths, ids: [id], runner })).get(id);
    record[field.name] = found?.rows ?? [];
    if (found?.more) record['more'] = true;
  }
  return record as RecordJson;
}
