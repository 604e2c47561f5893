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
      aria: false,
      view: { stroke: null },
      axis: {
        labelColor: theme.axis,
        labelFontSize: 11,
        labelPadding: 8,
        domain: false,
        ticks: false,
        gridColor: theme.grid,
      },
      axisX: { grid: false, domain: true, domainColor: theme.mute, domainCap: 'butt' },
      text: { font: theme.font, fontSize: 11, fill: theme.text },
    },
  };
}

const always = 'always' as unknown as boolean;

/** A figure for labels and sentences: grouped, at most so many digits after the point, a real minus. */
export function figure(value: unknown, locale: string, digits = 0, least = 0): string {
  if (typeof value !== 'number') return '–';
  const options = { maximumFractionDigits: digits, minimumFractionDigits: least, useGrouping: always };
  return new Intl.NumberFormat(locale, options).format(value).replace('-', '−');
}

/** Figures of an axis, all in the same style: short from a thousand on, exact where the steps need digits. */
export function tickTexts(ticks: readonly number[], locale: string): readonly string[] {
  const isLarge = ticks.some((tick) => Math.abs(tick) >= 1000);
  return ticks.map((tick) => {
    if (tick === 0) return '0';
    return isLarge ? shortFigure(tick, locale, 3) : figure(tick, locale, 6);
  });
}

/** English short forms, whatever the locale's own abbreviations are. */
const english: Readonly<Record<string, string>> = { K: 'k', m: 'M', bn: 'B', tn: 'T', t: 'T' };

/** A figure shortened for the middle of a ring or a tile: `99.4k`. */
export function shortFigure(value: number, locale: string, digits = 1): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: digits, useGrouping: always })
    .format(value)
    .replace('-', '−')
    .replace(/[A-Za-z]+$/, (short) => (locale.startsWith('en') ? (english[short] ?? short) : short));
}

/** A fraction as percent: `57 %`, zh `57%`; under one percent with a digit more, so that a small part is not nothing. */
export function percent(value: number, locale: string, digits?: number): string {
  const small = value !== 0 && Math.abs(value) < 0.01;
  const shown = { maximumFractionDigits: digits ?? (small ? 1 : 0), minimumFractionDigits: digits ?? 0 };
  const text = new Intl.NumberFormat(locale, { ...shown, useGrouping: always }).format(value * 100).replace('-', '−');
  return locale.startsWith('zh') ? `${text}%` : `${text} %`;
}
