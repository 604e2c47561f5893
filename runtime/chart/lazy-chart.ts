/** What views need of charts without loading Vega: the element at its first use, and the theme as plain CSS. */
import type { ChartTheme } from '../../metadata/contributions.js';
import { lazyParts } from '../ui/lazy-parts.js';

/** Call while rendering a `<tr-vega-chart>`. */
export const loadChart = lazyParts(() => import('./vega-chart.js'));

/** The chart tokens by name, for legends and lists in HTML: they follow the theme by themselves. */
export const chartTokens: ChartTheme = {
  series: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `var(--tr-chart-${index})`),
  mute: 'var(--tr-chart-mute)',
  grid: 'var(--tr-chart-grid)',
  axis: 'var(--tr-chart-axis)',
  text: 'var(--tr-text)',
  surface: 'var(--tr-surface)',
  soft: 'var(--tr-text-2)',
  selected: 'var(--tr-selected)',
  heat: [1, 2, 3, 4, 5].map((index) => `var(--tr-heat-${index})`),
  onHeat: 'var(--tr-on-heat-5)',
  good: 'var(--tr-good)',
  warn: 'var(--tr-warn)',
  bad: 'var(--tr-bad)',
  font: 'var(--tr-font)',
};
