/** Inputs for chart tests: one theme, rows for the columns that an example names, and Vega run as strictly as in the browser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { compile, type TopLevelSpec } from 'vega-lite';
import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import type { ChartInput, ChartTheme, ChartType, ResultColumn, ResultRow } from '../../metadata/contributions.js';

export const chartTheme: ChartTheme = {
  series: ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006', '#000007', '#000008'],
  mute: '#cccccc',
  grid: '#eeeeee',
  axis: '#666666',
  text: '#111111',
  surface: '#ffffff',
  soft: '#444444',
  selected: '#eeeeff',
  font: 'sans-serif',
};

/** Charts of all plugins by folder, with their example. */
export const chartFolders: readonly {
  readonly name: string;
  readonly definition: ChartType;
  readonly example: Readonly<Record<string, unknown>>;
}[] = await readCharts();

async function readCharts() {
  const plugins = new URL('../../plugins/', import.meta.url);
  const found = [];
  for (const plugin of readdirSync(plugins)) {
    const folder = new URL(`${plugin}/charts/`, plugins);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const { definition } = (await import(new URL(`${name}/schema.ts`, folder).href)) as { definition: ChartType };
      const example = JSON.parse(readFileSync(new URL(`${name}/example.json`, folder), 'utf8')) as Record<
        string,
        unknown
      >;
      found.push({ name, definition, example });
    }
  }
  return found;
}

const month = (index: number) => `2026-${String(index + 1).padStart(2, '0')}-01`;

/** Eleven months without June: amounts, orders, and the months' own grain. */
export const monthColumns: readonly ResultColumn[] = [
  { name: 'month', type: 'date', label: 'Ordered on', grain: 'month' },
  { name: 'amt', type: 'number', label: 'Amount', scale: 2, currency: 'USD' },
  { name: 'orders', type: 'number', label: 'Orders', scale: 0 },
];
export const monthRows: readonly ResultRow[] = Array.from({ length: 11 }, (_, index) => ({
  month: month(index),
  amt: 20_000 + index * 9_000.5,
  orders: 20 + ((index * 7) % 30),
})).filter((row) => row.month !== '2026-06-01');

/** Ten named categories with falling amounts, one of them without an amount. */
export function categoryData(name: string): Pick<ChartInput, 'columns' | 'rows'> {
  return {
    columns: [
      { name, type: 'id', label: 'Region', target: name },
      { name: 'amt', type: 'number', label: 'Amount', scale: 2, currency: 'USD' },
    ],
    rows: Array.from({ length: 10 }, (_, index) => ({
      [name]: `id${index}`,
      [`${name}_label`]: `Region "${index}" — 地区`,
      amt: index === 9 ? null : 9000.4 - index * 800,
    })),
  };
}

/** Rows for the column an example names: months where it names a month, else categories. */
export function inputFor(
  type: ChartType,
  options: Readonly<Record<string, unknown>>,
  more: Partial<ChartInput> = {},
): ChartInput {
  const x = type.selects(options) ?? 'category';
  const data = x === 'month' ? { columns: monthColumns, rows: monthRows } : categoryData(x);
  return {
    options,
    ...data,
    theme: chartTheme,
    locale: 'en-GB',
    timeZone: 'UTC',
    selected: [],
    width: 640,
    height: 240,
    ...more,
  };
}

/** Runs a specification with interpreted expressions and a loader that refuses; every warning and error is returned. */
export async function runSpec(spec: unknown): Promise<{ readonly view: View; readonly warnings: readonly string[] }> {
  const warnings: string[] = [];
  const logger = {
    level: () => logger,
    error: (...parts: unknown[]) => (warnings.push(parts.map(String).join(' ')), logger),
    warn: (...parts: unknown[]) => (warnings.push(parts.map(String).join(' ')), logger),
    info: () => logger,
    debug: () => logger,
  };
  const refuse = () => Promise.reject(new Error('Charts load nothing.'));
  const compiled = compile(spec as TopLevelSpec, { logger: logger as never });
  const view = new View(parse(compiled.spec, undefined, { ast: true } as never), {
    expr: expressionInterpreter,
    renderer: 'none',
    loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse } as never,
    logger: logger as never,
  } as never);
  await view.runAsync();
  return { view, warnings };
}
