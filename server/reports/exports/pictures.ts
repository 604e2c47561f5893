/**
 * What the pictures of a report's file are drawn from, as plain data for a work process: charts with rows that may be
 * exported, and the sheets of reports that stand in its cells, each read with the same rights.
 */
import type { ReportChart, ReportDocument } from '../../../metadata/schema/report.js';
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import { noAccessText } from '../../../metadata/sheet/no-access.js';
import type { DataTable, Grid } from '../../../metadata/sheet/types.js';
import { labelText, type Label, type Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { ApiError } from '../../errors.js';
import { rowCount, tableReader, toTable } from '../datasets.js';
import { findReport } from '../find-report.js';
import { chartsAnswer, type ChartAnswer } from '../report-charts.js';
import { expandOrTell, readReport, type ReportRead } from '../run-report.js';
import type { Card } from './charts/card.js';
import { chartContent, labelled } from './charts/chart-content.js';

export interface PictureInput {
  /** By id. A chart's own rows are those of its dataset, in order. */
  readonly charts: Readonly<Record<string, PictureChart>>;
  /** Ids of those that no cell shows. */
  readonly above: readonly string[];
  readonly below: readonly string[];
  /** By `embeddedKey`. */
  readonly reports: Readonly<Record<string, EmbeddedSheet>>;
}

export interface PictureChart {
  readonly dataset: string;
  readonly title: string;
  readonly content: Card['content'];
}

/** The sheet of a report in a cell, with its rows; or why there is none. */
export type EmbeddedSheet =
  | {
      readonly sheet: SheetDocument;
      readonly tables: readonly { readonly name: string; readonly table: DataTable }[];
      readonly values: Readonly<Record<string, Value>>;
    }
  | { readonly said: string };

/** Rows up to which a report is drawn into a cell, and reports in one file. */
const EMBEDDED_ROWS = 500;
const EMBEDDED = 50;
/** Rows of a sheet up to which it is looked through for reports in its cells. */
const HOLDING_ROWS = 1_000;

const words: Readonly<Record<'tooMany' | 'tooLarge' | 'noMap', Label>> = {
  tooMany: {
    en: '{count} rows are too many for a chart. Group them in its dataset.',
    'zh-CN': '{count} 行对图表来说太多。请在其数据集中分组。',
    'zh-TW': '{count} 列對圖表來說太多。請在其資料集中分組。',
    es: '{count} filas son demasiadas para un gráfico. Agrúpelas en su conjunto de datos.',
  },
  tooLarge: {
    en: 'This report is too large to be drawn here. Export it by itself.',
    'zh-CN': '此报表过大，无法在此绘制。请单独导出。',
    'zh-TW': '此報表過大，無法在此繪製。請單獨匯出。',
    es: 'Este informe es demasiado grande para dibujarlo aquí. Expórtelo por separado.',
  },
  noMap: {
    en: 'The map of this chart is missing.',
    'zh-CN': '缺少此图表的地图。',
    'zh-TW': '缺少此圖表的地圖。',
    es: 'Falta el mapa de este gráfico.',
  },
};

export const embeddedKey = ({ name, parameters }: NonNullable<Grid['cells'][number]['report']>): string =>
  JSON.stringify([name, Object.entries(parameters).filter(([, value]) => value !== null).sort(([a], [b]) => (a < b ? -1 : 1))]); // prettier-ignore

/** Undefined where nothing of the report is a picture. `reader` has the rights to export. */
export async function picturesOf(
  reader: Context,
  report: ReportDocument,
  read: ReportRead,
): Promise<PictureInput | undefined> {
  const cells = Object.values(report.sheet.cells);
  const hasReports = cells.some((cell) => cell.report);
  if (!report.charts?.length && !hasReports && !cells.some(({ image }) => image !== undefined)) return undefined;
  const { language } = reader.principal;
  const answer = chartsAnswer({ report, datasets: read.datasets });
  const data = Object.fromEntries(Object.entries(answer?.data ?? {}).map(([name, rows]) => [name, labelled(reader, rows)])); // prettier-ignore
  const charts: Record<string, PictureChart> = {};
  for (const each of answer?.charts ?? []) {
    const document = (report.charts as readonly ReportChart[]).find(({ id }) => id === each.id)!;
    const { dataset, label } = document;
    const title = labelText(label, language, each.id);
    charts[each.id] = { dataset, title, content: await contentOf(reader, each, data) };
  }
  const placed = (place: string) =>
    (answer?.loose ?? []).filter((id) => (report.charts?.find((each) => each.id === id)?.place ?? 'above') === place);
  const reports = hasReports ? await embeddedReports(reader, report, read) : {};
  return { charts, above: placed('above'), below: placed('below'), reports };
}

const own = new Set(['id', 'label', 'dataset', 'place', 'on']);

async function contentOf(
  reader: Context,
  answer: ChartAnswer,
  data: Readonly<Record<string, ReturnType<typeof labelled>>>,
): Promise<Card['content']> {
  const { language } = reader.principal;
  if ('noAccess' in answer) return { kind: 'noAccess', text: noAccessText(language) };
  if ('tooMany' in answer) {
    const count = new Intl.NumberFormat(language).format(answer.tooMany);
    return { kind: 'noAccess', text: labelText(words.tooMany, language).replace('{count}', count) };
  }
  const options = Object.fromEntries(Object.entries(answer.document).filter(([key]) => !own.has(key)));
  try {
    return await chartContent(reader, options, data[answer.document.dataset]!);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    return { kind: 'noAccess', text: labelText(words.noMap, language) };
  }
}

async function embeddedReports(
  reader: Context,
  report: ReportDocument,
  { datasets, parameters, sheet }: ReportRead,
): Promise<PictureInput['reports']> {
  const { language } = reader.principal;
  const rows = [...datasets.values()].reduce((total, dataset) => total + rowCount(dataset), 0);
  if (rows > HOLDING_ROWS) return {};
  const { grid } = expandOrTell({
    sheet,
    datasets: new Map([...datasets].map(([name, each]) => [name, toTable(each, reader.release.model, language)])),
    parameters,
    functions: reader.registries.function,
    context: reader.evaluation,
    language,
    charts: new Map((report.charts ?? []).map(({ id, dataset }) => [id, dataset])),
  });
  const reports: Record<string, EmbeddedSheet> = {};
  for (const cell of grid.cells) {
    const key = cell.report && embeddedKey(cell.report);
    if (key === undefined || reports[key] || Object.keys(reports).length >= EMBEDDED) continue;
    reports[key] = await embeddedSheet(reader, cell.report!);
  }
  return reports;
}

async function embeddedSheet(
  reader: Context,
  { name, parameters }: NonNullable<Grid['cells'][number]['report']>,
): Promise<EmbeddedSheet> {
  const { language } = reader.principal;
  try {
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));
    const { datasets, sheet, parameters: values } = await readReport(reader, findReport(reader, name), given);
    const rows = [...datasets.values()].reduce((total, dataset) => total + rowCount(dataset), 0);
    if (rows > EMBEDDED_ROWS) return { said: tooLarge(language) };
    const tables = [...datasets].map(([each, read]) => {
      const { head, rowOf } = tableReader(read, reader.release.model, language);
      return { name: each, table: { ...head, rows: read.rows.map(rowOf) } };
    });
    return { sheet, tables, values };
  } catch (error) {
    // Its place says so, as on the screen; the report around it is whole.
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    return { said: error.status === 403 || error.status === 404 ? noAccessText(language) : error.message };
  }
}

export const tooLarge = (language: string): string => labelText(words.tooLarge, language);
