/** A small sheet as a picture: another report's, in a cell. Its proportions are kept, and it is made smaller where it must. */
import { cutText, textWidth, wrapText } from '../../../../metadata/chart/text-width.js';
import type { Grid } from '../../../../metadata/sheet/types.js';
import { cellLook, colours } from '../cell-look.js';
import { text, type Card, type DrawnCard } from './card.js';

type Size = Pick<Card, 'width' | 'height'>;

const FONT = 12;
const PADDING = 7;

export function drawnSheet(grid: Grid, size: Size): DrawnCard {
  const lefts = starts(grid.columns.map(({ width }) => width));
  const tops = starts(grid.rows.map(({ height }) => height));
  const [width, height] = [Math.max(1, lefts.at(-1)!), Math.max(1, tops.at(-1)!)];
  const fills: string[] = [];
  const lines: string[] = [];
  const words: string[] = [];
  for (const cell of grid.cells) {
    const { row, column, rowSpan = 1, columnSpan = 1, kind } = cell;
    const look = cellLook(cell, grid);
    const [x, y] = [lefts[column]!, tops[row]!];
    const [w, h] = [lefts[column + columnSpan]! - x, tops[row + rowSpan]! - y];
    if (look.fill && kind !== 'blank') fills.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${look.fill}"/>`); // prettier-ignore
    lines.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="none" stroke="${colours.line}" stroke-width="0.7"/>`); // prettier-ignore
    if (look.ruled) lines.push(`<rect x="${x}" y="${y - 0.7}" width="${w}" height="1.4" fill="${colours.strong}"/>`);
    if (cell.text === '') continue;
    const room = w - 2 * PADDING;
    const isNumber = typeof cell.value === 'number';
    // Figures are not cut: they are written smaller.
    const wide = textWidth(cell.text, FONT);
    const fontSize = isNumber && wide > room ? Math.max(FONT / 2, (FONT * room) / wide) : FONT;
    const shown = isNumber ? cell.text : cutText(cell.text.replaceAll('\n', ' '), room, FONT);
    const at = { left: x + PADDING, center: x + w / 2, right: x + w - PADDING }[look.align];
    const baseline = look.vertical === 'top' ? y + Math.min(h / 2, 13) : y + h / 2;
    words.push(
      text(shown, at, baseline + fontSize * 0.36, {
        size: fontSize,
        bold: look.bold,
        italic: look.italic,
        color: look.color,
        anchor: ({ left: 'start', center: 'middle', right: 'end' } as const)[look.align],
      }),
    );
  }
  // As large as it is, smaller where it must, from the cell's first corner.
  const scale = Math.min(1, size.width / width, size.height / height);
  const inside = `<g transform="scale(${Math.round(scale * 1e4) / 1e4})">${fills.join('')}${lines.join('')}${words.join('')}</g>`; // prettier-ignore
  return { svg: frame(size, inside), words: grid.cells.flatMap((cell) => cell.text || []).join(' · ') };
}

/** A sentence in the middle of a place. */
export function said(sentence: string, size: Size): DrawnCard {
  const lines = wrapText(sentence, size.width - 2 * PADDING, 3, FONT);
  const top = size.height / 2 + FONT * 0.36 - ((lines.length - 1) * 16) / 2;
  const words = lines.map((line, index) =>
    text(line, size.width / 2, top + index * 16, { size: FONT, italic: true, color: colours.hint, anchor: 'middle' }),
  );
  return { svg: frame(size, words.join('')), words: sentence };
}

const frame = ({ width, height }: Size, inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inside}</svg>`;

const starts = (sizes: readonly number[]): readonly number[] => {
  const places = [0];
  for (const size of sizes) places.push(places.at(-1)! + size);
  return places;
};
