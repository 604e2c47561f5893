/**
 * Colours as people see them: sRGB hex, OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020),
 * WCAG 2.2 contrast, and what colour-blind eyes see (Machado, Oliveira, Fernandes 2009, severity 1). Pure.
 */
export type Rgb = readonly [red: number, green: number, blue: number];
/** Lightness 0 to 1, chroma 0 to about 0.37, hue in radians. */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const fromLinear = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

/** Linear light, 0 to 1 each, of `#rrggbb`. */
export function linearOf(hex: string): Rgb {
  const part = (at: number) => toLinear(parseInt(hex.slice(at, at + 2), 16) / 255);
  return [part(1), part(3), part(5)];
}

function hexOf(rgb: Rgb): string {
  const part = (v: number) => Math.round(Math.min(1, Math.max(0, fromLinear(Math.max(0, v)))) * 255).toString(16).padStart(2, '0'); // prettier-ignore
  return `#${rgb.map(part).join('')}`;
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(linearOf(one)), luminance(linearOf(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

type Lab = readonly [l: number, a: number, b: number];

function labOf([r, g, b]: Rgb): Lab {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function rgbOf({ l, c, h }: Oklch): Rgb {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)];
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

export function oklchOf(hex: string): Oklch {
  const [l, a, b] = labOf(linearOf(hex));
  return { l, c: Math.hypot(a, b), h: Math.atan2(b, a) };
}

const isShown = (rgb: Rgb) => rgb.every((v) => v >= -0.0005 && v <= 1.0005);

/** The nearest colour of a screen: lightness and hue stay, chroma gives way. */
export function hexOfOklch(colour: Oklch): string {
  if (isShown(rgbOf(colour))) return hexOf(rgbOf(colour));
  let [low, high] = [0, colour.c];
  for (let i = 0; i < 16; i++) {
    const c = (low + high) / 2;
    if (isShown(rgbOf({ ...colour, c }))) low = c;
    else high = c;
  }
  return hexOf(rgbOf({ ...colour, c: low }));
}

/** How far two colours are from one another to the eye: 0.02 is just seen, black and white are 1. */
export function distance(one: string, other: string, eye: Eye = 'usual'): number {
  const [p, q] = [labOf(seenBy(linearOf(one), eye)), labOf(seenBy(linearOf(other), eye))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

export type Eye = 'usual' | 'protan' | 'deutan' | 'tritan';

const eyes: Readonly<Record<Exclude<Eye, 'usual'>, readonly [Rgb, Rgb, Rgb]>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenBy(rgb: Rgb, eye: Eye): Rgb {
  if (eye === 'usual') return rgb;
  const row = ([a, b, c]: Rgb) => Math.min(1, Math.max(0, a * rgb[0] + b * rgb[1] + c * rgb[2]));
  const [red, green, blue] = eyes[eye];
  return [row(red), row(green), row(blue)];
}
