/**
 * Pages of a PDF against the grid they were drawn from, cell by cell: `pdftotext -raw -bbox` gives the words in the order in
 * which they were drawn, rows from the top, cells from the left. Where a text is broken into lines does not matter.
 */
import { expect } from 'chai';
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import { pagesOfPdf } from './file-readers.js';

/** Signs that the fonts lack are drawn as their larger twin (server/pdf/fonts.ts). */
const bare = (text: string): string => text.replace(/\s+/g, '').replaceAll('▴', '▲').replaceAll('▾', '▼');

/**
 * Rows follow one another; a page that begins further down has the last head above it once more, and a merged cell that it
 * cuts.
 * Gives what is written below the last row, without blanks: the words of charts.
 */
export function comparePdf(grid: Grid, xml: string): string {
  const pages = pagesOfPdf(xml);
  const isHead = (row: number) => grid.rows[row]?.role === 'header';
  let next = 0;
  let below = '';
  for (const [index, words] of pages.entries()) {
    const foot = words.splice(-3).join(' ');
    expect(foot).to.equal(`${index + 1} / ${pages.length}`);
    let left = bare(words.join(''));
    const take = (cells: readonly GridCell[]) => {
      for (const { text, row, column } of cells) {
        const wanted = bare(text);
        expect(left.slice(0, wanted.length), `page ${index + 1}, cell ${row},${column}`).to.equal(wanted);
        left = left.slice(wanted.length);
      }
    };
    const starting = (row: number) => grid.cells.filter((cell) => cell.row === row);
    const first = next;
    for (const row of headOf(first)) take(starting(row));
    for (; left !== '' && next < grid.rows.length; next++) {
      const cut =
        next === first ? grid.cells.filter((cell) => cell.row < next && cell.row + (cell.rowSpan ?? 1) > next) : [];
      take([...cut, ...starting(next)].sort((a, b) => a.column - b.column));
    }
    if (next < grid.rows.length) expect(left, `page ${index + 1}`).to.equal('');
    below += left;
  }
  // What is left are rows without a word.
  expect(grid.cells.filter((cell) => cell.row >= next && cell.text !== '')).to.deep.equal([]);

  /** The last head rows above the page's first row, which follow one another. */
  function headOf(row: number): readonly number[] {
    // Below the sheet stand charts, without a head.
    if (row === 0 || row >= grid.rows.length || isHead(row)) return [];
    let last = row - 1;
    while (last >= 0 && !isHead(last)) last--;
    let from = last;
    while (from > 0 && isHead(from - 1)) from--;
    return last < 0 ? [] : Array.from({ length: last - from + 1 }, (_, at) => from + at);
  }
  return below;
}
