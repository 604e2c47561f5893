/** Filter, order and page of the canned records, as a list asks for them. */
import { fixtureUser, type FixtureRecord } from './fixture-app.js';

export interface FixtureFilter {
  readonly and?: readonly FixtureFilter[];
  readonly or?: readonly FixtureFilter[];
  readonly not?: FixtureFilter;
  readonly field?: string;
  readonly op?: string;
  readonly value?: unknown;
}

export function read(record: Record<string, unknown>, path: string): unknown {
  let value: unknown = record;
  for (const step of path.split('.')) value = (value as Record<string, unknown> | null)?.[step];
  return typeof value === 'object' && value !== null && 'id' in value ? (value as { id: unknown }).id : value;
}

function shown(record: Record<string, unknown>, path: string): unknown {
  const value = record[path];
  return typeof value === 'object' && value !== null && 'label' in value
    ? (value as { label: unknown }).label
    : read(record, path);
}

export function listPage(rows: readonly FixtureRecord[], url: URL) {
  const filter = url.searchParams.get('filter');
  let found = [...filterRows(rows, filter ? JSON.parse(filter) : undefined)];
  const sort = (url.searchParams.get('sort') ?? '').split(',').filter(Boolean).reverse();
  for (const key of sort) {
    const down = key.startsWith('-');
    const path = down ? key.slice(1) : key;
    found = found.sort((a, b) => {
      const [x, y] = [shown(a, path), shown(b, path)];
      if (x === y) return 0;
      if (x === null || x === undefined) return down ? 1 : -1;
      if (y === null || y === undefined) return down ? -1 : 1;
      return (x < y ? -1 : 1) * (down ? -1 : 1);
    });
  }
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 50);
  return {
    rows: found.slice(offset, offset + limit),
    ...(url.searchParams.get('count') ? { total: found.length } : {}),
  };
}

export function filterRows(
  rows: readonly FixtureRecord[],
  filter: FixtureFilter | undefined,
): readonly FixtureRecord[] {
  return filter === undefined ? rows : rows.filter((row) => holds(row, filter));
}

function holds(row: FixtureRecord, filter: FixtureFilter): boolean {
  if (filter.and) return filter.and.every((each) => holds(row, each));
  if (filter.or) return filter.or.some((each) => holds(row, each));
  if (filter.not) return !holds(row, filter.not);
  const value = read(row, filter.field ?? '') as string | number | boolean | null | undefined;
  const empty = value === null || value === undefined;
  if (filter.op === 'isNull') return empty;
  if (empty) return false;
  const operand = filter.value as { readonly expr?: string; readonly relative?: string } | string | number;
  if (typeof operand === 'object' && operand.relative) return true;
  const wanted = (typeof operand === 'object' && operand.expr === 'user.id' ? fixtureUser.id : operand) as
    string | number;
  const several = (Array.isArray(wanted) ? wanted : [wanted]) as readonly (string | number)[];
  const text = (each: unknown) => String(each).toLowerCase();
  const tests: Record<string, () => boolean> = {
    isNotNull: () => true,
    eq: () => value === wanted,
    ne: () => value !== wanted,
    gt: () => value > wanted,
    gte: () => value >= wanted,
    lt: () => value < wanted,
    lte: () => value <= wanted,
    in: () => several.includes(value as string),
    between: () => value >= several[0]! && value <= several[1]!,
    contains: () => text(value).includes(text(wanted)),
    startsWith: () => text(value).startsWith(text(wanted)),
    endsWith: () => text(value).endsWith(text(wanted)),
  };
  return tests[filter.op ?? '']?.() ?? false;
}
