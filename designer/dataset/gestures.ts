/**
 * The edits of a dataset, each from a dataset to a dataset; dataset-part.ts makes the operation. What named a column
 * follows when it is renamed, and goes when the column goes. Pure.
 */
import type { Filter, Query, Select, Sort } from '../../metadata/schema/query.js';
import type { TransformDocument } from '../../metadata/schema/dataset.js';
import type { Transform } from '../../metadata/contributions.js';
import { keysOfPointer, setAt } from './pointer-set.js';
import { queryOf, withQuery, type DatasetPart } from './dataset-part.js';
import { columnsOfQuery, isGrouped, nameOfSelect, stepsOf } from './steps.js';

const edit = (part: DatasetPart, change: (query: Query) => Query): DatasetPart => {
  const query = queryOf(part);
  return query ? withQuery(part, change(query)) : part;
};

/** A query of its own over an entity; what was done to rows of another one goes. */
export const readEntity = (entity: string, select: readonly Select[]): DatasetPart => ({
  source: { type: 'query', query: { entity, select: select.length === 0 ? [{ path: 'id' }] : [...select] } },
});

/** A name that no column has yet, made of a path, a grain and an aggregate: `region`, `month`, `amount_sum`. */
export function freeColumn({ path, grain, aggregate }: Select, taken: readonly string[]): string {
  const steps = (path ?? '').split('.').filter((step) => step !== '');
  const own = steps.length > 1 && steps.at(-1) === 'name' ? steps.at(-2)! : (steps.at(-1) ?? '');
  const base = (grain ?? (aggregate === undefined ? own : own === '' ? aggregate.toLowerCase() : `${own}_${aggregate.toLowerCase()}`)).slice(0, 36); // prettier-ignore
  const tries = [base, ...(grain && own ? [`${own}_${grain}`] : []), ...(steps.length > 1 ? [steps.slice(-2).join('_').slice(0, 36)] : [])]; // prettier-ignore
  for (const name of tries) if (!taken.includes(name)) return name;
  for (let n = 2; ; n++) if (!taken.includes(`${base}_${n}`)) return `${base}_${n}`;
}

/** Adds a column, a group or an aggregate: groups before the figures, as people read them. */
export const addSelect = (part: DatasetPart, select: Select): DatasetPart =>
  edit(part, (query) => {
    const named = { ...select, as: freeColumn(select, columnsOfQuery(query)) };
    if (select.aggregate !== undefined || !isGrouped(query)) return { ...query, select: [...query.select, named] };
    const at = query.select.findLastIndex(({ aggregate }) => aggregate === undefined) + 1;
    return { ...query, select: query.select.toSpliced(at, 0, named) };
  });

/** From rows to groups: the rows are counted until something else is asked for. */
export const summarise = (part: DatasetPart): DatasetPart =>
  edit(part, ({ entity, where }) => ({ entity, select: [{ aggregate: 'count', as: 'count' }], ...(where === undefined ? {} : { where }) })); // prettier-ignore

/** Back to rows. */
export const unsummarise = (part: DatasetPart, select: readonly Select[]): DatasetPart =>
  edit(part, ({ entity, where }) => ({ entity, select: select.length === 0 ? [{ path: 'id' }] : [...select], ...(where === undefined ? {} : { where }) })); // prettier-ignore

/** Another column in its place; under another name what named it follows. */
export function setSelect(part: DatasetPart, index: number, select: Select, find: FindTransform): DatasetPart {
  const held = queryOf(part)?.select[index];
  if (!held) return part;
  const changed = edit(part, (query) => ({ ...query, select: query.select.with(index, select) }));
  const [from, to] = [nameOfSelect(held), nameOfSelect(select)];
  return from === to ? changed : renamed(changed, { from, to, find });
}

export type FindTransform = (type: string) => Pick<Transform, 'reads'> | undefined;

function renamed(
  part: DatasetPart,
  { from, to, find }: { from: string; to: string; find: FindTransform },
): DatasetPart {
  const next = edit(part, (query) => ({
    ...query,
    ...(query.sort ? { sort: query.sort.map((sort) => (sort.by === from ? { ...sort, by: to } : sort)) } : {}),
    ...(query.having ? { having: renamedIn(query.having, from, to) } : {}),
  }));
  if (!next.transforms) return next;
  return { ...next, transforms: next.transforms.map((transform) => renamedColumns(transform, { from, to, find })) };
}

function renamedIn(filter: Filter, from: string, to: string): Filter {
  if ('and' in filter) return { and: filter.and.map((each) => renamedIn(each as Filter, from, to)) };
  if ('or' in filter) return { or: filter.or.map((each) => renamedIn(each as Filter, from, to)) };
  if ('not' in filter) return { not: renamedIn(filter.not as Filter, from, to) };
  return 'field' in filter && filter.field === from ? { ...filter, field: to } : filter;
}

/** Only options that are the name and nothing else; in a formula it stands among others and is told there. */
function renamedColumns(transform: TransformDocument, { from, to, find }: { from: string; to: string; find: FindTransform }): TransformDocument {
  const options = transform.options ?? {};
  const places = readsOf(transform, find).filter(({ column }) => column === from);
  const changed = places.reduce<unknown>((held, { at }) => setAt(held, keysOfPointer(at), (value) => (value === from ? to : value)), options);
  return places.length === 0 ? transform : { ...transform, options: changed as Record<string, unknown> };
} // prettier-ignore

/** Options that are being written may be wrong in any way. */
export function readsOf(
  { type, options = {} }: TransformDocument,
  find: FindTransform,
): ReturnType<Transform['reads']> {
  try {
    return find(type)?.reads(options) ?? [];
  } catch {
    return [];
  }
}

/** Takes a column out, and the order by it; the last one stays. */
export const removeSelect = (part: DatasetPart, index: number): DatasetPart =>
  edit(part, (query) => {
    const held = query.select[index];
    if (!held || query.select.length < 2) return query;
    return withSort({ ...query, select: query.select.toSpliced(index, 1) }, (query.sort ?? []).filter(({ by }) => by !== nameOfSelect(held))); // prettier-ignore
  });

export const moveSelect = (part: DatasetPart, index: number, by: -1 | 1): DatasetPart =>
  edit(part, (query) => {
    const held = query.select[index];
    const to = index + by;
    if (!held || to < 0 || to >= query.select.length) return query;
    return { ...query, select: query.select.toSpliced(index, 1).toSpliced(to, 0, held) };
  });

function withSort({ sort: _sort, ...query }: Query, sort: readonly Sort[]): Query {
  return sort.length === 0 ? query : { ...query, sort: sort.slice(0, 8) };
}

export const setSort = (part: DatasetPart, sort: readonly Sort[]): DatasetPart => edit(part, (query) => withSort(query, sort)); // prettier-ignore

/** `undefined` takes the condition out. */
export const setFilter = (part: DatasetPart, key: 'where' | 'having', filter: Filter | undefined): DatasetPart =>
  edit(part, ({ [key]: _held, ...query }) => (filter === undefined ? query : { ...query, [key]: filter }) as Query);

export const setLimit = (part: DatasetPart, limit: number | undefined, offset?: number): DatasetPart =>
  edit(part, ({ limit: _limit, offset: _offset, ...query }) => ({
    ...query,
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined || offset === 0 ? {} : { offset }),
  }));

/** Six is the most that a dataset takes. */
export const mostTransforms = 6;

const withTransforms = ({ source }: DatasetPart, transforms: readonly TransformDocument[]): DatasetPart =>
  transforms.length === 0 ? { source } : { source, transforms };

export function addTransform(part: DatasetPart, transform: TransformDocument, at = part.transforms?.length ?? 0): DatasetPart {
  const held = part.transforms ?? [];
  return held.length >= mostTransforms ? part : withTransforms(part, held.toSpliced(at, 0, transform));
} // prettier-ignore

export const setTransform = (part: DatasetPart, index: number, transform: TransformDocument): DatasetPart =>
  part.transforms?.[index] ? withTransforms(part, part.transforms.with(index, transform)) : part;

export function moveTransform(part: DatasetPart, index: number, by: -1 | 1): DatasetPart {
  const held = part.transforms?.[index];
  const to = index + by;
  if (!held || to < 0 || to >= part.transforms.length) return part;
  return withTransforms(part, part.transforms.toSpliced(index, 1).toSpliced(to, 0, held));
}

/* ---------------------------------------------------------------- steps as wholes */

/** A step that was taken out, to be put back as it was. */
export interface KeptStep {
  readonly id: string;
  readonly part: Partial<Pick<Query, 'where' | 'having' | 'sort' | 'limit' | 'offset'>> | TransformDocument;
  readonly index?: number;
}

const keysOf: Readonly<Record<string, readonly (keyof Query)[]>> = {
  filter: ['where'],
  having: ['having'],
  sort: ['sort'],
  limit: ['limit', 'offset'],
};

/** Steps that may go: not where the rows come from, and not what their columns are. */
export const isRemovable = (id: string): boolean => id in keysOf || id.startsWith('transform:');

/** Takes a step out; undefined where it is none, or one that stays. */
export function takeStep(part: DatasetPart, id: string): { readonly part: DatasetPart; readonly kept: KeptStep } | undefined {
  const step = stepsOf(part).find((each) => each.id === id);
  if (!step || !isRemovable(id)) return undefined;
  if (step.index !== undefined) {
    const { [step.index]: held } = part.transforms!;
    const rest = withTransforms(part, part.transforms!.toSpliced(step.index, 1));
    return { part: rest, kept: { id, part: held!, index: step.index } };
  }
  const query = queryOf(part)!;
  const keys = keysOf[id]!;
  const kept = Object.fromEntries(Object.entries(query).filter(([key]) => keys.includes(key as keyof Query)));
  const rest = Object.fromEntries(Object.entries(query).filter(([key]) => !keys.includes(key as keyof Query)));
  return { part: withQuery(part, rest as Query), kept: { id, part: kept } };
} // prettier-ignore

/** Puts it back where it was. */
export function putStep(part: DatasetPart, kept: KeptStep): DatasetPart {
  if (kept.index !== undefined) return addTransform(part, kept.part as TransformDocument, kept.index);
  return edit(part, (query) => ({ ...query, ...(kept.part as Partial<Query>) }));
}
