/** Where the documents hold datasets, and what these read by name: other reports, shared datasets, entities. */
import type { Registries } from '../contributions.js';
import type { Model } from '../model/model.js';
import type { Source, TransformDocument } from '../schema/dataset.js';
import type { Document } from '../schema/kinds.js';
import type { DatasetBehind } from './source-type.js';

export interface PlacedSource {
  /** JSON pointer of the dataset, whose `source` and `transforms` these are. */
  readonly at: string;
  /** Of the document's own datasets; absent of a shared one. */
  readonly name?: string;
  readonly source: Source;
  readonly transforms?: readonly TransformDocument[] | undefined;
}

export function sourcesOf(document: Document): readonly PlacedSource[] {
  if (document.kind === 'dataset') {
    const { source, transforms } = document;
    return [{ at: '', source, transforms }];
  }
  if (document.kind !== 'report' && document.kind !== 'dashboard') return [];
  return document.datasets.map((dataset, i) => ({ at: `/datasets/${i}`, ...dataset }));
}

/** The document with another source in each of these places. */
export function withSources(document: Document, change: (placed: PlacedSource) => Source): Document {
  const placed = sourcesOf(document);
  if (document.kind === 'dataset') return { ...document, source: change(placed[0]!) };
  if (document.kind !== 'report' && document.kind !== 'dashboard') return document;
  return { ...document, datasets: document.datasets.map((dataset, i) => ({ ...dataset, source: change(placed[i]!) })) };
}

type Sources = Pick<Registries, 'source'>;

/** What a source of another document leads to; undefined where there is none. */
export const datasetBehind = (source: Source, model: Model, { source: types }: Sources): DatasetBehind | undefined =>
  types.find(source.type)?.behind?.(source, model);

/** The sources that one leads to, itself last to be told; `circle` when it comes back to where it was. */
export function chainOf(
  source: Source,
  model: Model,
  registries: Sources,
  from?: string,
): { readonly end?: Source; readonly circle?: readonly string[] } {
  const seen = from === undefined ? [] : [from];
  for (let at: Source = source; ;) {
    const next = datasetBehind(at, model, registries);
    if (!next) return registries.source.find(at.type)?.behind ? {} : { end: at };
    if (seen.includes(next.key)) return { circle: [...seen.slice(seen.indexOf(next.key)), next.key] };
    seen.push(next.key);
    at = next.dataset.source;
  }
}

/** Entities whose records a source reads: those that its reader needs; undefined: it reads none of ours. */
export function entitiesRead(source: Source, model: Model, registries: Sources): readonly string[] | undefined {
  const { end } = chainOf(source, model, registries);
  return end && registries.source.find(end.type)?.entities?.(end, model);
}

/** Its rows stand in documents: nobody's records are read. */
export function isWritten(source: Source, model: Model, registries: Sources): boolean {
  const { end } = chainOf(source, model, registries);
  return end !== undefined && registries.source.find(end.type)?.written === true;
}
