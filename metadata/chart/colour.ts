/** Mixing colours and choosing the text colour that can be read on them; colours are `#rgb`, `#rrggbb`, `rgb()` or `rgba()`. */

type Rgb = readonly [number, number, number];

function parseColour(text: string): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3'));
  if (hex) return [parseInt(hex[1]!, 16), parseInt(hex[2]!, 16), parseInt(hex[3]!, 16)];
  const parts = text.match(/[\d.]+/g)?.map(Number) ?? [];
  return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
}

/** So much of the first colour over the second, 0 to 1. */
export function mixColours(over: string, under: string, amount: number): string {
  const [a, b] = [parseColour(over), parseColour(under)];
  return `rgb(${a.map((part, index) => Math.round(part * amount + b[index]! * (1 - amount))).join(', ')})`;
}

/** The same hue with more of it: what a channel lies below the highest one, so many times. Greys stay as they are. */
export function saturated(colour: string, times: number): string {
  const parts = parseColour(colour);
  const high = Math.max(...parts);
  return `rgb(${parts.map((part) => Math.max(0, Math.round(high - (high - part) * times))).join(', ')})`;
}

function luminance(colour: string): number {
  const [r, g, b] = parseColour(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** WCAG 1.4.3, for text of ordinary size. */
const readable = 4.5;

/** The one of some colours that reads best on a ground; black or white where none of them reads well enough: one of the two always does. */
export function readableOn(ground: string, choices: readonly string[]): string {
  const best = (colours: readonly string[]) =>
    [...colours].sort((a, b) => contrast(b, ground) - contrast(a, ground))[0]!;
  const chosen = best(choices);
  return contrast(chosen, ground) >= readable ? chosen : best(['#000000', '#ffffff']);
}
