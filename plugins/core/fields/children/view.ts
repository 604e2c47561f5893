/** Rows of a sub-table: a list shows how many; the form edits them in their own table. */
import type { FieldHost, FieldView } from '../../../../runtime/api.js';

const count = (value: unknown, host: FieldHost) => host.formats.number(Array.isArray(value) ? value.length : 0);

export const view: FieldView = {
  id: 'children',
  align: 'end',
  width: 88,
  display: (value, _field, host) => count(value, host),
  text: (value, _field, host) => count(value, host),
};
