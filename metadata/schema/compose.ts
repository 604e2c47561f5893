/**
 * The whole JSON Schema of a kind: its own keys, and for each item that names a contribution (a field's type, a widget's
 * type, a view's mode, a job's handler, a dataset's source) the options schema of that contribution. A wrong option is then one error at its
 * own pointer, in the server's checker and in the browser's.
 */
import type { TSchema } from '@sinclair/typebox';
import type { JsonSchema, Registries } from '../contributions.js';
import { documentSchemas, type Kind } from './kinds.js';
import { reportChartKeys } from './report.js';

/** Where a kind names contributions: the items at `path` say by `tag` whose schema the value of `key` follows. */
interface Slot {
  readonly path: readonly string[];
  readonly tag: string;
  readonly key: string;
  entries(registries: Registries): readonly { readonly id: string; readonly schema: TSchema }[];
}

const slots: Readonly<Partial<Record<Kind, Slot>>> = {
  entity: {
    path: ['properties', 'fields', 'items'],
    tag: 'type',
    key: 'options',
    entries: ({ field }) => field.list().map((type) => ({ id: type.id, schema: type.options })),
  },
  view: {
    path: [],
    tag: 'mode',
    key: 'options',
    entries: ({ view }) => view.list().map((mode) => ({ id: mode.id, schema: mode.options })),
  },
  dashboard: {
    path: ['properties', 'widgets', 'items'],
    tag: 'type',
    key: 'options',
    entries: (registries) =>
      registries.widget.list().map((type) => ({ id: type.id, schema: withCharts(type.options, registries) })),
  },
  job: {
    path: [],
    tag: 'handler',
    key: 'arguments',
    entries: ({ job }) => job.list().map((type) => ({ id: type.id, schema: type.payload })),
  },
};

/** Where the datasets of a kind stand. */
const datasetsAt: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  dashboard: ['properties', 'datasets', 'items'],
  report: ['properties', 'datasets', 'items'],
  dataset: [],
};

/** Steps of a dataset. */
const transforms = (dataset: readonly string[]): Slot => ({
  path: [...dataset, 'properties', 'transforms', 'items'],
  tag: 'type',
  key: 'options',
  entries: ({ transform }) => transform.list().map((type) => ({ id: type.id, schema: type.options })),
});

/** Sources are told apart by `type` themselves: one of those registered. */
function withSources(schema: JsonSchema, dataset: readonly string[], { source }: Registries): JsonSchema {
  const sources = sourceSchema({ source });
  return sources ? replaceAt(schema, [...dataset, 'properties', 'source'], () => sources) : schema;
}

/** Undefined where none is registered. */
export function sourceSchema({ source }: Pick<Registries, 'source'>): JsonSchema | undefined {
  const anyOf = source.list().map((type) => type.schema);
  return anyOf.length === 0 ? undefined : { anyOf };
}

function slotsOf(kind: Kind): readonly Slot[] {
  const own = slots[kind] ? [slots[kind]] : [];
  const at = datasetsAt[kind];
  return at ? [...own, transforms(at)] : own;
}

/**
 * Options that are left open and have a key `chart` name a chart type by it; the other keys are that type's own, whose
 * schema states `chart` as a constant.
 */
function withCharts(options: TSchema, { chart }: Pick<Registries, 'chart'>): TSchema {
  const names = options['properties'] as Readonly<Record<string, unknown>> | undefined;
  if (options['additionalProperties'] !== true || !names?.['chart'] || chart.list().length === 0) return options;
  return { type: 'object', required: ['chart'], anyOf: chart.list().map((type) => type.options) } as unknown as TSchema;
}

/** Charts of a report: the keys of any chart there beside the options of its type. */
function withReportCharts(schema: JsonSchema, { chart }: Pick<Registries, 'chart'>): JsonSchema {
  if (chart.list().length === 0) return schema;
  const items = chart.list().map(({ options }) => ({
    ...options,
    properties: { ...(options['properties'] as object), ...reportChartKeys },
    required: [...((options['required'] as readonly string[] | undefined) ?? []), 'id', 'dataset'],
  }));
  return replaceAt(schema, ['properties', 'charts', 'items'], () => ({
    type: 'object',
    required: ['id', 'chart', 'dataset'],
    anyOf: items,
  }));
}

/** The schema of a kind with the options of everything registered; not yet tightened. */
export function documentSchema(kind: Kind, registries: Registries): JsonSchema {
  const schema = documentSchemas[kind] as unknown as JsonSchema;
  const filled = slotsOf(kind).reduce(
    (whole, slot) => replaceAt(whole, slot.path, (node) => fillSlot(node, slot, registries)),
    schema,
  );
  const at = datasetsAt[kind];
  const whole = at ? withSources(filled, at, registries) : filled;
  return kind === 'report' ? withReportCharts(whole, registries) : whole;
}

function replaceAt(node: JsonSchema, path: readonly string[], replace: (node: JsonSchema) => JsonSchema): JsonSchema {
  const [key, ...rest] = path;
  if (key === undefined) return replace(node);
  return { ...node, [key]: replaceAt(node[key] as JsonSchema, rest, replace) };
}

function fillSlot(node: JsonSchema, slot: Slot, registries: Registries): JsonSchema {
  const entries = slot.entries(registries);
  // Nothing is registered (a tool that reads documents without plugins): the item's own schema must do.
  if (entries.length === 0) return node;
  const properties = node['properties'] as Readonly<Record<string, unknown>>;
  return {
    ...node,
    properties: {
      ...properties,
      [slot.tag]: { enum: entries.map((entry) => entry.id) },
      [slot.key]: { type: 'object' },
    },
    allOf: entries.map(({ id, schema }) => ({
      if: { properties: { [slot.tag]: { const: id } }, required: [slot.tag] },
      then: {
        properties: { [slot.key]: schema },
        ...(requiresSomething(schema) ? { required: [slot.key] } : {}),
      },
    })),
  };
}

const requiresSomething = (schema: TSchema) => Array.isArray(schema['required']) && schema['required'].length > 0;
