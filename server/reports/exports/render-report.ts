/**
 * Rows -> grid -> file. Needs nothing but its input, so that it runs in a work process as well as here: the input is plain
 * data, apart from the functions of the expression language.
 */
import { userValue } from '../../../metadata/access/compile.js';
import type { Principal } from '../../../metadata/access/types.js';
import type { FunctionDefinition } from '../../../metadata/contributions.js';
import type { Registry } from '../../../metadata/registry.js';
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import { withHeading } from '../../../metadata/sheet/heading.js';
import { liveFormulas } from '../../../metadata/sheet/live-formulas.js';
import type { DataTable } from '../../../metadata/sheet/types.js';
import { summarise, type SummaryInput } from '../../../metadata/summary/summarise.js';
import { labelText, type Label, type Value } from '../../../metadata/value.js';
import { fold } from '../../fold.js';
import { expandOrTell } from '../run-report.js';
import type { FileContent } from './file-content.js';
import type { ExportFormat } from './formats.js';

export interface RenderInput {
  readonly format: ExportFormat;
  readonly sheet: SheetDocument;
  readonly tables: readonly { readonly name: string; readonly table: DataTable }[];
  readonly values: Readonly<Record<string, Value>>;
  readonly principal: Principal;
  readonly now: string;
  readonly today: string;
  readonly timeZone: string;
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
}

export async function renderReport(input: RenderInput, functions: Registry<FunctionDefinition>): Promise<Uint8Array> {
  const { principal, format, sheet } = input;
  const { language } = principal;
  const expanded = expandOrTell({
    sheet,
    datasets: new Map(input.tables.map(({ name, table }) => [name, table])),
    parameters: input.values,
    functions,
    context: {
      timeZone: input.timeZone,
      now: () => input.now,
      today: () => input.today,
      fold,
      user: (path) => userValue(principal, path),
    },
    language,
  });
  const summary = findings(input);
  const grid = withHeading(expanded.grid, { ...(input.title ? { title: input.title } : {}), lines: summary });
  const down = grid.rows.length - expanded.grid.rows.length;
  const content: FileContent = {
    title: input.title ?? input.label,
    grid,
    sheet,
    language,
    date: input.date,
    at: input.now,
    parameters: input.parameters,
    summary,
  };
  switch (format) {
    case 'pdf':
      return (await import('./write-pdf.js')).writePdf(content);
    case 'html':
      return (await import('./write-html.js')).writeHtml(content);
    case 'csv':
      return (await import('./write-grid-csv.js')).writeGridCsv(content);
    case 'xlsx': {
      const { writeGridXlsx } = await import('./write-xlsx.js');
      const hasAbout = input.parameters.length > 0 || summary.length > 0;
      const formulas = input.liveFormulas ? liveFormulas(expanded, down) : undefined;
      return writeGridXlsx(content, {
        sheetName: input.label,
        ...(formulas ? { formulas: moved(formulas, down) } : {}),
        ...(hasAbout ? { about: aboutWords(language) } : {}),
      });
    }
  }
}

function findings({ summary, tables, principal }: RenderInput): readonly string[] {
  const table = tables.find(({ name }) => name === summary?.table)?.table;
  if (!summary || !table || table.closed) return [];
  const places = summary.columns.map(({ name }) => [name, table.columns.indexOf(name)] as const);
  const rows = table.rows.map((row) => Object.fromEntries(places.map(([name, at]) => [name, row[at] ?? null])));
  return summarise({ columns: summary.columns, rows, language: principal.language, today: summary.today });
}

/** Keys are places of the grid before the words were put above it. */
const moved = (formulas: ReadonlyMap<string, string>, down: number): ReadonlyMap<string, string> =>
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
