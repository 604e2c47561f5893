/** Where things stand on paper: pages, labels on a sheet, the window of an envelope. Millimetres; y grows downwards. */
import type { EnvelopeDocument, LabelSheetDocument, PageDocument, pageSizes } from '../schema/print-template.js';

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface PageGeometry {
  readonly width: number;
  readonly height: number;
  readonly margins: Margins;
}

/** A rectangle on a page. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const sizes: Readonly<Record<(typeof pageSizes)[number], readonly [number, number]>> = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  A6: [105, 148],
  Letter: [215.9, 279.4],
  Legal: [215.9, 355.6],
  DL: [220, 110],
  C5: [229, 162],
  C6: [162, 114],
};

const usual: Margins = { top: 20, right: 20, bottom: 20, left: 25 };
const none: Margins = { top: 0, right: 0, bottom: 0, left: 0 };

/** `bare`: margins are 0 unless stated (labels, envelopes). */
export function pageGeometry(page: PageDocument = {}, bare = false): PageGeometry {
  const [named, high] = sizes[page.size ?? 'A4'];
  const width = page.width ?? named;
  const height = page.height ?? high;
  const turned =
    (page.orientation === 'portrait' && width > height) || (page.orientation === 'landscape' && width < height);
  const margins = { ...(bare ? none : usual), ...page.margins };
  return { width: turned ? height : width, height: turned ? width : height, margins };
}

/** The part of a page within its margins. */
export const bodyPlace = ({ width, height, margins }: PageGeometry): Place => ({
  x: margins.left,
  y: margins.top,
  width: width - margins.left - margins.right,
  height: height - margins.top - margins.bottom,
});

const padding = 3;

/** The labels of a sheet in the order in which they are filled, each without its padding. */
export function labelPlaces(
  labels: LabelSheetDocument,
  page: Pick<PageGeometry, 'width' | 'height'>,
): readonly Place[] {
  const { columns, rows, width, height, gapX = 0, gapY = 0 } = labels;
  const left = labels.left ?? (page.width - columns * width - (columns - 1) * gapX) / 2;
  const top = labels.top ?? (page.height - rows * height - (rows - 1) * gapY) / 2;
  const inner = labels.padding ?? padding;
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: left + (i % columns) * (width + gapX) + inner,
    y: top + Math.floor(i / columns) * (height + gapY) + inner,
    width: width - 2 * inner,
    height: height - 2 * inner,
  }));
}

/** On which sheet (from 0) and which label of it (from 0) the record number `index` (from 0) stands. */
export function labelAt(
  index: number,
  labels: LabelSheetDocument,
  start = labels.start ?? 1,
): { readonly sheet: number; readonly label: number } {
  const each = labels.columns * labels.rows;
  const at = index + Math.min(Math.max(1, start), each) - 1;
  return { sheet: Math.floor(at / each), label: at % each };
}

export const envelopePlaces = ({
  window,
  sender,
}: EnvelopeDocument): { readonly window: Place; readonly sender?: Place } => ({
  window: placeOf(window),
  ...(sender ? { sender: placeOf(sender) } : {}),
});

const placeOf = ({ left, top, width, height }: EnvelopeDocument['window']): Place => ({
  x: left,
  y: top,
  width,
  height,
});

/** Whether a rectangle lies on the page; a tenth of a millimetre is forgiven. */
export const isOnPage = ({ x, y, width, height }: Place, page: Pick<PageGeometry, 'width' | 'height'>): boolean =>
  x >= -0.1 && y >= -0.1 && x + width <= page.width + 0.1 && y + height <= page.height + 0.1;

/** Millimetres in points of 1/72 inch. */
export const toPoints = (millimetres: number): number => (millimetres * 72) / 25.4;
