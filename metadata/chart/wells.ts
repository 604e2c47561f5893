/**
 * The places for columns in a chart's options, read from the schema of its type: a key means the same on every chart
 * (options.ts), what differs a type says itself (`takes`). A designer offers them to be filled. Pure.
 */
import type { ChartColumnSort, ChartType, JsonSchema } from '../contributions.js';

export interface Well {
  /** The option. */
  readonly key: string;
  readonly sort: ChartColumnSort;
  /** Columns at most; more than one is a list. */
  readonly most: number;
  readonly isList: boolean;
  readonly needed: boolean;
}

/** In the order in which a person fills them. */
const sorts: Readonly<Record<string, ChartColumnSort>> = {
  name: 'group', x: 'group', levels: 'group', row: 'group', from: 'date', to: 'date', y: 'measure', line: 'measure',
  size: 'measure', divide: 'measure', series: 'group', compare: 'measure', target: 'measure',
}; // prettier-ignore

export function wellsOf(type: Pick<ChartType, 'options' | 'takes'>): readonly Well[] {
  const schema = type.options as JsonSchema;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.entries(sorts).flatMap(([key, sort]): Well[] => {
    const property = properties[key];
    if (!property) return [];
    const isList = property['type'] === 'array';
    const most = isList ? ((property['maxItems'] as number | undefined) ?? 8) : 1;
    return [{ key, sort: type.takes?.[key] ?? sort, most, isList, needed: required.includes(key) }];
  });
}

/** Options that must be there and are filled by no column: a chart cannot be begun without knowing them. */
export function openOptions(type: Pick<ChartType, 'options' | 'takes' | 'begins'>): readonly string[] {
  const required = ((type.options as JsonSchema)['required'] ?? []) as readonly string[];
  const wells = new Set(wellsOf(type).map(({ key }) => key));
  return required.filter((key) => key !== 'chart' && !wells.has(key) && !Object.hasOwn(type.begins ?? {}, key));
}
