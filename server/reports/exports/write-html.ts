/**
 * Grid -> one HTML file that needs nothing else: no script, no address, its styles inside, charts as pictures in data. On
 * paper the head stands on each page and pages break where the report says.
 */
import { pageText } from '../../../metadata/sheet/paper.js';
import type { Grid, GridCell, GridRow } from '../../../metadata/sheet/types.js';
import { labelText } from '../../../metadata/value.js';
import { cellLook, colours, type CellLook } from './cell-look.js';
import { pause, type CellPicture, type FileContent } from './file-content.js';

const paperSizes = { A3: 'A3', A4: 'A4', A5: 'A5', Letter: 'letter', Legal: 'legal' } as const;

/** Pieces of text, some hundred rows each; together they are the file. */
export async function* htmlPieces(content: FileContent): AsyncGenerator<string> {
  const { grid, language, title } = content;
  const classes = new Map<string, string>();
  const styles: string[] = [];
  const classOf = (cell: GridCell): string => {
    const look = cellLook(cell, grid);
    const css = cssOf(look, grid.rows[cell.row]?.role);
    let name = classes.get(css);
    if (name === undefined) {
      classes.set(css, (name = `c${classes.size}`));
      styles.push(`.${name}{${css}}`);
    }
    return name;
  };
  // Classes are needed before the rows. A table has few looks: each is worked out once.
  const seen = new Map<string, (Opening | undefined)[]>();
  const named: Opening[] = [];
  for (const cell of grid.cells) {
    const { source } = cell;
    const key = source.charCodeAt(0) === 35 ? source : (cell.style ?? '');
    let byFlags = seen.get(key);
    if (byFlags === undefined) seen.set(key, (byFlags = []));
    const flags = flagsOf(cell, grid.rows[cell.row]!);
    named.push((byFlags[flags] ??= openingOf(classOf(cell))));
  }
  const width = grid.columns.reduce((total, column) => total + column.width, 0);
  const start = `<table style="width:${width}px">
<colgroup>${grid.columns.map((column) => `<col style="width:${column.width}px">`).join('')}</colgroup>
`;
  yield `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escape(title)}</title>
<style>
${sheetCss(content)}${styles.join('\n')}
</style>
</head>
<body>
${wordsOf(content, 'header')}${start}`;
  const rowsByHeight = new Map<number, string>();
  const plainRow = (height: number): string => {
    let known = rowsByHeight.get(height);
    if (known === undefined) rowsByHeight.set(height, (known = `<tr style="height:${height}px">`));
    return known;
  };
  const pictures = new Map((content.pictures ?? []).map((each) => [`${each.cell.row},${each.cell.column}`, each]));
  const last = coveredPlaces(grid);
  let drawn = 0;
  let part: 'thead' | 'tbody' | '' = '';
  let parts: string[] = [];
  let at = 0;
  const heads = headRows(grid.rows);
  const { cells } = grid;
  for (let index = 0; index < grid.rows.length; index++) {
    const wanted = heads.has(index) ? 'thead' : 'tbody';
    if (wanted !== part) {
      // Whatever stands before it, a page shows a table's head first: what is above the head is a table of its own.
      const again = wanted === 'thead' && part === 'tbody' ? `</table>\n${start}` : '';
      parts.push(`${part ? `</${part}>\n` : ''}${again}<${wanted}>\n`);
      part = wanted;
    }
    const row = grid.rows[index]!;
    parts.push(row.page ? `<tr style="height:${row.height}px${breaksOf(row)}">` : plainRow(row.height));
    let column = 0;
    const head = wanted === 'thead' ? 'th' : 'td';
    const end = `</${head}>`;
    // In reading order, as the grid lists them.
    for (; at < cells.length && cells[at]!.row === index; at++) {
      const cell = cells[at]!;
      // A place without a cell is an empty one, so that the next stands where it belongs.
      if (last && cell.column > column) parts.push(gaps(last, index, column, cell.column));
      const picture = pictures.size === 0 ? undefined : pictures.get(`${cell.row},${cell.column}`);
      const open = head === 'th' ? named[at]!.th : named[at]!.td;
      if (cell.rowSpan === undefined && cell.columnSpan === undefined && !picture) parts.push(open);
      else parts.push(`${(picture ? open.replace('"c', '"picture c') : open).slice(0, -1)}${spans(cell)}>`);
      parts.push(picture ? inlineSvg(picture, `p${drawn++}-`) : escape(cell.text), end);
      column = cell.column + (cell.columnSpan ?? 1);
    }
    if (last) parts.push(gaps(last, index, column, grid.columns.length));
    parts.push('</tr>\n');
    if (index % 500 === 499) {
      yield parts.join('');
      parts = [];
      await pause();
    }
  }
  yield `${parts.join('')}${part ? `</${part}>\n` : ''}</table>
${wordsOf(content, 'footer')}</body>
</html>
`;
}

export async function writeHtml(content: FileContent): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of htmlPieces(content)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** A drawing inside the page, whose names no other drawing has. */
const inlineSvg = ({ svg, words }: CellPicture, prefix: string): string =>
  svg
    .replace(/^<svg /, `<svg role="img" aria-label="${escape(words)}" `)
    .replace(/ id="/g, ` id="${prefix}`)
    .replace(/url\((['"]?)#/g, `url($1#${prefix}`)
    .replace(/ (xlink:)?href="#/g, ` $1href="#${prefix}`);

/** Rows that head each page: those of the role, where nothing but titles stands before them. */
function headRows(rows: readonly GridRow[]): ReadonlySet<number> {
  const heads = new Set<number>();
  for (const [index, { role }] of rows.entries()) {
    if (role === 'header') heads.add(index);
    else if (role !== 'title' || heads.size > 0) break;
  }
  return heads;
}

/** What a look depends on besides the style. */
const flagsOf = ({ value, rowSpan, kind }: GridCell, { role }: GridRow): number =>
  (typeof value === 'number' ? 1 : 0) +
  (rowSpan !== undefined && rowSpan > 1 ? 2 : 0) +
  (kind === 'noAccess' ? 4 : kind === 'error' ? 8 : 0) +
  (role === 'title' ? 16 : 0);

const escape = (text: string): string =>
  /[&<>"'\n]/.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;')
        .replaceAll('\n', '<br>')
    : text;

const spans = ({ rowSpan = 1, columnSpan = 1 }: GridCell): string =>
  `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${columnSpan > 1 ? ` colspan="${columnSpan}"` : ''}`;

interface Opening {
  readonly td: string;
  readonly th: string;
}
const openingOf = (name: string): Opening => ({ td: `<td class="${name}">`, th: `<th class="${name}">` });

/** By row, which columns a cell covers; undefined where no place is without one. */
function coveredPlaces({ rows, columns, cells }: Grid): readonly Uint8Array[] | undefined {
  const places = cells.reduce((total, { rowSpan = 1, columnSpan = 1 }) => total + rowSpan * columnSpan, 0);
  if (places === rows.length * columns.length) return undefined;
  const covered = rows.map(() => new Uint8Array(columns.length));
  for (const { row, column, rowSpan = 1, columnSpan = 1 } of cells)
    for (let at = row; at < row + rowSpan; at++) covered[at]!.fill(1, column, column + columnSpan);
  return covered;
}

function gaps(covered: readonly Uint8Array[], row: number, from: number, to: number): string {
  const places = covered[row]!;
  let out = '';
  for (let column = from; column < to; column++) if (!places[column]) out += '<td class="none"></td>';
  return out;
}

const breaksOf = ({ page }: GridRow): string =>
  page ? `${page.before ? ';break-before:page' : ''}${page.after ? ';break-after:page' : ''}` : '';

function cssOf(look: CellLook, role: string | undefined): string {
  return [
    `text-align:${look.align}`,
    `vertical-align:${look.vertical}`,
    `color:${look.color}`,
    `font-weight:${look.bold ? 600 : 400}`,
    ...(look.italic ? ['font-style:italic'] : []),
    ...(look.fill ? [`background:${look.fill}`] : []),
    ...(look.ruled ? [`border-top:2px solid ${colours.strong}`] : []),
    ...(role === 'title' || look.heading ? ['border:0'] : []),
    ...(look.heading === 'title' ? ['font-size:18px'] : []),
  ].join(';');
}

function sheetCss({ sheet }: FileContent): string {
  const { size = 'A4', orientation = '', margins = [15, 15, 15, 15] } = sheet.page ?? {};
  return `@page{size:${paperSizes[size]} ${orientation};margin:${margins.map((margin) => `${margin}mm`).join(' ')}}
body{margin:24px;font:12.5px/1.36 "Noto Sans","Noto Sans SC","Segoe UI","PingFang SC","Microsoft YaHei",Arial,sans-serif;color:${colours.text};background:#fff}
table{border-collapse:collapse;table-layout:fixed}
td,th{border:1px solid ${colours.line};padding:3px 7px;overflow-wrap:anywhere;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.none{border:0}
.picture{padding:0}
svg{display:block;max-width:100%;height:auto}
p{color:${colours.hint};font-size:11px}
@media print{body{margin:0}tr{break-inside:avoid}thead{display:table-header-group}}
`;
}

/** Header and footer text; how many pages there are only paper knows. */
function wordsOf({ sheet, language, date, title }: FileContent, which: 'header' | 'footer'): string {
  const label = sheet.page?.[which];
  const text = label === undefined ? '' : labelText(label, language, '');
  if (text === '' || /&pages?\b/.test(text)) return '';
  return `<p>${escape(pageText(text, { page: 1, pages: 1, date, title }))}</p>\n`;
}
