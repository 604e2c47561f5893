/** Records as they travel: an id, a version, and values by field name. Look-ups are `{id,label}`, dotted paths nest. */
export interface WireRecord {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

export interface Reference {
  readonly id: string;
  readonly label: string;
}

export interface RecordPage {
  readonly rows: readonly WireRecord[];
  readonly total?: number;
  readonly next?: string;
}

export const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && typeof (value as Reference).id === 'string';

/** The value at a dotted path of a record; undefined when a step is absent. */
export function readPath(record: Readonly<Record<string, unknown>>, path: string): unknown {
  let at: unknown = record;
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}

/** Nothing to show: null, undefined, empty text or list. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What stands for no value in lists and facts. */
export const NO_VALUE = '–';
