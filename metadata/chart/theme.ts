/** Vega-Lite configuration from the theme's tokens: no frame, no axis lines but the base, quiet grid, ring points. */
import type { ChartTheme } from '../contributions.js';

/** What every compiled specification begins with. */
export function frame(theme: ChartTheme, width: number, height: number): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    background: 'transparent',
    padding: 0,
    config: {
      font: theme.font,
      view: { stroke: null },
      range: { category: theme.series },
      axis: {
        labelColor: theme.axis,
        titleColor: theme.axis,
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: 500,
        domain: false,
        ticks: false,
        gridColor: theme.grid,
        labelPadding: 8,
      },
      axisX: { grid: false, domain: true, domainColor: theme.grid },
      legend: { labelColor: theme.text, labelFontSize: 12, titleFontSize: 12, symbolType: 'square', orient: 'top' },
      bar: { cornerRadiusEnd: 2 },
      line: { strokeWidth: 2, strokeCap: 'round' },
      text: { font: theme.font, fontSize: 11, fill: theme.text },
    },
  };
}

/** A figure for labels and sentences: grouped, at most two digits after the point, a real minus. */
export function figure(value: unknown, locale: string, digits = 0): string {
  if (typeof value !== 'number') return '–';
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value).replace('-', '−');
}

/** A figure shortened for the middle of a ring or an axis: `99.4k`. */
export function shortFigure(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}
