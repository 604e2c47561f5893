/**
 * Rows -> grid -> file. Needs nothing but its input, so that it runs in a work process as well as here: the input is plain
 * data, apart from the functions of the expression language.
 */
import { columnsOf } from '../../../metadata/sheet/columns.js';
import type { Registries } from '../../../metadata/contributions.js';
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import { keepPictures, withChartRows } from '../../../metadata/sheet/chart-rows.js';
import { gridWindow, type ExpandedSheet } from '../../../metadata/sheet/expand.js';
import { withHeading } from '../../../metadata/sheet/heading.js';
import { liveFormulas } from '../../../metadata/sheet/live-formulas.js';
import type { Grid, GridRow } from '../../../metadata/sheet/types.js';
import { summarise, type SummaryInput } from '../../../metadata/summary/summarise.js';
import { labelText, type Label, type Value } from '../../../metadata/value.js';
import { evaluationOf, type CarriedEvaluation } from '../carried-evaluation.js';
import { expandOrTell, sheetErrors } from '../run-report.js';
import type { CellPicture, FileContent, GridPiece } from './file-content.js';
import type { ReceivedTable } from './carry-tables.js';
import type { CsvDialect, ExportFormat } from './formats.js';
import type { PictureInput } from './pictures.js';

export interface RenderInput extends CarriedEvaluation {
  readonly format: ExportFormat;
  readonly sheet: SheetDocument;
  readonly tables: readonly ReceivedTable[];
  readonly values: Readonly<Record<string, Value>>;
  /** The report's name for its reader. */
  readonly label: string;
  /** The reader's own title. */
  readonly title?: string;
  /** Today, to be read. */
  readonly date: string;
  readonly parameters: FileContent['parameters'];
  /** The table to look for findings in, and its columns with their labels. */
  readonly summary?: Pick<SummaryInput, 'columns' | 'today'> & { readonly table: string };
  readonly liveFormulas?: boolean;
  readonly csv?: CsvDialect;
  /** Charts, and what cells show of other reports. */
  readonly pictures?: PictureInput;
}

type Tools = Pick<Registries, 'function' | 'chart'>;

export interface RenderHooks {
  /** How much is written, from 0 to 1. */
  progress?(done: number): void;
}

/** The file as it comes. Workbooks and text are written row by row: neither they nor the grid are held whole. */
export async function* renderReport(
  input: RenderInput,
  registries: Tools,
  hooks: RenderHooks = {},
): AsyncGenerator<Uint8Array> {
  const { principal, format, title, label } = input;
  const { language } = principal;
  const expanded = expandInput(input, registries);
  const summary = findings(input);
  const beside = format === 'csv' || !input.pictures ? { above: [], below: [] } : input.pictures;
  const isByRows = (format === 'csv' || format === 'xlsx') && !input.liveFormulas && !hasPictures(input.sheet);
  // By rows, what stands around them is put around none.
  const inner = isByRows ? headOf(expanded) : expanded.grid;
  const placed = withChartRows(inner, beside);
  const headed = withHeading(placed.grid, { ...(title ? { title } : {}), lines: summary });
  const down = headed.rows.length - placed.grid.rows.length + placed.down;
  const grid = isByRows ? moved(headed, down, expanded.source.layout.rows.length) : keepPictures(headed);
  const content: FileContent = {
    title: title ?? label,
    grid,
    sheet: input.sheet,
    language,
    timeZone: input.timeZone,
    date: input.date,
    at: input.now,
    parameters: input.parameters,
    summary,
    pictures: format === 'csv' ? [] : await picturesIn(grid, input, registries),
    ...(isByRows ? { pieces: () => piecesAround(expanded, headed, down, hooks) } : {}),
  };
  switch (format) {
    case 'pdf':
      return yield await (await import('./write-pdf.js')).writePdf(content);
    case 'html':
      return yield* encoded((await import('./write-html.js')).htmlPieces(content));
    case 'csv':
      return yield* (await import('./write-grid-csv.js')).csvBytes(content, input.csv);
    case 'xlsx': {
      const { xlsxPieces } = await import('./write-xlsx.js');
      const hasAbout = input.parameters.length > 0 || summary.length > 0;
      const formulas = input.liveFormulas ? liveFormulas(expanded, down) : undefined;
      return yield* xlsxPieces(content, {
        sheetName: label,
        ...(formulas ? { formulas: movedFormulas(formulas, down) } : {}),
        ...(hasAbout ? { about: aboutWords(language) } : {}),
      });
    }
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
}

const hasPictures = ({ cells }: SheetDocument): boolean =>
  Object.values(cells).some(({ chart, image, report }) => chart !== undefined || image !== undefined || report);

/** Rows that are written at a time. */
const PIECE = 500;

const headOf = (expanded: ExpandedSheet): Grid => {
  const { columns, freeze, styles } = gridWindow(expanded, { fromRow: 0, toRow: 0 });
  return { columns, rows: [], cells: [], styles, ...(freeze ? { freeze } : {}) };
};

/** What stands below the rows, at its place below all of them; heights of the rows themselves are not known here. */
const moved = (grid: Grid, down: number, rows: number): Grid => ({
  ...grid,
  rows: [...grid.rows.slice(0, down), ...new Array<GridRow>(rows).fill({ height: 0 }), ...grid.rows.slice(down)],
  cells: grid.cells.map((cell) => (cell.row < down ? cell : { ...cell, row: cell.row + rows })),
});

/** `around` has rows and cells of what stands above, `down` rows, and below. */
function* piecesAround(
  expanded: ExpandedSheet,
  around: Grid,
  down: number,
  hooks: RenderHooks,
): Generator<GridPiece> {
  const count = expanded.source.layout.rows.length;
  const { styles } = around;
  const part = (rows: Grid['rows'], fromRow: number, cells: Grid['cells']) => ({ fromRow, rows, cells, styles });
  const isAbove = ({ row }: Grid['cells'][number]) => row < down;
  if (down > 0) yield part(around.rows.slice(0, down), 0, around.cells.filter(isAbove));
  for (let fromRow = 0; fromRow < count; fromRow += PIECE) {
    const { rows, cells, styles: own } = sheetErrors(() => gridWindow(expanded, { fromRow, toRow: fromRow + PIECE, plain: true }));
    yield { fromRow: fromRow + down, rows, styles: own, cells: down === 0 ? cells : cells.map((cell) => ({ ...cell, row: cell.row + down })) };
    hooks.progress?.(Math.min(1, (fromRow + PIECE) / count));
  }
  const below = around.cells.filter((cell) => !isAbove(cell)).map((cell) => ({ ...cell, row: cell.row + count }));
  if (around.rows.length > down) yield part(around.rows.slice(down), down + count, below);
} // prettier-ignore

type Expanding = Pick<
  RenderInput,
  'sheet' | 'tables' | 'values' | 'principal' | 'timeZone' | 'now' | 'today' | 'pictures'
>;

function expandInput({ sheet, tables, values, principal, pictures, ...input }: Expanding, registries: Tools) {
  return expandOrTell({
    sheet,
    datasets: new Map(tables.map(({ name, table }) => [name, table])),
    parameters: values,
    functions: registries.function,
    context: evaluationOf({ principal, ...input }),
    language: principal.language,
    charts: new Map(Object.entries(pictures?.charts ?? {}).map(([id, { dataset }]) => [id, dataset])),
  });
}

async function picturesIn(grid: Grid, input: RenderInput, registries: Tools): Promise<readonly CellPicture[]> {
  if (!input.pictures) return [];
  const { drawPictures } = await import('./charts/draw-pictures.js');
  return drawPictures(grid, input.pictures, {
    language: input.principal.language,
    sheet: input.sheet,
    png: input.format === 'xlsx',
    chartType: (name) => registries.chart.find(name),
    expand: ({ sheet, tables, values }) => {
      const { pictures: _, ...rest } = input;
      return expandInput({ ...rest, sheet, tables, values }, registries).grid;
    },
  });
}

function findings({ summary, tables, principal }: RenderInput): readonly string[] {
  const table = tables.find(({ name }) => name === summary?.table)?.table;
  if (!summary || !table || table.closed) return [];
  const read = columnsOf(table);
  const places = summary.columns.map(({ name }) => [name, read.find(name)] as const);
  const rows = Array.from({ length: read.length }, (_, row) =>
    Object.fromEntries(places.map(([name, column]) => [name, column?.at(row) ?? null])),
  );
  return summarise({ columns: summary.columns, rows, language: principal.language, today: summary.today });
}

/** Keys are places of the grid before the words were put above it. */
const movedFormulas = (formulas: ReadonlyMap<string, string>, down: number): ReadonlyMap<string, string> =>
  new Map(
    [...formulas].map(([place, text]) => {
      const [row, column] = place.split(',').map(Number) as [number, number];
      return [`${row + down},${column}`, text];
    }),
  );

const words: Readonly<Record<'sheet' | 'made' | 'parameters' | 'findings', Label>> = {
  sheet: { en: 'About', 'zh-CN': '说明', 'zh-TW': '說明', es: 'Acerca de' },
  made: { en: 'Made on', 'zh-CN': '生成日期', 'zh-TW': '產生日期', es: 'Elaborado el' },
  parameters: { en: 'Parameters', 'zh-CN': '参数', 'zh-TW': '參數', es: 'Parámetros' },
  findings: { en: 'Findings', 'zh-CN': '摘要', 'zh-TW': '摘要', es: 'Hallazgos' },
};
const aboutWords = (language: string) => ({
  sheet: labelText(words.sheet, language),
  made: labelText(words.made, language),
  parameters: labelText(words.parameters, language),
  findings: labelText(words.findings, language),
});
