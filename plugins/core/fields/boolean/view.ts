/** Yes or no; no value is its own third answer only where the field is not required. */
import { html, loadEditors, nothing, selectEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'boolean',
  width: 88,
  display: (value, _field, host) => host.t(value === true ? 'common.yes' : 'common.no'),
  text: (value, _field, host) => host.t(value === true ? 'common.yes' : 'common.no'),
  edit(value, _field, host, onChange) {
    loadEditors();
    return html`<vaadin-checkbox
      class="field-check"
      manual-validation
      label=${host.label}
      helper-text=${host.helper ?? nothing}
      error-message=${host.error ?? nothing}
      ?invalid=${host.error !== undefined}
      ?readonly=${host.readOnly}
      ?checked=${value === true}
      @change=${(event: Event) => onChange((event.currentTarget as HTMLInputElement).checked)}
    ></vaadin-checkbox>`;
  },
  filterEditor: (_operator, value, _field, host, onChange) =>
    selectEditor(
      value === null || value === undefined ? null : String(value),
      [
        { value: 'true', label: host.t('common.yes') },
        { value: 'false', label: host.t('common.no') },
      ],
      host,
      (code) => onChange(code === null ? null : code === 'true'),
    ),
};
