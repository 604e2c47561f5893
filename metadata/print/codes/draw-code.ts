/** Codes for paper as rectangles on a grid of modules, the blank around them included, or the words for what cannot be drawn. Pure. */
import type { Words } from '../../value.js';
import { say } from '../../words.js';
import { barWidths } from './bars.js';
import { isChecked, lengths } from './digits.js';
import { qrModules } from './qr.js';

export const barTypes = ['code128', 'ean13', 'ean8', 'upc'] as const;
export type CodeType = (typeof barTypes)[number] | 'qr';

/** A rectangle: column, row, columns, rows. */
export type Dark = readonly [x: number, y: number, width: number, height: number];

export interface CodeDrawing {
  readonly columns: number;
  /** 1 of bars, which are as high as they are wanted. */
  readonly rows: number;
  readonly dark: readonly Dark[];
}

/** Characters that bars still show in a width that a reader takes in. */
const mostBars = 80;
/** Blank that readers ask for, in modules. */
const quiet = { bars: 10, qr: 4 };

export function drawCode(type: CodeType, value: string): CodeDrawing | { readonly refused: Words } {
  if (type === 'qr') {
    const modules = qrModules(value);
    return modules ? square(modules) : { refused: { message: 'A QR code holds 666 bytes at most.' } };
  }
  const refused = refusal(type, value);
  if (refused) return { refused };
  const widths = [...barWidths(value, type === 'code128' ? 'free' : type)].map(Number);
  let x = quiet.bars;
  const dark = widths.flatMap((width, i): Dark[] => {
    const at = x;
    x += width;
    return i % 2 === 0 ? [[at, 0, width, 1]] : [];
  });
  return { columns: x + quiet.bars, rows: 1, dark };
}

function refusal(type: (typeof barTypes)[number], value: string): Words | undefined {
  if (type === 'code128') {
    if (value.length > mostBars) return say`Bars show ${{ most: mostBars }} characters at most.`;
    return /^[\x20-\x7e]+$/.test(value)
      ? undefined
      : { message: 'Bars can show plain letters, digits and signs only.' };
  }
  const count = lengths[type];
  if (value.length !== count || !/^\d+$/.test(value)) return say`This code has ${{ count }} digits and nothing else.`;
  return isChecked(value) ? undefined : { message: 'The last digit does not fit the others: one was mistyped.' };
}

/** Dark modules beside each other are one rectangle. */
function square(modules: readonly (readonly boolean[])[]): CodeDrawing {
  const dark = modules.flatMap((row, y) => {
    const line = row.map((each) => (each ? '1' : '0')).join('');
    return [...line.matchAll(/1+/g)].map(({ index, 0: run }): Dark => [index + quiet.qr, y + quiet.qr, run.length, 1]);
  });
  const size = modules.length + 2 * quiet.qr;
  return { columns: size, rows: size, dark };
}
