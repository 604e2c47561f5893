/** Every task a work process knows, by name. Engines add theirs here; the function itself lives with its engine. */
import type { RenderInput } from '../print/render/render.js';
import { queryColumns, queryRead, sqlRead } from './sql-read.js';
import type { WorkTask } from './work-context.js';

const reading: Readonly<Record<string, WorkTask>> = {
  'sql.read': sqlRead,
  'query.read': queryRead,
  'query.columns': queryColumns,
};

export const tasks: Readonly<Record<string, WorkTask>> = {
  ...reading,
  // Brings the engine of sheets.
  'report.grid': async (input: never, context) => (await import('../reports/grid-task.js')).gridTask(input, context),
  'report.places': async (input: never, context) =>
    (await import('../reports/grid-task.js')).placesTask(input, context),
  'report.explain': async (input: never, context) =>
    (await import('../reports/explain-task.js')).explainTask(input, context),
  // Loaded with the first file: what writes them is larger than all else here.
  'report.file': async (input: never, context) =>
    (await import('../reports/exports/file-task.js')).fileTask(input, context),
  // Read when first asked for: it brings the layouter and the fonts.
  'print.render': async (input: RenderInput) => (await import('../print/render/render.js')).renderPrint(input),
  // Reads by itself, with the rights of a person.
  'report.export': async (input: never, context) =>
    (await import('../reports/exports/export-task.js')).exportTask(input, context, reading),
  // Loaded with the first file that somebody brings.
  'start.look': async (input: never, context) => (await import('../start/look-task.js')).lookTask(input, context),
  'charts.file': async (input: never, context) =>
    (await import('../reports/exports/charts/chart-task.js')).chartTask(input, context),
};
