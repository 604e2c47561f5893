/**
 * What the columns of record tables are for, as documents tell it: the live release, earlier ones whose columns are kept, and
 * one that is being published. The latest word about a column counts.
 */
import type { Knex } from 'knex';
import type { Column, Registries } from '../../metadata/contributions.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { readDocuments, readEarlierVersions } from '../releases/document-rows.js';
import { physicalTables } from '../releases/physical.js';

/** By table and name. */
export type KnownColumns = ReadonlyMap<string, ReadonlyMap<string, Column>>;

export async function readKnownColumns(runner: Knex, live: number, registries: Registries): Promise<KnownColumns> {
  const current = await readDocuments(runner, live);
  const earlier = await readEarlierVersions(runner, live, current);
  const unfinished = (await runner('sys_release').where({ state: 'applying' }).pluck('number')) as number[];
  const found = new Map<string, Map<string, Column>>();
  const take = (documents: readonly Document[]): void => {
    for (const { table, columns } of physicalTables(compileModel(documents, registries), registries).values()) {
      const held = found.get(table) ?? new Map<string, Column>();
      for (const [name, { column }] of columns) held.set(name, column);
      found.set(table, held);
    }
  };
  for (const { document } of earlier) take([document]);
  for (const number of unfinished) take((await readDocuments(runner, number)).map(({ document }) => document));
  take(current.map(({ document }) => document));
  return found;
}
