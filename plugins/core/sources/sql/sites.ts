/** What the text of a SQL dataset means outside itself: parameters, entities, fields, a connection. */
import { mentionedColumns, sqlColumns, sqlEntities } from '../../../../metadata/dataset/sql-columns.js';
import type { SourcePlace } from '../../../../metadata/dataset/source-type.js';
import type { SqlStatement } from '../../../../metadata/dataset/sql-statement.js';
import { statementOf } from '../../../../metadata/dataset/statement-of.js';
import { below } from '../../../../metadata/document/pointer.js';
import { documentSite, pathSite, type Site } from '../../../../metadata/document/site.js';
import type { Model } from '../../../../metadata/model/model.js';
import type { SqlSource } from '../../../../metadata/schema/dataset.js';

export function sqlSites(source: SqlSource, { at, parameters, model }: SourcePlace): readonly Site[] {
  const place = below(at, 'sql');
  const statement = statementOf(source);
  const others: Site[] = [
    ...(source.connection === undefined
      ? []
      : [documentSite(below(at, 'connection'), 'connection', source.connection)]),
    ...(source.rows ?? []).map(({ entity }, i) => documentSite(below(at, 'rows', i, 'entity'), 'entity', entity)),
    ...Object.entries(source.fields ?? {}).flatMap(([name, path]): readonly Site[] => {
      const [entity = '', ...rest] = path.split('.');
      const here = below(at, 'fields', name);
      return [documentSite(here, 'entity', entity), pathSite(here, entity, rest.join('.'))];
    }),
  ];
  if (!statement) return others;
  const named = (name: string, known: readonly string[], what: 'parameter' | 'column'): Site => ({ is: 'name', at: place, name, known, what }); // prettier-ignore
  const outputs = statement.outputs.flatMap(({ name }) => name ?? []);
  const isWhole = outputs.length === statement.outputs.length;
  const ofResult = (where: string, name: string): readonly Site[] =>
    isWhole ? [{ is: 'name', at: where, name, known: outputs, what: 'column' }] : [];
  return [
    ...others,
    ...statement.parameters.map((name) => named(name, [...parameters.keys()], 'parameter')),
    ...(source.rows ?? []).flatMap(({ key }, i) => ofResult(below(at, 'rows', i, 'key'), key)),
    ...Object.keys(source.fields ?? {}).flatMap((name) => ofResult(below(at, 'fields', name), name)),
    ...(source.connection === undefined ? tableSites(statement, place, model) : []),
  ];
}

/** Tables are entities; of their columns those that can be told for certain. */
function tableSites(statement: SqlStatement, at: string, model: Model): readonly Site[] {
  const tables = statement.tables.filter(({ name }) => !statement.own.has(name));
  const unknown = statement.mentions.flatMap(({ name, table }): readonly Site[] => {
    const meant = tables.filter((each) => each.alias === table);
    const entity = meant.length === 1 ? model.entities.get(meant[0]!.name) : undefined;
    if (!entity || statement.tables.filter((each) => each.alias === table).length !== 1) return [];
    const columns = sqlColumns(entity);
    return columns.has(name) ? [] : [{ is: 'name', at, name, known: [...columns.keys()], what: 'column' }];
  });
  const certain = mentionedColumns(statement, model).filter(
    ({ token }, _index, all) => all.filter((each) => each.token === token).length === 1,
  );
  return [
    ...[...new Set(tables.map(({ name }) => name))].map((name) => documentSite(at, 'entity', name)),
    ...(sqlEntities(statement, model).length > 0 ? unknown : []),
    ...certain.map(({ entity, column }) => pathSite(at, entity.name, column.field.name)),
  ];
}
