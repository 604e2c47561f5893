/**
 * One chart to SVG without a browser: the chart type's own specification, the expression interpreter, a loader that
 * refuses, and any warning treated as a refusal, as on the screen (runtime/chart/draw-chart.ts). Runs in a work process.
 */
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { isRefusal } from '../../../../metadata/chart/warnings.js';
import { lazyPackage } from '../../../lazy-package.js';
import { fileTheme } from './file-theme.js';

export type ChartRequest = Pick<ChartInput, 'options' | 'columns' | 'rows' | 'width' | 'height'> & {
  readonly locale: string;
  readonly timeZone: string;
  readonly today: string;
  readonly shapes?: unknown;
};

const refuse = () => Promise.reject(new Error('Charts load nothing.'));
const refusingLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };

/** The chart type's input in the theme of files. */
export const inputOf = ({ shapes, ...request }: ChartRequest): ChartInput => ({
  ...request,
  theme: fileTheme,
  selected: [],
  ...(shapes === undefined ? {} : { shapes }),
});

/** Throws ChartRefusal, or Vega's own words, when the chart cannot be drawn as it is. */
export async function drawChart(type: ChartType, input: ChartInput): Promise<string> {
  // Both are modules of the new format: they cannot be required.
  const [vega, { compile }, { expressionInterpreter }] = await Promise.all([
    import('vega'),
    import('vega-lite'),
    import('vega-interpreter'),
  ]);
  const warnings: string[] = [];
  const note = (...parts: readonly unknown[]) => {
    const warning = parts.map(String).join(' ');
    if (isRefusal(warning)) warnings.push(warning);
    return logger;
  };
  const quiet = () => logger;
  const logger = { level: quiet, error: note, warn: note, info: quiet, debug: quiet };
  const compiled = compile(type.compile(input) as never, { logger: logger as never });
  const view = new vega.View(vega.parse(compiled.spec, undefined, { ast: true } as never), {
    expr: expressionInterpreter,
    renderer: 'none',
    loader: refusingLoader as never,
    logger: logger as never,
    logLevel: vega.Error,
    locale: { number: numberLocale(input.locale) },
  } as never);
  try {
    const svg = await view.toSVG();
    if (warnings.length > 0) throw new Error(warnings.join(' '));
    return withoutAddresses(svg);
  } finally {
    view.finalize();
  }
}

/** Decimal and group signs for d3-format. */
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

/** A picture names nothing outside of itself: neither files nor addresses, whatever drew it. */
export const withoutAddresses = (svg: string): string =>
  svg
    .replace(/\s(?:xlink:)?href\s*=\s*(?:"(?!#|data:image\/(?:png|jpeg);base64,)[^"]*"|'[^']*')/gi, '')
    .replace(/url\((?!['"]?#)[^)]*\)/gi, 'none')
    .replace(/<(script|foreignObject)\b[\s\S]*?(<\/\1\s*>|\/>)/gi, '');

interface Resvg {
  render(): { asPng(): Uint8Array };
}
const resvg = lazyPackage<{ readonly Resvg: new (svg: string, options: object) => Resvg }>('@resvg/resvg-js');

/** A picture of twice as many pixels, on white. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const { fontFiles } = await import('../../../pdf/fonts.js');
  const picture = new (resvg().Resvg)(withoutAddresses(svg), {
    fitTo: { mode: 'zoom', value: 2 },
    background: '#ffffff',
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'Noto Sans SC', sansSerifFamily: 'Noto Sans SC' },
  }); // prettier-ignore
  return picture.render().asPng();
}
