/**
 * Draws a Vega-Lite specification without compiling code: the expression interpreter, no actions, a loader that refuses,
 * and any warning treated as a refusal. This module is the one that loads Vega; import it lazily.
 */
import embed, { type Result, type VisualizationSpec } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import type { Value } from '../../metadata/value.js';

export interface DrawnChart {
  /** Frees the view; the drawing stays until the element is drawn again. */
  finish(): void;
}

export interface DrawOptions {
  readonly locale: string;
  /** The datum of a clicked mark. */
  onClick?(datum: Readonly<Record<string, Value>>): void;
}

const refuse = () => Promise.reject(new Error('Charts load nothing.'));
const refusingLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

/** Throws with Vega's own words when the specification cannot be drawn as it is. */
export async function drawChart(element: HTMLElement, spec: unknown, options: DrawOptions): Promise<DrawnChart> {
  const warnings: string[] = [];
  const note = (...parts: readonly unknown[]) => {
    warnings.push(parts.map(String).join(' '));
    return logger;
  };
  const quiet = () => logger;
  const logger = { level: quiet, error: note, warn: note, info: quiet, debug: quiet };
  const result: Result = await embed(element, spec as VisualizationSpec, {
    mode: 'vega-lite',
    renderer: 'svg',
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    tooltip: { theme: 'custom', disableDefaultStyle: true, styleId: 'tr-chart-tooltip' },
    loader: refusingLoader as never,
    logger: logger as never,
    formatLocale: numberLocale(options.locale) as never,
  });
  if (warnings.length > 0) {
    result.finalize();
    throw new Error(warnings.join(' '));
  }
  if (options.onClick) {
    result.view.addEventListener('click', (_event, item) => {
      const datum = item?.datum as Readonly<Record<string, Value>> | undefined;
      if (datum) options.onClick!(datum);
    });
  }
  return { finish: () => result.finalize() };
}

/** Decimal and group signs for d3-format, taken from Intl so that there is no second list of locales. */
function numberLocale(locale: string): Readonly<Record<string, unknown>> {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8);
  const find = (type: string, fallback: string) => parts.find((part) => part.type === type)?.value ?? fallback;
  return {
    decimal: find('decimal', '.'),
    thousands: find('group', ','),
    grouping: [3],
    currency: ['', ''],
    minus: '−',
  };
}
