/** A dataset as the steps that a person sees: where rows come from, what is done to them one after the other. Pure. */
import type { ItemPath } from '../../metadata/document/items.js';
import type { Filter, Query, Select } from '../../metadata/schema/query.js';
import { queryOf, withQuery, type DatasetPart } from './dataset-part.js';

/** `columns` of rows as they are, `summary` of groups; `having` is the condition on groups. */
export type StepKind = 'source' | 'filter' | 'columns' | 'summary' | 'having' | 'sort' | 'limit' | 'transform';

export interface DatasetStep {
  /** The kind; of transforms with its place: `transform:0`. */
  readonly id: string;
  readonly kind: StepKind;
  /** Of a transform. */
  readonly index?: number;
  /** Its place in the dataset: what the inspector shows and findings name. */
  readonly path: ItemPath;
}

export const isGrouped = ({ select }: Pick<Query, 'select'>): boolean =>
  select.some(({ aggregate }) => aggregate !== undefined);

export function stepsOf(part: DatasetPart): readonly DatasetStep[] {
  const query = queryOf(part);
  const at = ['source', 'query'];
  const step = (kind: StepKind, path: ItemPath): DatasetStep => ({ id: kind, kind, path });
  const ofQuery: readonly DatasetStep[] = query
    ? [
        ...(query.where === undefined ? [] : [step('filter', [...at, 'where'])]),
        step(isGrouped(query) ? 'summary' : 'columns', [...at, 'select']),
        ...(query.having === undefined ? [] : [step('having', [...at, 'having'])]),
        ...((query.sort ?? []).length === 0 ? [] : [step('sort', [...at, 'sort'])]),
        ...(query.limit === undefined && query.offset === undefined ? [] : [step('limit', [...at, 'limit'])]),
      ]
    : [];
  const transforms = (part.transforms ?? []).map((_, index): DatasetStep => ({
    id: `transform:${index}`,
    kind: 'transform',
    index,
    path: ['transforms', index],
  }));
  return [step('source', ['source']), ...ofQuery, ...transforms];
}

/** The name of a result column. */
export const nameOfSelect = ({ as, path, aggregate }: Select): string =>
  as ?? (path === undefined ? (aggregate ?? '') : path.replaceAll('.', '_'));

/** Names that the query gives, in their order. */
export const columnsOfQuery = ({ select }: Pick<Query, 'select'>): readonly string[] => select.map(nameOfSelect);

/** What the rows are made of, most that one looks at side by side. */
const mostPlain = 12;

/**
 * The dataset up to a step: what its preview asks for. Before the columns are chosen these are the fields that later steps
 * speak of, so that one sees what will be counted; `names` are the fields that name a record of the entity.
 */
export function upTo(part: DatasetPart, id: string, names: readonly string[] = []): DatasetPart {
  const step = stepsOf(part).find((each) => each.id === id);
  if (step?.index !== undefined) return { ...part, transforms: part.transforms!.slice(0, step.index + 1) };
  const { transforms: _transforms, ...bare } = part;
  const query = queryOf(part);
  if (!query || !step) return bare;
  const { entity, where, having, sort, limit, offset } = query;
  const order: readonly StepKind[] = ['source', 'filter', 'columns', 'summary', 'having', 'sort', 'limit'];
  const has = (kind: StepKind): boolean => order.indexOf(step.kind) >= order.indexOf(kind);
  const plain = order.indexOf(step.kind) < order.indexOf('columns');
  return withQuery(bare, {
    entity,
    select: plain ? plainSelect(query, names) : query.select,
    ...(has('filter') && where !== undefined ? { where } : {}),
    ...(has('having') && having !== undefined ? { having } : {}),
    ...(has('sort') && sort !== undefined && sort.length > 0 ? { sort } : {}),
    ...(has('limit') && limit !== undefined ? { limit } : {}),
    ...(has('limit') && offset !== undefined ? { offset } : {}),
  });
}

function plainSelect(query: Query, names: readonly string[]): Select[] {
  const mentioned = query.select.flatMap(({ path, where }) => [...(path === undefined ? [] : [path]), ...fieldsIn(where)]); // prettier-ignore
  const paths = [...new Set([...names, ...mentioned, ...fieldsIn(query.where)])].slice(0, mostPlain);
  return paths.length === 0 ? [{ path: 'id' }] : paths.map((path) => ({ path }));
}

/** Fields that a filter compares, of the records themselves; those of related rows are no columns. */
export function fieldsIn(filter: Filter | undefined): readonly string[] {
  if (filter === undefined || typeof filter !== 'object') return [];
  if ('and' in filter) return filter.and.flatMap((each) => fieldsIn(each as Filter));
  if ('or' in filter) return filter.or.flatMap((each) => fieldsIn(each as Filter));
  if ('not' in filter) return fieldsIn(filter.not as Filter);
  return 'field' in filter && typeof filter.field === 'string' ? [filter.field] : [];
}
