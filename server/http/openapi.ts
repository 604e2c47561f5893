/** The OpenAPI 3.1 document, generated from the routes, with the schemas of the records the caller may see. */
import type { TSchema } from '@sinclair/typebox';
import type { Access } from '../../metadata/access/types.js';
import type { Entity } from '../../metadata/model/model.js';
import type { JsonSchema } from '../../metadata/contributions.js';
import { labelText } from '../../metadata/value.js';
import type { Release } from '../context.js';
import type { Route } from './route.js';

type Plain = Record<string, unknown>;

/** Pure: the same routes and extension give the same document. */
export function buildOpenApi(routes: readonly Route[], extension: Plain = {}): Plain {
  const paths: Record<string, Plain> = {};
  for (const route of [...routes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const path = `/api${route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`;
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Trellis', version: '1', description: 'JSON over cookie sessions. Errors share one envelope.' },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-sid' } },
      schemas: { Error: errorSchema, ...extension },
      responses: { Error: { description: 'Refused', content: json({ $ref: '#/components/schemas/Error' }) } },
    },
  };
}

function operation(route: Route): Plain {
  const body = route.body
    ? { content: json(plain(route.body)) }
    : route.rawBody
      ? { content: Object.fromEntries(route.rawBody.map((type) => [type, {}])) }
      : undefined;
  return {
    summary: route.summary,
    ...(route.right === 'public' ? { security: [] } : { security: [{ session: [] }] }),
    'x-right': route.right,
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(body ? { requestBody: { required: true, ...body } } : {}),
    responses: {
      '200': { description: 'Done', ...(route.response ? { content: json(plain(route.response)) } : {}) },
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function pathParameters(route: Route): readonly Plain[] {
  const schemas = propertiesOf(route.params);
  return [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: plain(schemas[name!] ?? { type: 'string' }),
  }));
}

function queryParameters(route: Route): readonly Plain[] {
  const required = (route.query as { required?: readonly string[] } | undefined)?.required ?? [];
  return Object.entries(propertiesOf(route.query)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: plain(schema),
  }));
}

const propertiesOf = (schema: TSchema | undefined): Readonly<Record<string, unknown>> =>
  (schema as { properties?: Readonly<Record<string, unknown>> } | undefined)?.properties ?? {};
const json = (schema: unknown): Plain => ({ 'application/json': { schema } });
/** Without the symbols that TypeBox keeps on its schemas. */
const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema));

const errorSchema: JsonSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        path: { type: 'string' },
        details: {},
        requestId: { type: 'string' },
      },
    },
  },
};

/** Schemas of records by entity, `customer` for answers and `customer_write` for bodies, as this access sees them. */
export function recordSchemas(release: Release, access: Access): Plain {
  const schemas: Plain = {};
  for (const entity of release.model.entities.values()) {
    if (entity.link || !access.mayEver('read', entity.name)) continue;
    schemas[entity.name] = recordSchema(entity, access, 'read');
    schemas[`${entity.name}_write`] = recordSchema(entity, access, 'write');
  }
  return schemas;
}

function recordSchema(entity: Entity, access: Access, direction: 'read' | 'write'): JsonSchema {
  const fields = access
    .visibleFields(entity)
    .filter((field) => !field.partOf)
    .filter((field) => direction === 'read' || (!field.computed && access.canWrite(field)));
  const properties = fields.map((field) => {
    const schema = field.type.jsonSchema(field.document, direction);
    const title = labelText(field.label, access.principal.language, field.name);
    const required = direction === 'write' && field.document.required === true;
    return [field.name, { title, ...(required ? schema : { anyOf: [schema, { type: 'null' }] }) }];
  });
  return {
    title: labelText(entity.label, access.principal.language, entity.name),
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties) as Plain,
  };
}
