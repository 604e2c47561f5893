/** A dashboard as its canvas reads it: the document may be wrong in places, what is none is left out. Pure. */
import { operationsBetween } from '../../metadata/document/diff.js';
import type { ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import { isObject } from '../json/schema-walk.js';

/** Undefined where there is nothing that could be drawn. */
export function boardOf(value: unknown): DashboardDocument | undefined {
  if (!isObject(value) || !Array.isArray(value['widgets'])) return undefined;
  const listed = (key: string): readonly Readonly<Record<string, unknown>>[] =>
    Array.isArray(value[key]) ? (value[key] as unknown[]).filter(isObject) : [];
  const named = listed('parameters').filter(({ name }) => typeof name === 'string');
  const tabs = listed('tabs').filter(({ id }) => typeof id === 'string');
  return {
    ...value,
    name: String(value['name']),
    widgets: listed('widgets').filter(isWidget),
    datasets: listed('datasets').filter(({ name, source }) => typeof name === 'string' && isObject(source)),
    ...(named.length > 0 ? { parameters: named } : {}),
    ...(tabs.length > 0 ? { tabs } : {}),
  } as unknown as DashboardDocument;
}

const isWidget = (widget: Readonly<Record<string, unknown>>): boolean =>
  typeof widget['id'] === 'string' &&
  typeof widget['type'] === 'string' &&
  (['x', 'y', 'w', 'h'] as const).every((key) => Number.isInteger(widget[key]));

/** What makes `after` of a document; undefined where they are equal. */
export function boardOperation(before: unknown, after: unknown): Operation | undefined {
  const operations = operationsBetween(before, after);
  return operations.length === 0 ? undefined : { op: 'group', operations };
}

export const widgetPath = (id: string): ItemPath => ['widgets', { id }];
export const parameterPath = (name: string): ItemPath => ['parameters', { name }];

/** The id of the part that a selection is in, or the name of the filter. */
export function selectedIn(selection: ItemPath, list: 'widgets' | 'parameters'): string | undefined {
  const [first, step] = selection;
  if (first !== list || typeof step !== 'object') return undefined;
  return step['id'] ?? step['name'];
}

/** A name that none of these has: `orders`, `orders_2`. */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const held = new Set(taken);
  const base = wanted.slice(0, 37);
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`;
    if (!held.has(name)) return name;
  }
}

export const widgetOf = (board: DashboardDocument, id: string): WidgetDocument | undefined =>
  board.widgets.find((each) => each.id === id);

/** The board with one of its parts changed. */
export const withWidget = (board: DashboardDocument, id: string, change: (widget: WidgetDocument) => WidgetDocument): DashboardDocument => ({
  ...board,
  widgets: board.widgets.map((each) => (each.id === id ? change(each) : each)),
}); // prettier-ignore
