/**
 * Items of lists inside documents and how they are found again: by a key of their own (`id`, else `name`, `code`,
 * `path`, `entity`), never by position, so that an edit still meets its item after others were added or moved.
 */

/** An item by the value of its key: `{"id":"f1"}`, `{"name":"S"}`. */
export type ItemStep = Readonly<Record<string, string>>;

/** A key of an object, the position in a list whose items have no key, or an item. */
export type Step = string | number | ItemStep;
export type ItemPath = readonly Step[];

type Item = Readonly<Record<string, unknown>>;
const itemKeys = ['id', 'name', 'code', 'path', 'entity', 'field'] as const;

const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The key that tells the items of these lists apart; undefined when none does (the list is then one value). */
export function itemKeyOf(...lists: readonly (readonly unknown[])[]): string | undefined {
  const items = lists.flat();
  if (items.length === 0) return 'id';
  return itemKeys.find((key) => lists.every((list) => isKeyOf(list, key)));
}

function isKeyOf(list: readonly unknown[], key: string): boolean {
  const seen = new Set<unknown>();
  for (const item of list) {
    if (!isObject(item) || typeof item[key] !== 'string' || seen.has(item[key])) return false;
    seen.add(item[key]);
  }
  return true;
}

/** How to name an item of a list: by its key, else by its position. */
export function stepOf(list: readonly unknown[], index: number): Step {
  const key = itemKeyOf(list);
  const item = list[index];
  return key !== undefined && isObject(item) ? { [key]: item[key] as string } : index;
}

/** Position of an item; -1 when it is not there. */
export function findItem(list: readonly unknown[], step: Step): number {
  if (typeof step === 'number') return step >= 0 && step < list.length ? step : -1;
  if (typeof step === 'string') return -1;
  const [key, value] = Object.entries(step)[0] ?? [];
  return key === undefined ? -1 : list.findIndex((item) => isObject(item) && item[key] === value);
}

/** The value at a path; undefined when a step leads nowhere. */
export function readItem(document: unknown, path: ItemPath): unknown {
  let value = document;
  for (const step of path) {
    if (Array.isArray(value)) value = value[findItem(value, step)];
    else if (isObject(value) && typeof step === 'string' && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/** For people and logs: `fields › name=email › label`. */
export function pathWords(path: ItemPath): string {
  return path.map((step) => (typeof step === 'object' ? Object.values(step)[0] : String(step))).join(' › ');
}
