/** Where the documents hold datasets, and what these read by name: other reports, shared datasets, entities. */
import type { Model } from '../model/model.js';
import type { Dataset, Source, SqlSource } from '../schema/dataset.js';
import type { Document } from '../schema/kinds.js';
import type { Parameter } from '../schema/parameter.js';
import { sqlEntities } from './sql-columns.js';
import { readSql, type SqlStatement } from './sql-statement.js';
import { SqlRefused } from './sql-tokens.js';

export interface PlacedSource {
  /** JSON pointer of the source. */
  readonly at: string;
  /** Of the document's own datasets; absent of a shared one. */
  readonly name?: string;
  readonly source: Source;
}

export function sourcesOf(document: Document): readonly PlacedSource[] {
  if (document.kind === 'dataset') return [{ at: '/source', source: document.source }];
  if (document.kind !== 'report' && document.kind !== 'dashboard') return [];
  return document.datasets.map(({ name, source }, i) => ({ at: `/datasets/${i}/source`, name, source }));
}

/** What a source of another document leads to; undefined where there is none. */
export function datasetBehind(
  source: Source,
  model: Model,
): { readonly key: string; readonly dataset: Dataset; readonly parameters: readonly Parameter[] } | undefined {
  if (source.type === 'dataset') {
    const shared = model.find('dataset', source.name);
    if (!shared) return undefined;
    const { kind: _kind, id: _id, schema: _schema, label: _label, parameters = [], ...dataset } = shared;
    return { key: `dataset/${source.name}`, dataset, parameters };
  }
  if (source.type !== 'report') return undefined;
  const report = model.find('report', source.report);
  const dataset = report?.datasets.find(({ name }) => name === source.dataset);
  const key = `report/${source.report}.${source.dataset}`;
  return report && dataset && { key, dataset, parameters: report.parameters ?? [] };
}

/** The sources that one leads to, itself last to be told; `circle` when it comes back to where it was. */
export function chainOf(source: Source, model: Model, from?: string): { readonly end?: Source; readonly circle?: readonly string[] } {
  const seen = from === undefined ? [] : [from];
  for (let at: Source = source; ;) {
    const next = datasetBehind(at, model);
    if (!next) return at.type === 'dataset' || at.type === 'report' ? {} : { end: at };
    if (seen.includes(next.key)) return { circle: [...seen.slice(seen.indexOf(next.key)), next.key] };
    seen.push(next.key);
    at = next.dataset.source;
  }
} // prettier-ignore

/** The statement, or undefined when it is refused (which is told by the check of documents, and by running it). */
export function statementOf({ sql, connection }: SqlSource): SqlStatement | undefined {
  try {
    return readSql(sql, { foreign: connection !== undefined });
  } catch (error) {
    if (error instanceof SqlRefused) return undefined;
    throw error;
  }
}

/** Entities whose records a source reads: those that its reader needs; undefined: it reads none of ours. */
export function entitiesRead(source: Source, model: Model): readonly string[] | undefined {
  const { end } = chainOf(source, model);
  if (end?.type === 'query') return [end.query.entity];
  if (end?.type !== 'sql') return undefined;
  const statement = end.connection === undefined ? statementOf(end) : undefined;
  const named = (end.rows ?? []).map(({ entity }) => entity);
  return [...(statement ? sqlEntities(statement, model).map(({ name }) => name) : []), ...named];
}
