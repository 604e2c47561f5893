/** A number that the server gives at creation; read only. */
import type { FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'autonumber',
  width: 120,
  display: (value) => String(value),
  text: (value) => String(value),
};
