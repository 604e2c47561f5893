/** Draws a Vega-Lite specification into an element. This module is the one that loads Vega; import it lazily. */
import { parse, View, type Item, type Scene } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { createChartView } from '../../metadata/chart/chart-view.js';

export interface DrawnChart {
  /** Where a mark stands, in pixels of the element; undefined when it is not drawn. */
  placeOf(mark: number): Place | undefined;
  /** Frees the view; the drawing stays until the element is drawn again. */
  finish(): void;
}
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawOptions {
  readonly locale: string;
  /** The place of a clicked mark among the chart's marks. */
  onClick?(mark: number): void;
  /** The mark under the pointer. */
  onPoint?(mark: number | undefined): void;
}

/** Throws with Vega's own words when the specification cannot be drawn as it is. */
export async function drawChart(element: HTMLElement, spec: unknown, options: DrawOptions): Promise<DrawnChart> {
  const modules = { compile, parse, View, expressionInterpreter };
  const { view, check } = createChartView<View>(modules, spec, {
    locale: options.locale,
    view: { renderer: 'svg', container: element, tooltip: () => undefined },
  });
  await view.runAsync();
  // The element says in words what is drawn; Vega names its groups by their kind only.
  element.querySelector('svg')?.setAttribute('aria-hidden', 'true');
  try {
    check();
  } catch (error) {
    view.finalize();
    element.replaceChildren();
    throw error;
  }
  const markOf = (item: Item | null | undefined) => {
    const mark = (item?.datum as { readonly mark?: unknown } | undefined)?.mark;
    return typeof mark === 'number' ? mark : undefined;
  };
  view.addEventListener('click', (_event, item) => {
    const mark = markOf(item);
    if (mark !== undefined) options.onClick?.(mark);
  });
  view.addEventListener('pointermove', (_event, item) => options.onPoint?.(markOf(item)));
  view.addEventListener('pointerout', () => options.onPoint?.(undefined));
  return { placeOf: (mark) => findPlace(view, mark), finish: () => view.finalize() };
}

interface SceneItem {
  readonly datum?: { readonly mark?: unknown };
  readonly x?: number;
  readonly y?: number;
  readonly bounds?: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  readonly items?: readonly SceneItem[];
  readonly marktype?: string;
}

/** The topmost item of a mark, found in the scene; groups move what stands in them. */
function findPlace(view: View, mark: number): Place | undefined {
  const [left, top] = view.origin();
  let found: Place | undefined;
  const visit = (scene: SceneItem, dx: number, dy: number): void => {
    for (const item of scene.items ?? []) {
      if (scene.marktype === 'group') {
        for (const inner of item.items ?? []) visit(inner, dx + (item.x ?? 0), dy + (item.y ?? 0));
      } else if (item.datum?.mark === mark && item.bounds && scene.marktype !== 'line') {
        const { x1, y1, x2, y2 } = item.bounds;
        found = { x: x1 + dx, y: y1 + dy, width: x2 - x1, height: y2 - y1 };
      }
    }
  };
  visit((view.scenegraph() as unknown as { readonly root: Scene & SceneItem }).root, left, top);
  return found;
}
