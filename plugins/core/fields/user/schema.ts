/** A person who works with the system: a look-up into the entity `user`. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import { option } from '../reading.js';
import { reference } from '../relation-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({ onDelete: Type.Optional(oneOf(['restrict', 'setNull'])) });

export const definition: FieldType = {
  ...reference,
  id: 'user',
  label: strings.label,
  icon: 'user',
  options,
  target: () => 'user',
  onDelete: (field) => option<'restrict' | 'setNull'>(field, 'onDelete', 'restrict'),
};
