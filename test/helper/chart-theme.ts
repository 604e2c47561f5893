/** Chart themes as the tokens give them, read from tokens.css: what a browser computes from `light-dark()`. */
import { readFileSync } from 'node:fs';
import type { ChartTheme } from '../../metadata/contributions.js';

const css = readFileSync(new URL('../../runtime/ui/tokens.css', import.meta.url), 'utf8');

function token(name: string, dark: boolean): string {
  const found = new RegExp(`--tr-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (!found) throw new Error(`tokens.css has no colour --tr-${name}.`);
  return found[dark ? 2 : 1]!;
}

function themeOf(dark: boolean): ChartTheme {
  const colour = (name: string) => token(name, dark);
  return {
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => colour(`chart-${index}`)),
    mute: colour('chart-mute'),
    grid: colour('chart-grid'),
    axis: colour('chart-axis'),
    text: colour('text'),
    surface: colour('surface'),
    soft: colour('text-2'),
    selected: colour('selected'),
    heat: [1, 2, 3, 4, 5].map((index) => colour(`heat-${index}`)),
    onHeat: colour('on-heat-5'),
    good: colour('good'),
    warn: colour('warn'),
    bad: colour('bad'),
    font: 'sans-serif',
  };
}

export const lightTheme = themeOf(false);
export const darkTheme = themeOf(true);
