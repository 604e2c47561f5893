/** What a work process draws a chart from: its options, rows with the labels of their choices, the shapes of its map. */
import { join } from 'node:path';
import type { ResultColumn, ResultRow } from '../../../../metadata/contributions.js';
import { labelText } from '../../../../metadata/value.js';
import type { Context } from '../../../context.js';
import { createMapFiles } from '../../../maps/map-files.js';
import { activeTheme } from '../../../../metadata/theme/active-theme.js';
import type { ChartContent } from './card.js';
import { filePalette } from './file-theme.js';

export interface ChartRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

/** Labels of choices beside their codes, as records have theirs. */
export function labelled({ release, principal }: Context, { columns, rows }: ChartRows): ChartRows {
  const choices = columns.flatMap(({ name, dictionary }) => {
    const values = dictionary === undefined ? undefined : release.model.dictionaries.get(dictionary)?.values;
    return values ? [{ name, values }] : [];
  });
  if (choices.length === 0) return { columns, rows };
  return {
    columns,
    rows: rows.map((row) => ({
      ...row,
      ...Object.fromEntries(
        choices.flatMap(({ name, values }) => {
          const code = row[name];
          const found = typeof code === 'string' ? values.get(code) : undefined;
          return found ? [[`${name}_label`, labelText(found.label, principal.language, found.code)]] : [];
        }),
      ),
    })),
  };
}

/** `options.chart` names the type. Throws what reading a map throws. */
export async function chartContent(
  { registries, evaluation, principal, dataFolder, release }: Context,
  options: Readonly<Record<string, unknown>>,
  { columns, rows }: ChartRows,
): Promise<ChartContent> {
  const chart = String(options['chart']);
  const map = registries.chart.find(chart)?.shapes?.(options);
  const folder = join(dataFolder ?? '', 'maps');
  const shapes = map === undefined ? undefined : (JSON.parse((await createMapFiles(folder).read(map)).text) as unknown);
  const palette = filePalette(activeTheme(release.model));
  const request = { options, columns, rows, locale: principal.language, timeZone: evaluation.timeZone, today: evaluation.today(), ...(palette ? { palette } : {}) }; // prettier-ignore
  return { kind: 'chart', chart, request: { ...request, ...(shapes === undefined ? {} : { shapes }) } };
}
