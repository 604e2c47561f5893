/** One chart to SVG without a browser, by the view of the screen (metadata/chart/chart-view.ts). Runs in a work process. */
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { createChartView } from '../../../../metadata/chart/chart-view.js';
import { textWidth } from '../../../../metadata/chart/text-width.js';
import { lazyPackage } from '../../../lazy-package.js';
import { fileTheme, type FilePalette } from './file-theme.js';

export type ChartRequest = Pick<ChartInput, 'options' | 'columns' | 'rows' | 'width' | 'height'> & {
  readonly locale: string;
  readonly timeZone: string;
  readonly today: string;
  readonly shapes?: unknown;
  /** Colours of the site's theme; those that ship where it names none. */
  readonly palette?: FilePalette;
};

/** The chart type's input in the theme of files. */
export const inputOf = ({ shapes, palette, ...request }: ChartRequest): ChartInput => ({
  ...request,
  theme: { ...fileTheme, ...palette },
  selected: [],
  ...(shapes === undefined ? {} : { shapes }),
});

/** Both are modules of the new format: they cannot be required. */
export const loadVega = () => Promise.all([import('vega'), import('vega-lite'), import('vega-interpreter')]);

/** Throws ChartRefusal, or Vega's own words, when the chart cannot be drawn as it is. */
export async function drawChart(type: ChartType, input: ChartInput): Promise<string> {
  const [vega, { compile }, { expressionInterpreter }] = await loadVega();
  (vega as unknown as Measuring).textMetrics.width = labelWidth;
  const modules = { compile, parse: vega.parse, View: vega.View, expressionInterpreter };
  const { view, check } = createChartView<InstanceType<typeof vega.View>>(modules, type.compile(input), {
    locale: input.locale,
    view: { renderer: 'none' },
  });
  try {
    const svg = await view.toSVG();
    check();
    return withoutAddresses(svg);
  } finally {
    view.finalize();
  }
}

/** Not in vega's types. */
interface Measuring {
  readonly textMetrics: { width: typeof labelWidth };
}

/** Without a canvas Vega takes all letters for wide ones and cuts names that fit: texts are as wide as planned for. */
function labelWidth(item: { readonly fontSize?: number; readonly limit?: number }, text: unknown): number {
  const width = textWidth(String(text ?? '').trim(), item.fontSize ?? 11);
  // What just fits is not cut.
  return item.limit !== undefined && item.limit > 0 && width > item.limit ? item.limit : width - 0.1;
}

/** A picture names nothing outside of itself: neither files nor addresses, whatever drew it. */
export const withoutAddresses = (svg: string): string =>
  svg
    .replace(/\s(?:xlink:)?href\s*=\s*(?:"(?!#|data:image\/(?:png|jpeg|gif|webp);base64,)[^"]*"|'[^']*')/gi, '')
    .replace(/url\((?!['"]?#)[^)]*\)/gi, 'none')
    .replace(/<(script|foreignObject)\b[\s\S]*?(<\/\1\s*>|\/>)/gi, '');

interface Resvg {
  render(): { asPng(): Uint8Array };
}
const resvg = lazyPackage<{ readonly Resvg: new (svg: string, options: object) => Resvg }>('@resvg/resvg-js');

/** A picture of twice as many pixels, on white unless it is to be seen through. */
export async function pngOf(svg: string, isClear = false): Promise<Uint8Array> {
  const { fontFiles } = await import('../../../pdf/fonts.js');
  const picture = new (resvg().Resvg)(withoutAddresses(svg), {
    fitTo: { mode: 'zoom', value: 2 },
    ...(isClear ? {} : { background: '#ffffff' }),
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'Noto Sans SC', sansSerifFamily: 'Noto Sans SC' },
  }); // prettier-ignore
  return picture.render().asPng();
}
