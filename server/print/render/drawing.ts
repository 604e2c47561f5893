/**
 * Bar and QR codes on their way from a helper through the markup to the layouter: `<img src="code:type:width:height:text">`,
 * lengths in tenths of a millimetre, the text in base64url. What stands there by another way can draw a code, nothing else.
 */
import { barTypes, drawCode, type CodeDrawing, type CodeType } from '../../../metadata/print/codes/draw-code.js';
import type { Drawing } from '../layout/types.js';

const source = /^code:(qr|code128|ean13|ean8|upc):(\d{1,4}):(\d{1,4}):([\w-]{1,2000})$/;

export const isCodeSource = (text: string): boolean => source.test(text);

/** Millimetres. */
export interface CodeSize {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

const tenths = (millimetres: number): number => Math.min(3000, Math.max(20, Math.round(millimetres * 10)));

/** A module of bars is 0.33 mm wide and 12 mm high, a QR code 25 mm, unless stated. */
export function codeSource(type: CodeType, value: string, drawing: CodeDrawing, size: CodeSize): string {
  const width = size.width ?? (type === 'qr' ? (size.height ?? 25) : drawing.columns * 0.33);
  const height = type === 'qr' ? width : (size.height ?? 12);
  return `code:${type}:${tenths(width)}:${tenths(height)}:${Buffer.from(value, 'utf8').toString('base64url')}`;
}

const inPixels = (tenth: string): number => (Number(tenth) / 254) * 96;

export function readCode(text: string): Drawing | undefined {
  const match = source.exec(text);
  if (!match) return undefined;
  const [, type, width, height, value] = match as unknown as [string, CodeType, string, string, string];
  const drawn = drawCode(type, Buffer.from(value, 'base64url').toString('utf8'));
  if ('refused' in drawn) return undefined;
  return { ...drawn, width: inPixels(width), height: inPixels(height) };
}

export const isBarType = (text: string): text is (typeof barTypes)[number] =>
  (barTypes as readonly string[]).includes(text);

/** The dark parts as one path, so that no hairlines stand between them; `x` and `y` are points of the upper left corner. */
export function pathOf({ dark, columns, rows }: Drawing, x: number, y: number, width: number, height: number): string {
  const [sx, sy] = [width / columns, height / rows];
  return dark
    .map(([column, row, across, down]) => `M${round(x + column * sx)} ${round(y + row * sy)}h${round(across * sx)}v${round(down * sy)}h${round(-across * sx)}z`)
    .join('');
} // prettier-ignore

const round = (value: number): number => Math.round(value * 1000) / 1000;
