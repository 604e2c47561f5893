/**
 * Cells on the clipboard: our own as they are, those of spreadsheets from their HTML table (values, merges, bold, alignment,
 * fill) or from lines and tabs. Without a browser's parser, so that it is the same in a test. Pure.
 */
import type { CellDocument, SheetDocument, SheetStyle } from '../../../metadata/schema/sheet.js';
import type { Clip } from './copy-cells.js';
import { typedOf } from './content.js';
import { styleArea } from './styles.js';
import type { Area, Change } from './places.js';

/** Marks the table that holds our own cells. */
const own = 'data-trellis-cells';
const mostCells = 20_000;
/** Stands for `<br>` while blanks are made one. */
const lineBreak = '\ue000';

export interface Pasted extends Clip {
  /** Looks of cells of another program, by their distance from the first. */
  readonly looks: readonly { readonly row: number; readonly column: number; readonly style: SheetStyle }[];
}

/* ------------------------------------------------------------ writing */

export function clipText(clip: Clip, language: string): { readonly html: string; readonly text: string } {
  const lines = Array.from({ length: clip.rows }, () => Array.from({ length: clip.columns }, () => ''));
  for (const { row, column, cell } of clip.cells) lines[row]![column] = shown(cell, language);
  const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const taken = new Set(clip.cells.flatMap(({ row, column, cell }) => coveredBy(row, column, cell.span)));
  const rows = lines.map((line, row) => {
    const cells = line.map((text, column) => {
      const held = clip.cells.find((each) => each.row === row && each.column === column);
      if (!held && taken.has(`${row} ${column}`)) return '';
      const [height, width] = held?.cell.span ?? [1, 1];
      return `<td${height > 1 ? ` rowspan="${height}"` : ''}${width > 1 ? ` colspan="${width}"` : ''}>${escape(text)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return {
    text: lines.map((line) => line.map(quoted).join('\t')).join('\n'),
    html: `<table ${own}="${escape(JSON.stringify(clip))}">${rows.join('')}</table>`,
  };
}

const shown = (cell: CellDocument, language: string): string =>
  cell.bind ? `${cell.bind.dataset}.${cell.bind.field ?? ''}` : typedOf(cell, language);

const coveredBy = (row: number, column: number, [rows, columns]: readonly [number, number] = [1, 1]) =>
  Array.from({ length: rows * columns }, (_, index) => `${row + Math.floor(index / columns)} ${column + (index % columns)}`); // prettier-ignore

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/* ------------------------------------------------------------ reading */

/** Undefined where nothing of use is on the clipboard. */
export function readClipboard(html: string, text: string): Pasted | undefined {
  return readTable(html) ?? readLines(text);
}

/** Makes the looks of pasted cells styles of the sheet. */
export function styleLooks(sheet: SheetDocument, { looks }: Pasted, area: Area): Change {
  let next = sheet;
  for (const { row, column, style } of looks) {
    const place = { top: area.top + row, left: area.left + column, bottom: area.top + row, right: area.left + column };
    next = styleArea(next, place, style).sheet;
  }
  return { sheet: next, select: area };
}

const tag = /<(\/?)(table|tr|td|th|br|b|strong)\b((?:[^>"']|"[^"]*"|'[^']*')*)>|<!--[\s\S]*?-->|<[^>]*>/gi;

interface Read {
  row: number;
  column: number;
  rows: number;
  columns: number;
  text: string;
  attributes: string;
  isBold: boolean;
}

function readTable(html: string): Pasted | undefined {
  const start = html.search(/<table\b/i);
  if (start < 0) return undefined;
  const attributes = /^<table\b((?:[^>"']|"[^"]*"|'[^']*')*)>/i.exec(html.slice(start))?.[1] ?? '';
  const stored = attribute(attributes, own);
  if (stored !== undefined) return readOwn(stored);
  const classes = readClasses(html);
  const taken = new Set<string>();
  const cells: Read[] = [];
  let row = -1;
  let column = 0;
  let open: Read | undefined;
  let from = 0;
  const table = html.slice(start);
  for (const match of table.matchAll(tag)) {
    if (open) open.text += table.slice(from, match.index);
    from = match.index + match[0].length;
    const name = match[2]?.toLowerCase();
    const isEnd = match[1] === '/';
    if (name === 'table' && isEnd) break;
    if (name === 'br' && open) open.text += lineBreak;
    if ((name === 'b' || name === 'strong') && !isEnd && open) open.isBold = true;
    if (name === 'tr' && !isEnd) {
      row++;
      column = 0;
      open = undefined;
    }
    if (name !== 'td' && name !== 'th') continue;
    open = undefined;
    if (isEnd || cells.length > mostCells) continue;
    if (row < 0) row = 0;
    while (taken.has(`${row} ${column}`)) column++;
    const given = match[3] ?? '';
    const [rows, columns] = [spanOf(given, 'rowspan'), spanOf(given, 'colspan')];
    for (const place of coveredBy(row, column, [rows, columns])) taken.add(place);
    open = { row, column, rows, columns, text: '', attributes: given, isBold: name === 'th' };
    cells.push(open);
    column += columns;
  }
  if (cells.length === 0) return undefined;
  const styled = cells.map((cell) => ({ cell, style: lookOf(cell, classes) })).filter(({ style }) => Object.keys(style).length > 0); // prettier-ignore
  return {
    rows: Math.max(...cells.map((cell) => cell.row + cell.rows)),
    columns: Math.max(...cells.map((cell) => cell.column + cell.columns)),
    cells: cells.flatMap((each) => toCell(each)),
    looks: styled.map(({ cell: { row: at, column: left }, style }) => ({ row: at, column: left, style })),
  };
}

function readOwn(stored: string): Pasted | undefined {
  try {
    const clip = JSON.parse(stored) as Clip;
    return Array.isArray(clip.cells) ? { ...clip, looks: [] } : undefined;
  } catch {
    return undefined;
  }
}

const spanOf = (attributes: string, name: string): number =>
  Math.max(1, Math.min(500, Number(attribute(attributes, name) ?? 1) || 1));

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? undefined : decode(value);
}

function toCell({ row, column, rows, columns, text, attributes }: Read): Clip['cells'] {
  const shownText = decode(text.replaceAll(/[ \t\r\n]+/g, ' ')).trim().split(lineBreak).map((line) => line.trim()).join('\n'); // prettier-ignore
  // Spreadsheets say the number itself beside what they show of it.
  const exact = /(?:^|\s)x:num\s*=\s*"?(-?[\d.]+(?:E[-+]?\d+)?)/i.exec(attributes)?.[1];
  const content = pastedContent(shownText, exact);
  const span: [number, number] = [rows, columns];
  const merged = rows * columns > 1 ? { span } : {};
  if (!content) return rows * columns > 1 ? [{ row, column, cell: { text: '', ...merged } }] : [];
  return [{ row, column, cell: { ...content, ...merged } }];
}

/** `1,234.50` and `12.5%` are numbers that look so; a text that would be read as a formula stays a text. */
function pastedContent(text: string, exact?: string): CellDocument | undefined {
  if (text === '') return undefined;
  const number = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?( ?%)?$/.exec(text);
  if (!number) {
    if (exact !== undefined && Number.isFinite(Number(exact))) return { formula: String(Number(exact)) };
    return { text };
  }
  const plain = `${number[1]}${number[2]!.replaceAll(',', '')}${number[3] ?? ''}`;
  const decimals = number[3] ? `.${'0'.repeat(number[3].length - 1)}` : '';
  // 007 is a code, and what has more digits than a number keeps stays as it is written.
  if (/^-?0\d/.test(plain) || plain.replace(/\D/g, '').length > 15) return { text };
  if (number[4]) return { formula: exact ?? String(Number((Number(plain) / 100).toPrecision(15))), format: `0${decimals}%` }; // prettier-ignore
  if (number[2]!.includes(',')) return { formula: exact ?? String(Number(plain)), format: `#,##0${decimals}` };
  return { formula: exact ?? String(Number(plain)) };
}

/** Spreadsheets put looks into classes: `.xl65 {font-weight:700; text-align:center}`. */
function readClasses(html: string): ReadonlyMap<string, string> {
  const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi)].map((match) => match[1]!).join('\n');
  return new Map([...styles.matchAll(/\.([\w-]+)\s*\{([^}]*)\}/g)].map((match) => [match[1]!, match[2]!]));
}

function lookOf({ attributes, isBold }: Read, classes: ReadonlyMap<string, string>): SheetStyle {
  const rules = `${(attribute(attributes, 'class') ?? '').split(/\s+/).map((name) => classes.get(name) ?? '').join(';')};${attribute(attributes, 'style') ?? ''}`; // prettier-ignore
  const rule = (name: string) => new RegExp(`(?:^|[;{\\s])${name}\\s*:\\s*([^;]+)`, 'i').exec(rules)?.[1]?.trim();
  const weight = rule('font-weight');
  const align = (rule('text-align') ?? attribute(attributes, 'align'))?.toLowerCase();
  const fill = /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b/i.exec(rule('background(?:-color)?') ?? attribute(attributes, 'bgcolor') ?? '')?.[0]; // prettier-ignore
  return {
    ...(isBold || weight === 'bold' || Number(weight) >= 600 ? { bold: true } : {}),
    ...(rule('font-style') === 'italic' ? { italic: true } : {}),
    ...(align === 'left' || align === 'center' || align === 'right' ? { align } : {}),
    ...(fill && !/^#(f{3}|f{6})$/i.test(fill) ? { fill: fill.toLowerCase() } : {}),
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decode = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex?: string, code?: string, name?: string) => {
    if (hex !== undefined || code !== undefined) {
      const point = hex === undefined ? Number(code) : parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    return entities[name!.toLowerCase()] ?? whole;
  });

/** Lines and tabs; a text in quotes may hold both. */
function readLines(text: string): Pasted | undefined {
  if (text === '') return undefined;
  const rows: string[][] = [['']];
  let isQuoted = false;
  const source = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!;
    const line = rows.at(-1)!;
    const last = line.length - 1;
    if (isQuoted && sign === '"' && source[at + 1] === '"') line[last] += source[++at]!;
    else if (sign === '"' && (isQuoted || line[last] === '')) isQuoted = !isQuoted;
    else if (!isQuoted && sign === '\t') line.push('');
    else if (!isQuoted && sign === '\n') rows.push(['']);
    else line[last] += sign;
  }
  const cells = rows.flatMap((line, row) =>
    line.flatMap((value, column) => {
      const content = pastedContent(value.trim());
      return content ? [{ row, column, cell: content }] : [];
    }),
  );
  return { rows: rows.length, columns: Math.max(...rows.map((line) => line.length)), cells, looks: [] };
}
