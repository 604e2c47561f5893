/** Every document that ships, with the schema of its kind. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaRoot, type SchemaNode } from '../../../designer/json/schema-walk.js';
import { documentSchema } from '../../../metadata/schema/compose.js';
import { kinds, type Document, type Kind } from '../../../metadata/schema/kinds.js';
import { testRegistries } from '../registries.js';

const plugins = join(import.meta.dirname, '../../../plugins');
export const shippedDocuments = readdirSync(plugins, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)metadata\/.*\.json$/.test(file))
  .map((file) => JSON.parse(readFileSync(join(plugins, file), 'utf8')) as Document)
  .filter(({ kind }) => kinds.includes(kind));

const registries = testRegistries();
const schemas = new Map<Kind, SchemaNode>(kinds.map((kind) => [kind, schemaRoot(documentSchema(kind, registries))]));
export const schemaOf = (kind: Kind): SchemaNode => schemas.get(kind)!;
