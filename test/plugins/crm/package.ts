/** The shipped documents, read from their folders, and a full set of registries. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRegistries } from '../../../metadata/registries.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { registerSchemas } from '../../../plugins/index/schemas.js';

const plugins = fileURLToPath(new URL('../../../plugins/', import.meta.url));

export const registries = createRegistries();
registerSchemas(registries);

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

export const shipped: readonly Shipped[] = [...shippedDocuments('core'), ...shippedDocuments('crm')];
export const documents: readonly Document[] = shipped.map((each) => each.document);
