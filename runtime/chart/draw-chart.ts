/**
 * Draws a Vega-Lite specification without compiling code: the expression interpreter, a loader that refuses, and any
 * warning treated as a refusal. This module is the one that loads Vega; import it lazily.
 */
import { Error as errorLevel, parse, View, type Item, type Scene } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { isRefusal } from '../../metadata/chart/warnings.js';

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

const refuse = () => Promise.reject(new Error('Charts load nothing.'));
const refusingLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };

/** Han characters are not read below 12 pixels, so that axes and figures are a step larger where they are written. */
function inSizeOf(locale: string, spec: TopLevelSpec): TopLevelSpec {
  const { config } = spec;
  if (!locale.startsWith('zh') || !config) return spec;
  const axis = { ...config.axis, labelFontSize: 12 };
  return { ...spec, config: { ...config, axis, text: { ...config.text, fontSize: 12 } } as typeof config };
}

/** Throws with Vega's own words when the specification cannot be drawn as it is. */
export async function drawChart(element: HTMLElement, spec: unknown, options: DrawOptions): Promise<DrawnChart> {
  const warnings: string[] = [];
  const logger = collectWarnings(warnings);
  const compiled = compile(inSizeOf(options.locale, spec as TopLevelSpec), { logger: logger as never });
  const view = new View(parse(compiled.spec, undefined, { ast: true } as never), {
    expr: expressionInterpreter,
    renderer: 'svg',
    container: element,
    loader: refusingLoader as never,
    logger: logger as never,
    logLevel: errorLevel,
    locale: { number: numberLocale(options.locale) },
    tooltip: () => undefined,
  } as never);
  await view.runAsync();
  // The element says in words what is drawn; Vega names its groups by their kind only.
  element.querySelector('svg')?.setAttribute('aria-hidden', 'true');
  if (warnings.length > 0) {
    view.finalize();
    element.replaceChildren();
    throw new Error(warnings.join(' '));
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

function collectWarnings(into: string[]) {
  const note = (...parts: readonly unknown[]) => {
    const warning = parts.map(String).join(' ');
    if (isRefusal(warning)) into.push(warning);
    return logger;
  };
  const quiet = () => logger;
  const logger = { level: quiet, error: note, warn: note, info: quiet, debug: quiet };
  return logger;
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

/** Decimal and group signs for d3-format, taken from Intl so that there is no second list of locales. */
function numberLocale(name: string): Readonly<Record<string, unknown>> {
  const parts = new Intl.NumberFormat(name, { useGrouping: true }).formatToParts(1_234_567.8);
  const find = (type: string, fallback: string) => parts.find((part) => part.type === type)?.value ?? fallback;
  return {
    decimal: find('decimal', '.'),
    thousands: find('group', ','),
    grouping: [3],
    currency: ['', ''],
    minus: '−',
  };
}
