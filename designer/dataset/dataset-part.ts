/** The dataset in a document: a shared one is its document, a report holds several under their names. Pure. */
import { readItem, type ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { QuerySource, Source, TransformDocument } from '../../metadata/schema/dataset.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Query } from '../../metadata/schema/query.js';
import { isObject } from '../json/schema-walk.js';

/** What gestures change. */
export interface DatasetPart {
  readonly source: Source;
  readonly transforms?: readonly TransformDocument[];
}

/** The dataset at a path (empty: the document itself), as far as it can be read; undefined where there is none. */
export function partAt(document: unknown, at: ItemPath): DatasetPart | undefined {
  const held = readItem(document, at);
  if (!isObject(held) || !isObject(held['source']) || typeof held['source']['type'] !== 'string') return undefined;
  const transforms = Array.isArray(held['transforms']) ? held['transforms'].filter(isTransform) : [];
  const source = held['source'] as unknown as Source;
  return transforms.length === 0 ? { source } : { source, transforms };
}

const isTransform = (value: unknown): value is TransformDocument =>
  isObject(value) && typeof value['type'] === 'string';

/** The way from what stands there to `next`; undefined where nothing changes. */
export function partOperation(document: unknown, at: ItemPath, next: DatasetPart): Operation | undefined {
  const held = partAt(document, at);
  const operations: Operation[] = [];
  if (!same(held?.source, next.source)) operations.push({ op: 'set', path: [...at, 'source'], value: next.source });
  if (!same(held?.transforms, next.transforms)) {
    const path = [...at, 'transforms'];
    if (next.transforms && next.transforms.length > 0) operations.push({ op: 'set', path, value: next.transforms });
    else if (readItem(document, path) !== undefined) operations.push({ op: 'unset', path });
  }
  return operations.length === 0 ? undefined : operations.length === 1 ? operations[0] : { op: 'group', operations };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The parameters of the document, those that can be read. */
export function parametersIn(document: unknown): readonly Parameter[] {
  const held = isObject(document) ? document['parameters'] : undefined;
  return Array.isArray(held) ? held.filter((each): each is Parameter => isObject(each) && typeof each['name'] === 'string') : []; // prettier-ignore
}

/** The query of a source of records that can be read. */
export function queryOf({ source }: DatasetPart): Query | undefined {
  if (source.type !== 'query') return undefined;
  const { query } = source as Partial<QuerySource>;
  return isObject(query) && typeof query.entity === 'string' && Array.isArray(query.select) ? (query as Query) : undefined;
} // prettier-ignore

export const withQuery = (part: DatasetPart, query: Query): DatasetPart => ({
  ...part,
  source: { type: 'query', query },
});
