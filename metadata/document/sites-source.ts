/** Sites of the sources of datasets, and the columns that a dataset gives as far as documents tell. */
import { chainOf, datasetBehind, statementOf } from '../dataset/sources.js';
import { mentionedColumns, outputFields, sqlColumns, sqlEntities } from '../dataset/sql-columns.js';
import { checkQuery } from '../query/check.js';
import { parameterTypes } from '../query/parameters.js';
import type { Model } from '../model/model.js';
import type { SharedDatasetDocument, Source, SqlSource } from '../schema/dataset.js';
import type { ValueType } from '../value.js';
import { below } from './pointer.js';
import { documentSite, expressionSites, pathSite, type Site, type Surroundings } from './site.js';

type Parameters = ReadonlyMap<string, ValueType>;

/** Names a source gives; undefined where they are not known before it is read, or it is wrong (told by itself). */
export function sourceColumns(source: Source, model: Model): ReadonlyMap<string, ValueType> | undefined {
  const { end } = chainOf(source, model);
  if (end && isTransformed(source, model)) return undefined;
  if (end?.type === 'rows') return new Map(end.columns.map((column) => [column, 'any']));
  if (end?.type === 'query') {
    const checked = checkQuery(end.query, model);
    return 'query' in checked ? new Map(checked.query.select.map(({ as, type }) => [as, type])) : undefined;
  }
  const statement = end?.type === 'sql' ? statementOf(end) : undefined;
  if (!statement || statement.outputs.some(({ name }) => name === undefined)) return undefined;
  const fields = outputFields(statement, model, end?.type === 'sql' ? end.fields : undefined);
  return new Map(
    statement.outputs.map(({ name }) => {
      const field = fields.get(name!);
      return [name!, (field && field.entity.fields.get(field.path)?.valueType) ?? 'any'];
    }),
  );
}

/** A dataset on the way makes rows of its own: its columns are known where it stands. */
function isTransformed(source: Source, model: Model): boolean {
  const behind = datasetBehind(source, model);
  return (
    behind !== undefined && (behind.dataset.transforms !== undefined || isTransformed(behind.dataset.source, model))
  );
}

/** `at` is the pointer of the source. */
export function sourceSites(source: Source, at: string, parameters: Parameters, model: Model): readonly Site[] {
  switch (source.type) {
    case 'rows':
      return [];
    case 'query':
      return [{ is: 'query', at: below(at, 'query'), query: source.query, parameters }];
    case 'sql':
      return sqlSites(source, at, parameters, model);
    case 'dataset':
    case 'report': {
      const behind = datasetBehind(source, model);
      const known = behind && behind.parameters.map(({ name }) => name);
      const given = Object.entries(source.parameters ?? {});
      const scope = { parameters };
      const datasets = source.type === 'report' ? model.find('report', source.report)?.datasets : undefined;
      return [
        source.type === 'report'
          ? documentSite(below(at, 'report'), 'report', source.report)
          : documentSite(below(at, 'name'), 'dataset', source.name),
        ...(source.type === 'report' && datasets
          ? [{ is: 'name', at: below(at, 'dataset'), name: source.dataset, known: datasets.map(({ name }) => name), what: 'dataset' } as const]
          : []),
        ...(known ? given.map(([name]) => ({ is: 'name', at: below(at, 'parameters', name), name, known, what: 'parameter' }) as const) : []),
        ...expressionSites(given.map(([name, text]) => [below(at, 'parameters', name), text] as const), scope),
      ]; // prettier-ignore
    }
  }
}

function sqlSites(source: SqlSource, at: string, parameters: Parameters, model: Model): readonly Site[] {
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
function tableSites(statement: NonNullable<ReturnType<typeof statementOf>>, at: string, model: Model): readonly Site[] {
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

export function sharedDatasetSites(document: SharedDatasetDocument, { model }: Surroundings): readonly Site[] {
  return sourceSites(document.source, '/source', parameterTypes(document.parameters), model);
}
