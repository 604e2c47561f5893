/** Colours of charts in files: the tokens of runtime/ui/tokens.css in light. */
import type { ChartTheme } from '../../../../metadata/contributions.js';
import type { ThemeDocument } from '../../../../metadata/schema/theme.js';
import { accentColours } from '../../../../metadata/theme/accent.js';

export const fileTheme: ChartTheme = {
  series: ['#2f5bd0', '#d97f1f', '#009173', '#6a1b8e', '#826100', '#31465a', '#8c6af9', '#309ed7'],
  mute: '#c9d0d9',
  grid: '#e9ecef',
  axis: '#636c77',
  text: '#1b1f24',
  surface: '#ffffff',
  soft: '#4c5560',
  selected: '#eef3fe',
  heat: ['#e9effd', '#c7d5f8', '#94aeef', '#5f86e4', '#2f5bd0'],
  onHeat: '#ffffff',
  good: '#15733f',
  warn: '#8a5300',
  bad: '#c02b2b',
  font: 'Noto Sans SC, Noto Sans, sans-serif',
};

export type FilePalette = Partial<Pick<ChartTheme, 'series' | 'heat' | 'onHeat' | 'selected'>>;

/** What the site's theme changes of it; undefined: nothing. */
export function filePalette(theme: ThemeDocument | undefined): FilePalette | undefined {
  if (!theme?.charts && theme?.accent === undefined) return undefined;
  const accent = theme.accent === undefined ? undefined : accentColours(theme.accent, 'light');
  return {
    ...(theme.charts ? { series: theme.charts } : {}),
    ...(accent ? { heat: accent.heat, onHeat: accent.onHeat, selected: accent.selected } : {}),
  };
}
