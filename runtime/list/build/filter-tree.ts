/**
 * A filter while it is built: groups in groups, conditions, related records, segments. Pure: a filter to a tree and back, and
 * changes by place (the numbers of parts from the top). What the builder does not know stays in the tree as it is.
 */
import type { Aggregate, Filter, FilterOperator } from '../../../metadata/schema/query.js';
import { draftOf, leafOf, type FilterDraft } from '../filter-draft.js';
import { ageOf, isLeaf, type FilterLeaf } from '../filter-words.js';

/** `not`: none of the parts holds. */
export type Join = 'and' | 'or' | 'not';
export interface GroupNode {
  readonly kind: 'group';
  readonly join: Join;
  readonly parts: readonly FilterNode[];
}
export type Quantifier = 'some' | 'none' | Aggregate;
export interface RelationNode {
  readonly kind: 'relation';
  readonly relation: string;
  readonly test: Quantifier;
  /** What is added up; a count needs none. */
  readonly field?: string | undefined;
  readonly op: FilterOperator;
  readonly value: unknown;
  readonly where: GroupNode;
}
export type FilterNode =
  | GroupNode
  | RelationNode
  | { readonly kind: 'leaf'; readonly draft: FilterDraft }
  | { readonly kind: 'segment'; readonly name: string }
  | { readonly kind: 'other'; readonly filter: Filter };

export type Place = readonly number[];

/** Groups in groups, the outermost among them. */
export const mostLevels = 3;

export const emptyGroup = (join: Join = 'and'): GroupNode => ({ kind: 'group', join, parts: [] });

/** Which filter each node was read from: what nobody touched is given back as it was, however it was written. */
export type KeptFilters = Map<FilterNode, Filter>;

/** How a designer reads a filter; lists read it plainly. */
export interface TreeReading {
  /** Filled with what was read. */
  readonly kept: KeptFilters;
}

export function treeOf(filter: Filter | undefined, reading?: TreeReading): GroupNode {
  const node = filter === undefined ? emptyGroup() : nodeOf(filter, reading);
  if (node.kind === 'group') return node;
  const root: GroupNode = { kind: 'group', join: 'and', parts: [node] };
  if (filter !== undefined) reading?.kept.set(root, filter);
  return root;
}

function nodeOf(filter: Filter, reading: TreeReading | undefined): FilterNode {
  const node = readNode(filter, reading);
  reading?.kept.set(node, filter);
  return node;
}

function readNode(filter: Filter, reading: TreeReading | undefined): FilterNode {
  const group = (join: Join, parts: readonly Filter[]): GroupNode => ({
    kind: 'group',
    join,
    parts: parts.map((part) => nodeOf(part, reading)),
  });
  if ('and' in filter) return group('and', filter.and as readonly Filter[]);
  if ('or' in filter) return group('or', filter.or as readonly Filter[]);
  if ('not' in filter) {
    const inner = filter.not as Filter;
    return group('not', 'or' in inner ? (inner.or as readonly Filter[]) : [inner]);
  }
  if ('segment' in filter) return { kind: 'segment', name: filter.segment };
  if ('shared' in filter || 'memberOf' in filter) return { kind: 'other', filter };
  if ('measure' in filter) {
    const { relation, aggregate, field, where } = filter.measure;
    const { op, value } = filter;
    if (typeof value === 'object') return { kind: 'other', filter };
    return {
      kind: 'relation',
      relation,
      test: aggregate,
      field,
      op,
      value,
      where: treeOf(where as Filter | undefined, reading),
    };
  }
  if (isLeaf(filter))
    return reading || isKnown(filter) ? { kind: 'leaf', draft: draftOf(filter) } : { kind: 'other', filter };
  const [test, relation] = 'some' in filter ? (['some', filter.some] as const) : (['none', filter.none] as const);
  return {
    kind: 'relation',
    relation,
    test,
    op: 'gte',
    value: null,
    where: treeOf(filter.where as Filter | undefined, reading),
  };
}

/** Values of a request (parameters, expressions) are shown, not edited; the person themselves is an operator. */
function isKnown({ op, value }: FilterLeaf): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  const { relative, expr } = value as { relative?: string; expr?: string };
  return relative !== undefined || (op === 'eq' && expr === 'user.id') || (op === 'lt' && ageOf(value) !== undefined);
}

/**
 * Undefined while something is missing: a value, a condition of a group. An empty outermost group is no filter. With `kept`,
 * what nobody touched is as it was, and a group made of one condition is that condition.
 */
export function filterOf(root: GroupNode, kept?: ReadonlyMap<FilterNode, Filter>): Filter | undefined {
  if (root.parts.length === 0) return kept?.get(root) ?? { and: [] };
  return filterOfNode(root, kept);
}

function filterOfNode(node: FilterNode, kept: ReadonlyMap<FilterNode, Filter> | undefined): Filter | undefined {
  const held = kept?.get(node);
  if (held) return held;
  if (node.kind === 'leaf') return leafOf(node.draft) as Filter | undefined;
  if (node.kind === 'segment') return node.name === '' ? undefined : { segment: node.name };
  if (node.kind === 'other') return node.filter;
  if (node.kind === 'relation') return filterOfRelation(node, kept);
  const parts = node.parts.map((part) => filterOfNode(part, kept));
  if (parts.length === 0 || !parts.every((part) => part !== undefined)) return undefined;
  if (node.join === 'not') return { not: parts.length === 1 ? parts[0]! : { or: parts } };
  if (kept && parts.length === 1) return parts[0];
  return node.join === 'and' ? { and: parts } : { or: parts };
}

function filterOfRelation(
  { relation, test, field, op, value, where }: RelationNode,
  kept: ReadonlyMap<FilterNode, Filter> | undefined,
): Filter | undefined {
  const inner = where.parts.length === 0 ? undefined : filterOfNode(where, kept);
  if (where.parts.length > 0 && inner === undefined) return undefined;
  const condition = inner === undefined ? {} : { where: inner };
  if (test === 'some') return { some: relation, ...condition };
  if (test === 'none') return { none: relation, ...condition };
  if (typeof value !== 'number' || (test !== 'count' && field === undefined)) return undefined;
  const measured = test === 'count' || field === undefined ? {} : { field };
  return { measure: { relation, aggregate: test, ...measured, ...condition }, op, value };
}

const partsOf = (node: FilterNode): readonly FilterNode[] =>
  node.kind === 'group' ? node.parts : node.kind === 'relation' ? [node.where] : [];

function withParts(node: FilterNode, parts: readonly FilterNode[]): FilterNode {
  if (node.kind === 'group') return { ...node, parts };
  return node.kind === 'relation' ? { ...node, where: (parts[0] as GroupNode | undefined) ?? emptyGroup() } : node;
}

/** The tree with another node at a place; undefined takes it away. */
export function changeAt<T extends FilterNode>(
  node: T,
  place: Place,
  change: (node: FilterNode) => FilterNode | undefined,
): T {
  const [first, ...rest] = place;
  if (first === undefined) return (change(node) ?? node) as T;
  const parts = partsOf(node).flatMap((part, index) => {
    if (index !== first) return [part];
    const next = rest.length === 0 ? change(part) : changeAt(part, rest, change);
    return next === undefined ? [] : [next];
  });
  return withParts(node, parts) as T;
}

export const addAt = <T extends FilterNode>(root: T, place: Place, added: FilterNode): T =>
  changeAt(root, place, (node) => withParts(node, [...partsOf(node), added]));

export const newRelation = (relation: string): RelationNode => ({
  kind: 'relation',
  relation,
  test: 'some',
  op: 'gte',
  value: 1,
  where: emptyGroup(),
});
