/** A theme as values of the tokens of runtime/ui/tokens.css: only those that differ from what ships. Pure. */
import type { ThemeDocument } from '../schema/theme.js';
import { accentColours, chartOnDark, type AccentColours } from './accent.js';

/** `light-dark()` values and lengths by the name of their token. */
export type Tokens = Readonly<Record<`--tr-${string}`, string>>;

const corners = { square: ['1px', '2px', '3px'], rounded: ['4px', '6px', '10px'], round: ['6px', '10px', '16px'] } as const; // prettier-ignore
const rows = { dense: ['32px', '28px'], standard: ['36px', '32px'], comfort: ['44px', '36px'] } as const;
const latin = {
  standard: "Inter, 'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto",
  system: "system-ui, -apple-system, 'Segoe UI', Roboto",
  humanist: "'Segoe UI', Candara, Optima, 'Gill Sans', Calibri, 'Noto Sans'",
  serif: "Charter, 'Bitstream Charter', Georgia, Cambria, 'Noto Serif', 'Times New Roman'",
} as const;
/** Han letters by language; upright forms exist in every one of them. */
const han = {
  '': "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei'",
  'zh-CN': "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC'",
  'zh-TW': "'PingFang TC', 'Microsoft JhengHei', 'Noto Sans TC', 'Noto Sans CJK TC'",
} as const;

export function themeTokens({ accent, corners: shape, charts }: ThemeDocument): Tokens {
  const tokens: Record<`--tr-${string}`, string> = {};
  if (accent !== undefined) {
    const [light, dark] = [accentColours(accent, 'light'), accentColours(accent, 'dark')];
    const both = (of: (colours: AccentColours) => string) => `light-dark(${of(light)}, ${of(dark)})`;
    tokens['--tr-accent'] = both((each) => each.accent);
    tokens['--tr-accent-hover'] = both((each) => each.hover);
    tokens['--tr-on-accent'] = both((each) => each.onAccent);
    tokens['--tr-accent-text'] = both((each) => each.text);
    tokens['--tr-accent-soft'] = both((each) => each.soft);
    tokens['--tr-selected'] = both((each) => each.selected);
    tokens['--tr-accent-line'] = both((each) => each.line);
    tokens['--tr-focus'] = both((each) => each.text);
    for (let i = 0; i < 5; i++) tokens[`--tr-heat-${i + 1}`] = both((each) => each.heat[i]!);
    tokens['--tr-on-heat-5'] = both((each) => each.onHeat);
  }
  if (shape !== undefined)
    for (const [i, size] of ['s', 'm', 'l'].entries()) tokens[`--tr-radius-${size}`] = corners[shape][i]!;
  charts?.forEach((colour, i) => {
    tokens[`--tr-chart-${i + 1}`] = `light-dark(${colour.toLowerCase()}, ${chartOnDark(colour)})`;
  });
  return tokens;
}

/** Of people who chose none for themselves. */
export const densityTokens = ({ density }: ThemeDocument): Tokens =>
  density === undefined ? {} : { '--tr-row': rows[density][0], '--tr-control': rows[density][1] };

/** The font stack in a language; undefined as it ships. */
export function fontOf({ font }: ThemeDocument, language: keyof typeof han = ''): string | undefined {
  if (font === undefined) return undefined;
  return `${latin[font]}, ${han[language]}, ${font === 'serif' ? 'serif' : 'sans-serif'}`;
}

const block = (selector: string, values: Readonly<Record<string, string>>): string => {
  const lines = Object.entries(values).map(([name, value]) => `${name}:${value};`);
  return lines.length === 0 ? '' : `${selector}{${lines.join('')}}\n`;
};

/** Addresses of the pictures, where each is. */
export interface ThemeAddresses {
  readonly logo?: { readonly light: string; readonly dark?: string };
  readonly smallLogo?: { readonly light: string; readonly dark?: string };
}

/** Pictures as tokens of one scheme: the mark of the product gives way to them. */
export function pictureTokens({ logo, smallLogo }: ThemeAddresses, scheme: 'light' | 'dark'): Tokens {
  const address = (pair: ThemeAddresses['logo']) => (pair === undefined ? undefined : ((scheme === 'dark' ? pair.dark : undefined) ?? pair.light)); // prettier-ignore
  const [wide, small] = [address(logo), address(smallLogo)];
  const quoted = (text: string) => `url("${text}")`;
  return {
    ...(wide === undefined ? {} : { '--tr-logo': quoted(wide), '--tr-logo-width': '152px', '--tr-brand-size': '0' }),
    ...(small === undefined ? {} : { '--tr-logo-small': quoted(small) }),
    ...(wide === undefined && small === undefined ? {} : { '--tr-logo-mark': 'none' }),
  };
}

/** The stylesheet after tokens.css. */
export function themeSheet(theme: ThemeDocument, addresses: ThemeAddresses): string {
  const fonts = (['', 'zh-CN', 'zh-TW'] as const).flatMap((language) => {
    const font = fontOf(theme, language);
    return font === undefined ? [] : [block(language === '' ? ':root' : `:root:lang(${language})`, { '--tr-font': font })]; // prettier-ignore
  });
  const density = block(':root:not([data-density])', densityTokens(theme));
  const dark = pictureTokens(addresses, 'dark');
  return [
    block(':root', { ...themeTokens(theme), ...pictureTokens(addresses, 'light') }),
    ...fonts,
    // Fingers need their room whatever the site prefers.
    density && `@media not (pointer:coarse){${density}}\n`,
    block(':root[data-theme=dark]', dark),
    Object.keys(dark).length > 0
      ? `@media (prefers-color-scheme:dark){${block(':root:not([data-theme=light])', dark)}}\n`
      : '',
  ].join('');
}
