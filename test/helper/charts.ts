/** Inputs for chart tests: one theme, rows for the columns that an example names, and Vega run as strictly as in the browser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { compile, type TopLevelSpec } from 'vega-lite';
import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import type { ChartInput, ChartType } from '../../metadata/contributions.js';
import { isRefusal } from '../../metadata/chart/warnings.js';
import { rowsFor, squareMap } from './chart-rows.js';
import { lightTheme } from './chart-theme.js';

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

/** An example with rows for the columns it names. */
export function inputFor(
  type: ChartType,
  options: Readonly<Record<string, unknown>>,
  more: Partial<ChartInput> = {},
): ChartInput {
  return {
    options,
    ...rowsFor(options),
    theme: lightTheme,
    locale: 'en-GB',
    timeZone: 'UTC',
    selected: [],
    width: 640,
    height: 240,
    ...(type.shapes ? { shapes: squareMap } : {}),
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
  return { view, warnings: warnings.filter(isRefusal) };
}
