/** A secret: that it is set, and a place to put another one. */
import { secretEditor, type FieldHost, type FieldView } from '../../../../runtime/api.js';

const word = (_value: unknown, _field: unknown, host: FieldHost): string => host.t('editor.isSet');

export const view: FieldView = {
  id: 'secret',
  width: 104,
  display: word,
  text: word,
  edit: (value, _field, host, onChange) => secretEditor(value, host, onChange),
};
