/** The shipped documents and a full set of registries, read from the folders as they are. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Registries } from '../../../metadata/contributions.js';
import { createRegistry } from '../../../metadata/registry.js';
import type { Document } from '../../../metadata/schema/kinds.js';

const plugins = fileURLToPath(new URL('../../../plugins/', import.meta.url));
const folders: Readonly<Record<string, keyof Registries>> = {
  fields: 'field',
  functions: 'function',
  charts: 'chart',
  widgets: 'widget',
  views: 'view',
  jobs: 'job',
};

async function registered(): Promise<Registries> {
  const registries = {} as Record<keyof Registries, { add(entry: unknown): void }>;
  for (const [folder, kind] of Object.entries(folders)) {
    registries[kind] = createRegistry(kind) as never;
    const path = join(plugins, 'core', folder);
    for (const name of existsSync(path) ? readdirSync(path).sort() : []) {
      const file = join(path, name, 'schema.ts');
      if (!existsSync(file)) continue;
      registries[kind].add(((await import(file)) as { definition: unknown }).definition);
    }
  }
  return registries as unknown as Registries;
}

export interface Shipped {
  readonly file: string;
  readonly plugin: string;
  readonly document: Document;
}

/** Every document of a plugin with the file it stands in, `metadata/<kind>/<name>.json`. */
export function shippedDocuments(plugin: string): readonly Shipped[] {
  const folder = join(plugins, plugin, 'metadata');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, plugin, document: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document }));
}

export const registries = await registered();
export const shipped: readonly Shipped[] = [...shippedDocuments('core'), ...shippedDocuments('crm')];
export const documents: readonly Document[] = shipped.map((each) => each.document);
