/**
 * A Vega view without compiled code, the same on the screen and in files: expressions are interpreted, the loader refuses,
 * and what Vega only warns of is told. Vega itself is given by the caller, who loads it when it is first needed.
 */
import { isRefusal } from './warnings.js';

/** What is used of vega, vega-lite and vega-interpreter. */
export interface VegaModules<V> {
  compile(spec: never, options: never): { readonly spec: unknown };
  parse(spec: never, config: undefined, options: never): unknown;
  readonly View: new (runtime: never, options: never) => V;
  readonly expressionInterpreter: unknown;
}

export interface ChartViewOptions {
  readonly locale: string;
  /** Further options of the view: its renderer, and where it draws. */
  readonly view: Readonly<Record<string, unknown>>;
}

export interface ChartView<V> {
  readonly view: V;
  /** After drawing: throws with Vega's own words when the specification cannot be drawn as it is. */
  check(): void;
}

/** Of vega's levels of logging. */
const ERRORS = 1;

const refuse = () => Promise.reject(new Error('Charts load nothing.'));
const refusingLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };

/** Throws what compiling a Vega-Lite specification throws. */
export function createChartView<V>(
  { compile, parse, View, expressionInterpreter }: VegaModules<V>,
  spec: unknown,
  { locale, view: more }: ChartViewOptions,
): ChartView<V> {
  const warnings: string[] = [];
  const logger = collectWarnings(warnings);
  const compiled = compile(inSizeOf(locale, spec) as never, { logger } as never);
  const options = {
    expr: expressionInterpreter,
    loader: refusingLoader,
    logger,
    logLevel: ERRORS,
    locale: { number: numberLocale(locale) },
    ...more,
  };
  const view = new View(parse(compiled.spec as never, undefined, { ast: true } as never) as never, options as never);
  return {
    view,
    check() {
      if (warnings.length > 0) throw new Error(warnings.join(' '));
    },
  };
}

interface Sized {
  readonly config?: { readonly axis?: object; readonly text?: object };
}

/** Han characters are not read below 12 pixels, so that axes and figures are a step larger where they are written. */
function inSizeOf(locale: string, spec: unknown): unknown {
  const { config } = spec as Sized;
  if (!locale.startsWith('zh') || !config) return spec;
  const axis = { ...config.axis, labelFontSize: 12 };
  return { ...(spec as Sized), config: { ...config, axis, text: { ...config.text, fontSize: 12 } } };
}

function collectWarnings(into: string[]) {
  const note = (...parts: readonly unknown[]) => {
    const warning = parts.map(String).join(' ');
    if (isRefusal(warning)) into.push(warning);
    return logger;
  };
  const quiet = () => logger;
  const logger: Readonly<Record<string, unknown>> = {
    level: quiet,
    error: note,
    warn: note,
    info: quiet,
    debug: quiet,
  };
  return logger;
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
