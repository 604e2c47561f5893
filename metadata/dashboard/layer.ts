/**
 * A person's own arrangement of a dashboard: operations over the published document, so that what an administrator changes
 * later still arrives. What no longer fits (a widget that is gone) is left out; parts that came to lie on each other are
 * moved down. Pure.
 */
import { Type, type Static } from '@sinclair/typebox';
import { applyOperation, OperationError } from '../document/operations.js';
import { closed, ItemId } from '../schema/common.js';
import type { DashboardDocument, WidgetDocument } from '../schema/dashboard.js';

const widgetStep = Type.Tuple([Type.Literal('widgets'), closed({ id: ItemId })]);
const placed = (key: 'x' | 'y' | 'w' | 'h', minimum: number, maximum: number) =>
  closed({
    op: Type.Literal('set'),
    path: Type.Tuple([...widgetStep.items!, Type.Literal(key)]),
    value: Type.Integer({ minimum, maximum }),
  });

/** The operations a layer may hold: places and sizes, what is hidden, the order of a phone. */
export const LayerSchema = Type.Array(
  Type.Union([
    placed('x', 0, 11),
    placed('y', 0, 1000),
    placed('w', 1, 12),
    placed('h', 1, 40),
    closed({
      op: Type.Literal('set'),
      path: Type.Tuple([...widgetStep.items!, Type.Literal('hidden')]),
      value: Type.Boolean(),
    }),
    closed({
      op: Type.Literal('set'),
      path: Type.Tuple([Type.Literal('phoneOrder')]),
      value: Type.Array(ItemId, { maxItems: 60 }),
    }),
  ]),
  { maxItems: 400 },
);
export type Layer = Static<typeof LayerSchema>;

export type ArrangedWidget = WidgetDocument & { readonly hidden?: boolean };
type Arrangeable = Pick<DashboardDocument, 'phoneOrder'> & { readonly widgets: readonly ArrangedWidget[] };

const keys = ['x', 'y', 'w', 'h'] as const;

/** The document as this person arranged it. */
export function applyLayer<D extends Arrangeable>(document: D, layer: Layer): D {
  let arranged = document;
  for (const operation of layer) {
    try {
      arranged = applyOperation(arranged, operation).document;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
    }
  }
  const known = new Set(arranged.widgets.map((widget) => widget.id));
  const order = arranged.phoneOrder?.filter((id) => known.has(id));
  return { ...arranged, widgets: settle(arranged.widgets), ...(order ? { phoneOrder: order } : {}) };
}

/** The fewest operations that make `arranged` of `published`. */
export function layerOf(published: Arrangeable, arranged: Arrangeable): Layer {
  const operations: Layer[number][] = [];
  for (const widget of published.widgets) {
    const mine = arranged.widgets.find((each) => each.id === widget.id);
    if (!mine) continue;
    const holder = ['widgets', { id: widget.id }] as const;
    for (const key of keys) {
      if (mine[key] !== widget[key])
        operations.push({ op: 'set', path: [...holder, key], value: mine[key] } as Layer[number]);
    }
    if (mine.hidden) operations.push({ op: 'set', path: [...holder, 'hidden'], value: true });
  }
  const [before, after] = [published, arranged].map((each) => orderOfPhone(each).join());
  if (before !== after) operations.push({ op: 'set', path: ['phoneOrder'], value: [...orderOfPhone(arranged)] });
  return operations;
}

/** Ids in the order of a phone: those stated, then the others as they are read. */
export function orderOfPhone({ widgets, phoneOrder = [] }: Arrangeable): readonly string[] {
  const read = [...widgets].sort((a, b) => a.y - b.y || a.x - b.x).map((widget) => widget.id);
  const stated = phoneOrder.filter((id) => read.includes(id));
  return [...stated, ...read.filter((id) => !stated.includes(id))];
}

/** Moves down what lies on another part of its tab; a part that lies alone stays where it is. Hidden parts take no room. */
export function settle<W extends ArrangedWidget>(widgets: readonly W[]): readonly W[] {
  const settled: W[] = [];
  const inOrder = [...widgets].sort((a, b) => a.y - b.y || a.x - b.x);
  for (const widget of inOrder) {
    let at: W = { ...widget };
    const others = settled.filter((other) => !other.hidden && shareTab(other, at));
    for (let hit = !at.hidden && others.find((other) => overlaps(other, at)); hit;) {
      at = { ...at, y: hit.y + hit.h };
      hit = others.find((other) => overlaps(other, at));
    }
    settled.push(at);
  }
  return widgets.map((widget) => settled.find((each) => each.id === widget.id)!);
}

const shareTab = (a: ArrangedWidget, b: ArrangedWidget): boolean =>
  a.tab === undefined || b.tab === undefined || a.tab === b.tab;

/** Whether two parts share a cell of the grid. */
export const overlaps = (a: ArrangedWidget, b: ArrangedWidget): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
