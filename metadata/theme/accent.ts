/**
 * One accent to the colours of buttons, links and selections, in light and in dark. Pure.
 *
 *   accent -> fill that carries its text and is seen on the ground -> text on every ground -> soft grounds, lines, heat
 *
 * Hue is kept; only lightness is moved, and no further than contrast asks. What was moved is told.
 */
import { contrast, hexOfOklch, oklchOf } from './colour.js';

export type Scheme = 'light' | 'dark';

/** WCAG 2.2: text 1.4.3, marks and edges of controls 1.4.11. */
export const textContrast = 4.5;
export const markContrast = 3;

/** Grounds of tokens.css on which the accent is text. */
export const grounds: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['#ffffff', '#f6f7f9', '#f1f3f5', '#f3f5f7', '#edeff2', '#e8ebef'],
  dark: ['#16181c', '#0f1114', '#1e2126', '#121417', '#1f2227', '#262a30', '#282c32'],
};
/** Where filled controls stand. */
const surfaces: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['#ffffff', '#f6f7f9'],
  dark: ['#16181c', '#0f1114', '#1e2126'],
};
const bodyText: Readonly<Record<Scheme, string>> = { light: '#1b1f24', dark: '#e9ebee' };
const white = '#ffffff';
const ink = '#111318';

export interface AccentColours {
  readonly accent: string;
  readonly hover: string;
  readonly onAccent: string;
  readonly text: string;
  readonly soft: string;
  readonly selected: string;
  readonly line: string;
  readonly heat: readonly [string, string, string, string, string];
  readonly onHeat: string;
  /** Absent where the fill is the accent itself. `lightness` in points of 100; `ratio` is what the accent itself had. */
  readonly moved?: { readonly lightness: number; readonly why: 'mark' | 'text'; readonly ratio: number };
}

const worst = (colour: string, others: readonly string[]) => Math.min(...others.map((other) => contrast(colour, other))); // prettier-ignore

/** The colour that is nearest in lightness for which something holds, in steps of half a point. */
function nearest(colour: string, holds: (hex: string) => boolean, towards?: 'lighter' | 'darker'): string {
  if (holds(colour)) return colour;
  const from = oklchOf(colour);
  for (let step = 1; step <= 200; step++) {
    const by = step / 200;
    for (const l of towards === 'lighter' ? [from.l + by] : towards === 'darker' ? [from.l - by] : [from.l - by, from.l + by]) {
      if (l < 0 || l > 1) continue;
      const hex = hexOfOklch({ ...from, l });
      if (holds(hex)) return hex;
    }
  }
  throw new Error(`No lightness of ${colour} holds.`);
} // prettier-ignore

const onColour = (fill: string): string => (contrast(fill, white) >= textContrast ? white : ink);

export function accentColours(accent: string, scheme: Scheme): AccentColours {
  const given = accent.toLowerCase();
  const carries = (hex: string) => contrast(hex, onColour(hex)) >= textContrast;
  const isSeen = (hex: string) => worst(hex, surfaces[scheme]) >= markContrast;
  const fill = nearest(given, (hex) => carries(hex) && isSeen(hex));
  const onAccent = onColour(fill);
  const { l, c, h } = oklchOf(fill);
  // Away from the text that stands on it, so that it stays as easy to read.
  const hover = hexOfOklch({ l: onAccent === white ? Math.max(0, l - 0.06) : Math.min(1, l + 0.05), c, h });
  const tint = (lightness: number, chroma: number) => hexOfOklch({ l: lightness, c: Math.min(c, chroma), h });
  const isLight = scheme === 'light';
  const soft = isLight ? tint(0.955, 0.022) : tint(0.29, 0.06);
  const selected = isLight ? tint(0.967, 0.018) : tint(0.255, 0.045);
  const behind = [...grounds[scheme], soft, selected];
  const readable = (hex: string) => worst(hex, behind) >= textContrast;
  const text = nearest(given, readable, isLight ? 'darker' : 'lighter');
  const heatSteps = isLight ? [0.955, 0.87, 0.78, 0.69] : [0.26, 0.33, 0.4, 0.47];
  const carriesText = (hex: string) => contrast(hex, bodyText[scheme]) >= textContrast;
  const heat = heatSteps.map((step, i) =>
    nearest(tint(step, 0.025 + i * 0.04), carriesText, isLight ? 'lighter' : 'darker'),
  );
  const strongest = isLight ? fill : text;
  return {
    accent: fill,
    hover,
    onAccent,
    text,
    soft,
    selected,
    line: isLight ? tint(0.81, 0.09) : tint(0.44, 0.1),
    heat: [heat[0]!, heat[1]!, heat[2]!, heat[3]!, strongest],
    onHeat: contrast(strongest, white) >= textContrast ? white : ink,
    ...(fill === given ? {} : { moved: movedBy(given, fill, scheme) }),
  };
}

function movedBy(given: string, fill: string, scheme: Scheme): NonNullable<AccentColours['moved']> {
  const seen = worst(given, surfaces[scheme]);
  const lightness = Math.round((oklchOf(fill).l - oklchOf(given).l) * 100);
  if (seen < markContrast) return { lightness, why: 'mark', ratio: seen };
  return { lightness, why: 'text', ratio: Math.max(contrast(given, white), contrast(given, ink)) };
}

/** A series of charts on dark ground: the same hue, light enough to be seen. */
export const chartOnDark = (colour: string): string =>
  nearest(colour.toLowerCase(), (hex) => worst(hex, surfaces.dark) >= markContrast, 'lighter');
