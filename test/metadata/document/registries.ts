/** Registries with a handful of small contributions: enough for documents to mean something, no plugin needed. */
import { Type } from '@sinclair/typebox';
import type { Column, FieldType, FunctionDefinition, Registries } from '../../../metadata/contributions.js';
import { createRegistries } from '../../../metadata/registries.js';
import { definition as dataset } from '../../../plugins/core/sources/dataset/schema.js';
import { definition as query } from '../../../plugins/core/sources/query/schema.js';
import { definition as report } from '../../../plugins/core/sources/report/schema.js';
import { definition as rows } from '../../../plugins/core/sources/rows/schema.js';
import { definition as sql } from '../../../plugins/core/sources/sql/schema.js';
import { closed } from '../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { Value, ValueType } from '../../../metadata/value.js';

type Abilities = Omit<
  FieldType,
  'id' | 'label' | 'icon' | 'valueType' | 'columns' | 'operators' | 'jsonSchema' | 'parse' | 'format'
>;

function fieldType(
  id: string,
  type: ValueType,
  column: Omit<Column, 'name' | 'role'> | undefined,
  more: Abilities,
): FieldType {
  return {
    id,
    label: id,
    icon: 'text',
    valueType: () => type,
    columns: (field) => (column ? columnsOf(field, column) : []),
    operators: () => ['eq', 'ne', 'in', 'isNull', 'isNotNull', 'lt', 'lte', 'gt', 'gte', 'between', 'contains'],
    jsonSchema: () => ({ type: type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : 'string' }),
    parse: (input) => parse(input, type),
    format: (value) => String(value),
    ...more,
  };
}

function columnsOf(field: FieldDocument, column: Omit<Column, 'name' | 'role'>): readonly Column[] {
  const name = field.column ?? field.name;
  const length = (field.options as { length?: number } | undefined)?.length;
  const value: Column = { ...column, ...(column.type === 'text' && length ? { length } : {}), name, role: 'value' };
  const folded = column.type === 'text' && (field.searchable === true || field.sortable === true);
  return folded ? [value, { name: `${name}_k`, type: 'text', length: 120, role: 'key' }] : [value];
}

function parse(input: unknown, type: ValueType) {
  const expected = type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : 'string';
  if (typeof input !== expected) return { code: 'WRONG_TYPE', message: `This must be a ${expected}.` };
  return { value: input as Value };
}

const length = closed({ length: Type.Optional(Type.Integer({ minimum: 1, maximum: 4000 })) });
const lookup = closed({
  target: Type.String(),
  onDelete: Type.Optional(
    Type.Unsafe<'restrict' | 'setNull' | 'cascade'>({ enum: ['restrict', 'setNull', 'cascade'] }),
  ),
  owns: Type.Optional(Type.Boolean()),
});
const text = (field: FieldDocument, key: string) =>
  String((field.options as Record<string, unknown> | undefined)?.[key]);

const sums = ['sum', 'avg', 'min', 'max'] as const;
const fieldTypes: readonly FieldType[] = [
  fieldType('text', 'text', { type: 'text', length: 120 }, { options: length }),
  fieldType('longText', 'text', { type: 'longText' }, { options: closed({}) }),
  fieldType('integer', 'number', { type: 'integer' }, { options: closed({}) }),
  fieldType('decimal', 'number', { type: 'decimal', precision: 15, scale: 2 }, { options: closed({}), aggregates: sums }),
  fieldType('boolean', 'boolean', { type: 'boolean' }, { options: closed({}) }),
  fieldType('date', 'date', { type: 'date' }, { options: closed({}), calendar: true }),
  fieldType('datetime', 'datetime', { type: 'datetime' }, { options: closed({}), calendar: true }),
  fieldType('recordId', 'id', { type: 'id' }, { options: closed({}) }),
  fieldType('user', 'id', { type: 'id' }, { options: closed({}), target: () => 'user' }),
  fieldType('department', 'id', { type: 'id' }, { options: closed({}), target: () => 'department' }),
  fieldType('lookup', 'id', { type: 'id' }, {
    options: lookup,
    target: (field) => text(field, 'target'),
    owns: (field) => (field.options as { owns?: boolean } | undefined)?.owns === true,
  }),
  fieldType('choice', 'text', { type: 'text', length: 60 }, {
    options: closed({ dictionary: Type.String() }),
    dictionary: (field) => text(field, 'dictionary'),
  }),
  fieldType('children', 'list', undefined, {
    options: closed({ entity: Type.String(), field: Type.String() }),
    children: (field) => ({ entity: text(field, 'entity'), field: text(field, 'field') }),
  }),
  fieldType('formula', 'number', { type: 'decimal', precision: 15, scale: 2 }, {
    options: closed({ expression: Type.String({ format: 'expression' }), stored: Type.Optional(Type.Boolean()) }),
    aggregates: sums,
    formula: (field) => ({ expression: text(field, 'expression'), stored: true }),
  }),
]; // prettier-ignore

const functions: readonly FunctionDefinition[] = [
  {
    id: 'upper', label: 'upper', icon: 'function', help: 'upper', example: 'upper("a")', returns: 'text',
    parameters: [{ name: 'text', type: 'text' }], call: ([value]) => String(value).toUpperCase(),
  },
  {
    id: 'sum', label: 'sum', icon: 'function', help: 'sum', example: 'sum(1, 2)', returns: 'number',
    parameters: [{ name: 'values', type: 'any', repeat: true }], call: () => 0,
  },
]; // prettier-ignore

export function createTestRegistries(): Registries {
  const described = (id: string) => ({ id, label: id, icon: 'text' });
  const registries = createRegistries();
  for (const type of fieldTypes) registries.field.add(type);
  for (const each of functions) registries.function.add(each);
  registries.widget.add({
    ...described('kpi'),
    options: closed({ value: Type.String(), format: Type.Optional(Type.String({ maxLength: 20 })) }),
    requests: (_options, dataset) => (dataset ? [dataset] : []),
  });
  registries.widget.add({ ...described('note'), options: closed({ text: Type.String() }), requests: () => [] });
  const needs = () => ({ fields: [] });
  registries.view.add({ ...described('table'), options: closed({ dense: Type.Optional(Type.Boolean()) }), needs });
  registries.view.add({ ...described('board'), options: closed({ group: Type.String() }), needs });
  for (const type of [query, rows, sql, report, dataset]) registries.source.add(type);
  registries.job.add({ ...described('cleanSessions'), payload: closed({ days: Type.Integer({ minimum: 1 }) }) });
  return registries;
}
