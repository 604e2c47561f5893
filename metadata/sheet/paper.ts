/** Paper of a printed sheet. All lengths are CSS pixels (96 to an inch), as in the grid; a point is 0.75 of them. */
import type { SheetPage } from '../schema/sheet.js';
import { labelText } from '../value.js';

export interface Paper {
  readonly width: number;
  readonly height: number;
  /** Top, right, bottom, left. */
  readonly margins: readonly [number, number, number, number];
  /** Place of header and footer text above and below the rows; 0 without one. */
  readonly headerHeight: number;
  readonly footerHeight: number;
  /** Body rows on a page at most; Infinity: as many as fit. */
  readonly rowsPerPage: number;
}

/** In mm, upright. */
const sizes = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  Letter: [215.9, 279.4],
  Legal: [215.9, 355.6],
} as const;
const pixels = (mm: number): number => (mm * 96) / 25.4;
/** What stays for rows when margins are wider than the paper. */
const LEAST = 40;
const LINE = 24;
/** A sheet that would have to be made this much smaller upright is turned, unless the report says how it lies. */
const TURN = 0.8;

/** `width` is that of the sheet: where no orientation is stated, a wide one lies. */
export function paperOf(page: SheetPage, width: number): Paper {
  const [short, long] = sizes[page.size ?? 'A4'].map(pixels) as [number, number];
  const given = (page.margins ?? [15, 15, 15, 15]).map(pixels) as [number, number, number, number];
  const upright =
    (page.orientation ?? (width * TURN > short - given[1] - given[3] ? 'landscape' : 'portrait')) === 'portrait';
  const [paperWidth, paperHeight] = upright ? [short, long] : [long, short];
  const across = Math.min(1, (paperWidth - LEAST) / Math.max(1, given[1] + given[3]));
  const headerHeight = isSaid(page.header) ? LINE : 0;
  const footerHeight = isSaid(page.footer) ? LINE : 0;
  const free = paperHeight - headerHeight - footerHeight - LEAST;
  const down = Math.min(1, free / Math.max(1, given[0] + given[2]));
  return {
    width: paperWidth,
    height: paperHeight,
    margins: [given[0] * down, given[1] * across, given[2] * down, given[3] * across],
    headerHeight,
    footerHeight,
    rowsPerPage: page.rowsPerPage ? page.rowsPerPage : Number.POSITIVE_INFINITY,
  };
}

const isSaid = (label: SheetPage['header']): boolean => label !== undefined && labelText(label, 'en', '').trim() !== '';

export const bodyWidth = ({ width, margins }: Paper): number => width - margins[1] - margins[3];
export const bodyHeight = ({ height, margins, headerHeight, footerHeight }: Paper): number =>
  height - margins[0] - margins[2] - headerHeight - footerHeight;

export interface PageWords {
  readonly page: number;
  readonly pages: number;
  /** As it is to be read. */
  readonly date: string;
  readonly title: string;
}

/** Header or footer text of one page: `&page / &pages`; `&&` is an ampersand. */
export function pageText(text: string, words: PageWords): string {
  return text.replace(/&(&|pages?\b|date\b|title\b)/g, (_, name: string) =>
    name === '&' ? '&' : String(words[name as keyof PageWords]),
  );
}
