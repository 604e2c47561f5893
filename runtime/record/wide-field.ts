/** Fields that want a whole row of a form: text of several lines, JSON, and values of more than two parts. */
import type { Field } from '../../metadata/model/model.js';

export const isWideField = (field: Field): boolean =>
  !field.sealed &&
  (field.columns[0]?.type === 'longText' || field.valueType === 'json') &&
  (field.parts === undefined || field.parts.length > 2);
