/** The id of a record, in mono type. */
import { html, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'recordId',
  width: 232,
  display: (value) => html`<span style="font-family:var(--tr-font-mono);font-size:12px">${String(value)}</span>`,
  text: (value) => String(value),
};
