/**
 * A filter of a document while it is edited: read into a tree, written back with everything that nobody touched as it was.
 * What is no filter of the language is not read at all: it stays text. Pure.
 */
import { filterOperators, type Filter } from '../../metadata/schema/query.js';
import { filterOf, treeOf, type GroupNode, type KeptFilters } from '../../runtime/list/build/filter-tree.js';
import { isObject } from '../json/schema-walk.js';

export interface FilterEdit {
  readonly root: GroupNode;
  readonly kept: KeptFilters;
}

/** What is edited, or undefined where `value` is no filter; without a value there is no condition yet. */
export function openFilter(value: unknown): FilterEdit | undefined {
  if (value !== undefined && !isFilterShape(value)) return undefined;
  const kept: KeptFilters = new Map();
  return { root: treeOf(value as Filter | undefined, { kept }), kept };
}

export interface WrittenFilter {
  /** False while a value or a condition is missing. */
  readonly whole: boolean;
  /** Undefined: no condition. */
  readonly filter?: Filter;
}

export function writeFilter({ root, kept }: FilterEdit): WrittenFilter {
  if (root.parts.length === 0 && !kept.has(root)) return { whole: true };
  const filter = filterOf(root, kept);
  return filter === undefined ? { whole: false } : { whole: true, filter };
}

const operators: ReadonlySet<unknown> = new Set(filterOperators);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The shape of a filter: every key is one that the tree knows, so that none is dropped. */
export function isFilterShape(value: unknown): value is Filter {
  if (!isObject(value)) return false;
  const has = (...keys: readonly string[]) => Object.keys(value).every((key) => keys.includes(key));
  const isWhere = value['where'] === undefined || isFilterShape(value['where']);
  for (const join of ['and', 'or'])
    if (Array.isArray(value[join])) return has(join) && (value[join] as unknown[]).every(isFilterShape);
  if ('not' in value) return has('not') && isFilterShape(value['not']);
  if ('measure' in value)
    return has('measure', 'op', 'value') && operators.has(value['op']) && isMeasure(value['measure']);
  if ('field' in value)
    return has('field', 'op', 'value', 'whenEmpty') && isText(value['field']) && operators.has(value['op']);
  if ('some' in value) return has('some', 'where') && isText(value['some']) && isWhere;
  if ('none' in value) return has('none', 'where') && isText(value['none']) && isWhere;
  if ('segment' in value) return has('segment') && isText(value['segment']);
  if ('shared' in value) return has('shared', 'along');
  return 'memberOf' in value && has('memberOf');
}

function isMeasure(value: unknown): boolean {
  if (!isObject(value) || !isText(value['relation']) || !isText(value['aggregate'])) return false;
  if (!Object.keys(value).every((key) => ['relation', 'aggregate', 'field', 'where'].includes(key))) return false;
  return value['where'] === undefined || isFilterShape(value['where']);
}

/** Where the value of a condition comes from. */
export type ValueSource = 'value' | 'parameter' | 'formula';

export function sourceOfValue(value: unknown): ValueSource {
  if (!isObject(value)) return 'value';
  return 'parameter' in value ? 'parameter' : 'expr' in value ? 'formula' : 'value';
}

/** The value that a condition begins with when it is to come from elsewhere. */
export function valueFrom(source: ValueSource, op: string, parameter = ''): unknown {
  if (source === 'parameter') return { parameter };
  if (source === 'formula') return { expr: '' };
  return op === 'in' || op === 'notIn' ? [] : null;
}
