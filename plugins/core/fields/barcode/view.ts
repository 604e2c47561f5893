/** A bar code: its number in lists, the bars above it on a page. */
import { html, textEditor, until, type Field, type FieldView } from '../../../../runtime/api.js';
import { formatOf } from './schema.js';

const draw = (value: unknown, field: Field) =>
  until(
    import('./bars.js').then(({ drawBars }) => drawBars(String(value), formatOf(field.document))),
    '',
  );

/** Bars of what can be drawn: while it is typed it may be no code yet. */
const isWhole = (value: unknown, field: Field): boolean =>
  typeof value === 'string' && 'value' in field.type.parse(value, field.document);

export const view: FieldView = {
  id: 'barcode',
  width: 136,
  display: (value) => String(value),
  text: (value) => String(value),
  page: (value, field) => html`${draw(value, field)}${String(value)}`,
  edit: (value, field, host, onChange) =>
    html`${textEditor(value, host, onChange, { maxlength: 48 })}
    ${host.place === 'form' && isWhole(value, field) ? html`<div style="margin-top:6px">${draw(value, field)}</div>` : ''}`,
  filterEditor: (_operator, value, _field, host, onChange) => textEditor(value, host, onChange, { maxlength: 48 }),
};
