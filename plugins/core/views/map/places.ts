/** Groups of a list as places of a map: codes that mean the same are one place, records without a code are none. */
import { sum } from '../../../../metadata/expression/decimal.js';
import type { Filter } from '../../../../metadata/schema/query.js';
import type { ModeGroup } from '../../../../runtime/api.js';
import { normalCode } from '../../charts/map/codes.js';

export interface MapPlace {
  /** The code that the map knows it by; `-` for records without a place. */
  readonly key: string;
  /** As the records have it. */
  readonly codes: readonly string[];
  readonly label: string;
  readonly count: number;
  readonly sum: number;
}

export type Measure = 'count' | 'sum';

/** The key of records without a place. */
export const nowhere = '-';

export interface PlaceWords {
  readonly map: string;
  /** Said of records without a place. */
  readonly none: string;
  labelOf(code: string, key: string): string;
}

/** In the order of the groups; records without a place come last. */
export function placesOf(groups: readonly ModeGroup[], { map, none, labelOf }: PlaceWords): readonly MapPlace[] {
  const found = new Map<string, MapPlace>();
  for (const { value, count, sums } of groups) {
    const code = value?.trim() ?? '';
    const key = code === '' ? nowhere : normalCode(code, map);
    const held = found.get(key);
    found.set(key, {
      key,
      codes: [...(held?.codes ?? []), ...(value === null ? [] : [value])],
      label: held?.label ?? (key === nowhere ? none : labelOf(code, key)),
      count: (held?.count ?? 0) + count,
      sum: sum([held?.sum ?? 0, Number(sums[0] ?? 0)]) ?? 0,
    });
  }
  const last = found.get(nowhere);
  return [...[...found.values()].filter((place) => place !== last), ...(last ? [last] : [])];
}

/** The largest figure first, then by name; records without a place stay last. */
export const ranked = (places: readonly MapPlace[], by: Measure): readonly MapPlace[] =>
  [...places].sort(
    (a, b) => Number(a.key === nowhere) - Number(b.key === nowhere) || b[by] - a[by] || a.label.localeCompare(b.label),
  );

/** The records of a place. */
export function placeFilter(path: string, { key, codes }: MapPlace): Filter {
  const coded: Filter = { field: path, op: 'in', value: [...codes] };
  if (key !== nowhere) return coded;
  const empty: Filter = { field: path, op: 'isNull' };
  return codes.length === 0 ? empty : { or: [empty, coded] };
}
