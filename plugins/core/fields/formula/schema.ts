/**
 * A value computed from other fields by an expression. Stored ones are kept in a column by every write and may be
 * filtered, sorted and summed; the others are computed when they are read. Never written by a body.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, Expression } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { computedValue, resultOptions } from '../computed-values.js';
import { option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  expression: Expression,
  ...resultOptions,
  stored: Type.Optional(Type.Boolean({ default: false })),
});

const isStored = (field: FieldDocument): boolean => option(field, 'stored', false);

export const definition: FieldType = {
  ...computedValue,
  id: 'formula',
  label: strings.label,
  icon: 'square-function',
  options,
  columns: (field) => (isStored(field) ? computedValue.columns(field) : []),
  formula: (field) => ({ expression: option(field, 'expression', ''), stored: isStored(field) }),
};
