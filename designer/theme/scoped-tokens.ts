/**
 * The tokens of one ground for a part of a page. `light-dark()` is computed at the root, where the page has one ground only:
 * a part that shows the other one states every token anew. Pure, but for the reading of the page's own stylesheet.
 */
import type { ThemeDocument } from '../../metadata/schema/theme.js';
import type { Scheme } from '../../metadata/theme/accent.js';
import { densityTokens, fontOf, pictureTokens, themeTokens } from '../../metadata/theme/tokens.js';

/** `light-dark(a, b)` as one of the two, however often it stands in a value. */
export function inScheme(value: string, scheme: Scheme): string {
  const start = value.indexOf('light-dark(');
  if (start < 0) return value;
  let depth = 0;
  let comma = -1;
  for (let at = start + 10; at < value.length; at++) {
    if (value[at] === '(') depth++;
    else if (value[at] === ',' && depth === 1 && comma < 0) comma = at;
    else if (value[at] === ')' && --depth === 0) {
      const chosen = scheme === 'light' ? value.slice(start + 11, comma) : value.slice(comma + 1, at);
      return value.slice(0, start) + chosen.trim() + inScheme(value.slice(at + 1), scheme);
    }
  }
  return value;
}

/** Every token as it ships, by name, from tokens.css of this page. */
export function shippedTokens(sheets: Iterable<CSSStyleSheet>): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const sheet of sheets) {
    if (!sheet.href?.includes('/assets/tokens-')) continue;
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== ':root') continue;
      for (const name of rule.style) if (name.startsWith('--')) held.set(name, rule.style.getPropertyValue(name));
    }
  }
  return held;
}

/** Declarations of a part that shows a theme on one ground. */
export function scopedStyle(shipped: ReadonlyMap<string, string>, theme: ThemeDocument, scheme: Scheme, language: string): string {
  const font = fontOf(theme, language === 'zh-CN' || language === 'zh-TW' ? language : '');
  // What the site has now must not shine through.
  const bare = { '--tr-logo': 'initial', '--tr-logo-small': 'initial', '--tr-logo-width': 'initial', '--tr-logo-mark': 'initial', '--tr-brand-size': 'initial' };
  const all = new Map([
    ...Object.entries(bare),
    ...shipped,
    ...Object.entries({ ...themeTokens(theme), ...densityTokens(theme), ...pictureTokens(theme, scheme) }),
    ...(font === undefined ? [] : [['--tr-font', font] as const]),
  ]);
  return `color-scheme:${scheme};${[...all].map(([name, value]) => `${name}:${inScheme(value, scheme)};`).join('')}`;
} // prettier-ignore
