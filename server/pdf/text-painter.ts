/**
 * Text of tables, painted many thousand times to a document: glyphs, widths and kerning are looked up once for each
 * character and pair of characters, and a page's text is written in one go. pdfkit's own `text` lays out every call anew.
 */
import { pdfFonts, printable, type PdfDocument } from './fonts.js';

export interface TextPainter {
  /** Points, at a size of points. */
  width(text: string, size: number, bold?: boolean): number;
  /** Lines of at most so many points, broken between words (Han anywhere), and where one word is wider within it. */
  wrap(text: string, room: number, size: number, bold?: boolean): readonly string[];
  /** Text with its baseline at a point from the page's top left; it appears with `flush`. */
  draw(text: string, at: TextPlace): void;
  /** Writes what was drawn since the last flush to the document's page. */
  flush(): void;
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** `#rrggbb`. */
  readonly color: string;
}

/** What of pdfkit's fonts is used here; not in its types. */
interface EmbeddedFont {
  readonly id: string;
  encode(text: string, features?: readonly string[]): readonly [readonly string[], unknown];
  widthOfString(text: string, size: number, features?: readonly string[]): number;
  ref(): unknown;
}
interface FontInternals {
  readonly _font: EmbeddedFont;
  readonly page: { readonly fonts: Record<string, unknown> };
  addContent(content: string): unknown;
}

interface Face {
  readonly font: EmbeddedFont;
  readonly glyphs: Map<string, { readonly hex: string; readonly width: number }>;
  readonly pairs: Map<string, number>;
}

/** A slant of about 12 degrees stands for italics, which Chinese has not. */
const SLANT = 0.21;

export function createTextPainter(document: PdfDocument): TextPainter {
  const internals = document as unknown as FontInternals;
  const face = (name: string): Face => {
    document.font(name);
    return { font: internals._font, glyphs: new Map(), pairs: new Map() };
  };
  const bold = face(pdfFonts.bold);
  const regular = face(pdfFonts.regular);
  const faceOf = (isBold: boolean | undefined): Face => (isBold ? bold : regular);
  let content: string[] = [];
  let used = new Set<Face>();

  const painter: TextPainter = {
    width: (text, size, isBold) => (widthOf(faceOf(isBold), printable(text)) * size) / 1000,
    wrap(text, room, size, isBold) {
      const limit = (room * 1000) / size;
      return text.split('\n').flatMap((line) => wrapLine(faceOf(isBold), printable(line), limit));
    },
    draw(text, { x, y, size, bold: isBold, italic, color }) {
      const with_ = faceOf(isBold);
      used.add(with_);
      const shown = glyphsOf(with_, printable(text));
      // The page's axis points down; text is turned back up.
      content.push(
        `${colour(color)} rg /${with_.font.id} ${short(size)} Tf 1 0 ${italic ? short(SLANT) : 0} -1 ${short(x)} ${short(y)} Tm [${shown}] TJ`,
      );
    },
    flush() {
      if (content.length === 0) return;
      for (const { font } of used) internals.page.fonts[font.id] ??= font.ref();
      internals.addContent(`q BT\n${content.join('\n')}\nET Q`);
      content = [];
      used = new Set();
    },
  };
  return painter;
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

export function colour(hex: string): string {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  return [0, 2, 4].map((at) => short(Number.parseInt(digits.slice(at, at + 2), 16) / 255)).join(' ');
}

/** Quotation marks are as wide as a Chinese character unless the font is asked for those of its Latin letters. */
const quotes = /[‘’“”]/;
const latin = ['pwid'] as const;

function glyphOf(face: Face, character: string) {
  let glyph = face.glyphs.get(character);
  if (!glyph) {
    const features = quotes.test(character) ? ([latin] as const) : [];
    const [codes] = face.font.encode(character, ...features);
    glyph = { hex: codes.join(''), width: face.font.widthOfString(character, 1000, ...features) };
    face.glyphs.set(character, glyph);
  }
  return glyph;
}

const kerns = (character: string): boolean => character > ' ' && character < '\u2000';

/** How much nearer two letters stand than their widths say. */
function kernOf(face: Face, left: string, right: string): number {
  if (!kerns(left) || !kerns(right)) return 0;
  const pair = left + right;
  let kern = face.pairs.get(pair);
  if (kern === undefined) {
    kern = face.font.widthOfString(pair, 1000) - glyphOf(face, left).width - glyphOf(face, right).width;
    face.pairs.set(pair, kern);
  }
  return kern;
}

function widthOf(face: Face, text: string): number {
  let width = 0;
  let before: string | undefined;
  for (const character of text) {
    width += glyphOf(face, character).width + (before === undefined ? 0 : kernOf(face, before, character));
    before = character;
  }
  return width;
}

function glyphsOf(face: Face, text: string): string {
  let out = '<';
  let before: string | undefined;
  for (const character of text) {
    const kern = before === undefined ? 0 : kernOf(face, before, character);
    if (Math.abs(kern) >= 1) out += `> ${short(-kern)} <`;
    out += glyphOf(face, character).hex;
    before = character;
  }
  return `${out}>`;
}

const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
/** Signs that no line begins with. */
const closing = /^[，。、；：？！）》」』】〉”’]/;

function wrapLine(face: Face, text: string, limit: number): readonly string[] {
  if (widthOf(face, text) <= limit) return [text];
  const words = wide.test(text)
    ? (text.match(/[\u0020-\u10ff\u1200-\u2e7f]+?(?:\s+|(?=[^\u0020-\u10ff\u1200-\u2e7f])|$)|./gu) ?? [])
    : (text.match(/\S+\s*|\s+/g) ?? []);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (widthOf(face, (line + word).trimEnd()) <= limit || (closing.test(word) && line !== '')) {
      line += word;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = '';
    for (const character of word) {
      if (line !== '' && widthOf(face, (line + character).trimEnd()) > limit) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
