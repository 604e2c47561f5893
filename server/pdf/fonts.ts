/**
 * The fonts of PDF files: Noto Sans SC, regular and bold, which has Latin, Greek, Cyrillic and Chinese (simplified and
 * traditional) in one design, so that a line never changes its face. A file embeds only the glyphs that it uses. pdfkit
 * and the fonts (10 MB each) are read with the first PDF; what was read of a font is kept for the next one.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import { lazyPackage } from '../lazy-package.js';

export type PdfDocument = InstanceType<typeof PDFDocument>;
export type PdfOptions = Omit<NonNullable<ConstructorParameters<typeof PDFDocument>[0]>, 'font'>;

/** Names under which the fonts are registered in each document: `document.font(pdfFonts.bold)`. */
export const pdfFonts = { regular: 'Noto Sans SC', bold: 'Noto Sans SC Bold' } as const;

/** Where the font files lie, for other renderers (resvg). */
export const fontFiles = (): readonly string[] => [fileOf(regularFile), fileOf(boldFile)];

const regularFile = '400Regular/NotoSansSC_400Regular.ttf';
const boldFile = '700Bold/NotoSansSC_700Bold.ttf';
const requireFrom = createRequire(import.meta.url);
const fileOf = (path: string): string => requireFrom.resolve(`@expo-google-fonts/noto-sans-sc/${path}`);
const pdfkit = lazyPackage<typeof PDFDocument>('pdfkit');

/** A font that pdfkit has parsed; it takes one in place of a file. */
export interface ParsedFont {
  layout(text: string): unknown;
  hasGlyphForCodePoint(codePoint: number): boolean;
}
let parsed: Promise<readonly [ParsedFont, ParsedFont]> | undefined;
let regularFont: ParsedFont | undefined;

/**
 * An empty document with both fonts registered and the regular one chosen. Pages are made by the caller
 * (`autoFirstPage: false` unless stated); it is a readable stream of the file's bytes.
 */
export async function createPdf(options: PdfOptions = {}): Promise<PdfDocument> {
  parsed ??= parseFonts().catch((error: unknown) => {
    parsed = undefined;
    throw error;
  });
  const [regular, bold] = await parsed;
  // Without a first font pdfkit would read Helvetica.
  const document = new (pdfkit())({ autoFirstPage: false, ...options, font: regular as never });
  document.registerFont(pdfFonts.regular, regular as never);
  document.registerFont(pdfFonts.bold, bold as never);
  return document.font(pdfFonts.regular);
}

async function parseFonts(): Promise<readonly [ParsedFont, ParsedFont]> {
  const [regular, bold] = await Promise.all([readFile(fileOf(regularFile)), readFile(fileOf(boldFile))]);
  const Document = pdfkit();
  const parse = (bytes: Buffer): ParsedFont => {
    const probe = new Document({ autoFirstPage: false, font: bytes as never });
    return (probe as unknown as { readonly _font: { readonly font: ParsedFont } })._font.font;
  };
  regularFont = parse(regular);
  return [regularFont, parse(bold)];
}

/** Letters with a stroke, which Unicode takes for letters of their own, and signs that have a larger twin. */
const twins: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  Ŧ: 'T',
  ŧ: 't',
  ı: 'i',
  '▴': '▲',
  '▾': '▼',
};
const shown = new Map<number, string>();

/**
 * The text in characters that the fonts have, after `createPdf`. A letter that they lack is written without its mark
 * (`Łódź`: `Lódz`), so that a name stays readable; what has no plain letter becomes `?` instead of an empty box.
 */
export function printable(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    let known = shown.get(code);
    if (known === undefined) shown.set(code, (known = shownAs(character, code)));
    out += known;
  }
  return out;
}

function shownAs(character: string, code: number): string {
  if (character === '\n' || !regularFont || regularFont.hasGlyphForCodePoint(code)) return character;
  // Controls, joiners and marks of direction are not seen anyway.
  if (/[\p{Cc}\p{Cf}\p{Mn}]/u.test(character)) return character === '\t' ? ' ' : '';
  if (/\s/.test(character)) return ' ';
  const plain = twins[character] ?? character.normalize('NFKD').replace(/\p{Mn}/gu, '');
  const isKnown = [...plain].every((each) => regularFont!.hasGlyphForCodePoint(each.codePointAt(0)!));
  return plain !== '' && isKnown ? plain : '?';
}

/** The whole file; ends the document. */
export async function pdfBytes(document: PdfDocument): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.end();
  await done;
  return Buffer.concat(parts);
}
