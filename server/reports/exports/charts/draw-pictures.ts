/**
 * What cells show instead of a text, as pictures of their size: charts, pictures as data, the sheets of other reports.
 * Runs in a work process.
 */
import type { ChartType } from '../../../../metadata/contributions.js';
import type { SheetDocument } from '../../../../metadata/schema/sheet.js';
import type { Grid, GridCell } from '../../../../metadata/sheet/types.js';
import { levelRows, type ChartLevel, type LevelRows } from '../../../../metadata/chart/drill-levels.js';
import { labelText, type Label } from '../../../../metadata/value.js';
import type { CellPicture } from '../file-content.js';
import { embeddedKey, tooLarge, type PictureInput } from '../pictures.js';
import { drawCard, type Card, type DrawnCard } from './card.js';
import { drawnSheet, said } from './drawn-sheet.js';
import { pngOf } from './draw-chart.js';

export interface PictureTools {
  readonly language: string;
  readonly sheet: Pick<SheetDocument, 'cells'>;
  /** A picture in pixels too: for workbooks. */
  readonly png: boolean;
  chartType(name: string): ChartType | undefined;
  /** The grid of a report in a cell. */
  expand(embedded: Exclude<PictureInput['reports'][string], { readonly said: string }>): Grid;
}

/** Pixels between a picture and the lines of its cell. */
const EDGE = 3;
/** Pictures drawn for one file; the places of more say that there are too many. */
const MOST = 200;
const sentences: Readonly<Record<'noRows' | 'tooMany', Label>> = {
  noRows: { en: 'No rows', 'zh-CN': '没有数据', 'zh-TW': '沒有資料', es: 'Sin filas' },
  tooMany: {
    en: 'Not drawn: a file has at most {count} pictures.',
    'zh-CN': '未绘制：一个文件最多包含 {count} 张图片。',
    'zh-TW': '未繪製：一個檔案最多包含 {count} 張圖片。',
    es: 'Sin dibujar: un archivo tiene como máximo {count} imágenes.',
  },
};

export async function drawPictures(
  grid: Grid,
  input: PictureInput,
  tools: PictureTools,
): Promise<readonly CellPicture[]> {
  const pictures: CellPicture[] = [];
  for (const cell of grid.cells) {
    if (cell.kind !== 'chart' && cell.kind !== 'image' && cell.kind !== 'report') continue;
    const size = sizeOf(grid, cell);
    if (size.width < 8 || size.height < 8) continue;
    const isMore = pictures.length >= MOST;
    const drawn = isMore ? tooManyPictures(size, tools.language) : await drawOne(cell, size, input, tools);
    if (!drawn) continue;
    const png = tools.png ? await pngOf(drawn.svg) : undefined;
    pictures.push({ cell, ...drawn, ...(png ? { png } : {}) });
  }
  return pictures;
}

type Size = Pick<Card, 'width' | 'height'>;

async function drawOne(
  cell: GridCell,
  size: Size,
  input: PictureInput,
  tools: PictureTools,
): Promise<DrawnCard | undefined> {
  if (cell.kind === 'image') return imageOf(tools.sheet.cells[cell.source]?.image, size);
  if (cell.kind === 'report') {
    const embedded = input.reports[embeddedKey(cell.report!)];
    if (!embedded) return said(tooLarge(tools.language), size);
    return 'said' in embedded ? said(embedded.said, size) : drawnSheet(tools.expand(embedded), size);
  }
  const chart = input.charts[cell.chart!.id];
  if (!chart) return undefined;
  const { title, content } = chart;
  const card: Card = { title, ...size, flat: cell.source !== '#chart', content: rowsOf(content, cell, tools.language) };
  return drawCard(card, (name) => tools.chartType(name), tools.language);
}

/** Those rows that the cell sees. */
function rowsOf(content: Card['content'], cell: GridCell, language: string): Card['content'] {
  if (content.kind !== 'chart') return content;
  const { rows: places } = cell.chart!;
  const { request } = content;
  const rows = places ? places.map((at) => request.rows[at]!) : request.rows;
  if (rows.length === 0) return { kind: 'noAccess', text: labelText(sentences.noRows, language) };
  return { ...content, request: { ...request, ...firstLevel(request.options, { columns: request.columns, rows }) } };
}

/** A chart that goes down in place stands on its first level, as on the screen. */
function firstLevel({ drill, ...options }: Readonly<Record<string, unknown>>, data: LevelRows) {
  const { levels = [] } = (drill ?? {}) as { readonly levels?: readonly ChartLevel[] };
  const kept = typeof options['series'] === 'string' ? [options['series']] : [];
  const level = levelRows(data, levels, { chosen: [], kept });
  return level ? { ...level, options: { ...options, x: levels[0]!.column } } : { ...data, options };
}

const tooManyPictures = (size: Size, language: string): DrawnCard =>
  said(labelText(sentences.tooMany, language).replace('{count}', String(MOST)), size);

/** A picture as data and nothing else, whatever got into the document: no file, no address, no markup. */
const pictureData = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/;

/** The whole picture in the middle of its cell. GIF and WebP become PNG, which every format knows. */
async function imageOf(data: string | undefined, { width, height }: Size): Promise<DrawnCard | undefined> {
  if (data === undefined || !pictureData.test(data)) return undefined;
  const svg = (source: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<image xlink:href="${source}" x="${EDGE}" y="${EDGE}" width="${width - 2 * EDGE}" height="${height - 2 * EDGE}" preserveAspectRatio="xMidYMid meet"/></svg>`;
  const isPlain = /^data:image\/(png|jpeg);/.test(data);
  if (isPlain) return { svg: svg(data), words: '' };
  const png = Buffer.from(await pngOf(svg(data), true)).toString('base64');
  return { svg: svg(`data:image/png;base64,${png}`), words: '' };
}

function sizeOf(grid: Grid, { row, column, rowSpan = 1, columnSpan = 1 }: GridCell): Size {
  const sum = (sizes: readonly number[]) => Math.round(sizes.reduce((total, size) => total + size, 0));
  return {
    width: sum(grid.columns.slice(column, column + columnSpan).map(({ width }) => width)),
    height: sum(grid.rows.slice(row, row + rowSpan).map(({ height }) => height)),
  };
}
