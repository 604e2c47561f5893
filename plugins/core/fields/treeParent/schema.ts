/**
 * The record above in a tree of the same entity: a region's region, a category's category. A look-up that keeps the tree
 * whole: a record can never come to stand below itself, whoever moves what at the same time. How many stand below a record
 * is a roll-up over the relation `<entity>_<field>`.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import { option } from '../reading.js';
import { reference } from '../relation-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** What happens to the records below when this one is deleted. */
  onDelete: Type.Optional(oneOf(['restrict', 'setNull', 'cascade'])),
});

export const definition: FieldType = {
  ...reference,
  id: 'treeParent',
  label: strings.label,
  icon: 'workflow',
  options,
  tree: true,
  target: (_field, entity) => entity,
  onDelete: (field) => option<'restrict' | 'setNull' | 'cascade'>(field, 'onDelete', 'restrict'),
};
