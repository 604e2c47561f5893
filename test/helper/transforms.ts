/** Transforms of all plugins by folder with their example, and rows on which each can be run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ResultColumn, ResultRow, Transform } from '../../metadata/contributions.js';
import { productRegistries } from './context.js';
import type { ValueType } from '../../metadata/value.js';

export interface TransformFolder {
  readonly name: string;
  readonly definition: Transform;
  readonly example: Readonly<Record<string, unknown>>;
}

export const transformFolders: readonly TransformFolder[] = await readTransforms();

async function readTransforms() {
  const plugins = new URL('../../plugins/', import.meta.url);
  const found: TransformFolder[] = [];
  for (const plugin of readdirSync(plugins)) {
    const folder = new URL(`${plugin}/transforms/`, plugins);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const { definition } = (await import(new URL(`${name}/schema.ts`, folder).href)) as { definition: Transform };
      const example = JSON.parse(readFileSync(new URL(`${name}/example.json`, folder), 'utf8')) as TransformFolder['example']; // prettier-ignore
      found.push({ name, definition, example });
    }
  }
  return found;
}

export const transformOf = (name: string): Transform => transformFolders.find((each) => each.name === name)!.definition;

/** Rows as written: the first line names the columns with their types. */
export function table(head: Readonly<Record<string, ValueType>>, lines: readonly (readonly unknown[])[]) {
  const names = Object.keys(head);
  const columns: readonly ResultColumn[] = names.map((name) => ({ name, type: head[name]!, label: name }));
  const rows = lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i] ?? null])) as ResultRow);
  return { columns, rows };
}

/** Functions of the expression language. */
export const { function: functions } = await productRegistries();

export const today = '2026-11-21';
export const run = (
  name: string,
  options: Readonly<Record<string, unknown>>,
  data: { readonly columns: readonly ResultColumn[]; readonly rows: readonly ResultRow[] },
  language = 'en',
) => transformOf(name).apply({ ...data, options, today, language, functions });
