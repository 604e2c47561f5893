/** The editor of one parameter: the field types' own editors, on a field made up from the parameter. */
import { html, type TemplateResult } from 'lit';
import type { Field } from '../../metadata/model/model.js';
import type { Parameter } from '../../metadata/schema/report.js';
import type { Value } from '../../metadata/value.js';
import { isReference } from '../data/record.js';
import type { EditHost, FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { createEditHost } from '../host/field-host.js';
import { dateEditor, numberEditor, referenceEditor, selectEditor, textEditor } from '../ui/field-parts.js';

export interface ParameterEditorOptions {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly error?: string | undefined;
  onChange(value: Value): void;
}

export const parameterLabel = (parameter: Parameter, host: FieldHost): string =>
  host.text(parameter.label, parameter.name);

/** Types of fields whose codecs read what is typed. */
const fieldTypes = { text: 'text', number: 'decimal', boolean: 'boolean', date: 'date', id: 'lookup' } as const;

function fieldOf(parameter: Parameter, host: Host): Field {
  const document = { id: parameter.name, name: parameter.name, type: fieldTypes[parameter.type], options: {} };
  const type = host.app.registries.field.get(document.type);
  return { name: parameter.name, type, document, label: parameter.label } as unknown as Field;
}

export function parameterEditor(parameter: Parameter, value: Value, options: ParameterEditorOptions): TemplateResult {
  const { host, fieldHost } = options;
  const label = parameterLabel(parameter, fieldHost);
  const edit: EditHost = createEditHost(fieldHost, {
    place: 'form',
    label,
    required: parameter.required ?? false,
    error: options.error,
  });
  const change = (next: unknown) => options.onChange((next ?? null) as Value);
  const dictionary = parameter.options?.dictionary;
  if (dictionary !== undefined) {
    const items = fieldHost
      .choices(dictionary)
      .filter((each) => each.active || each.code === value)
      .map((each) => ({ value: each.code, label: each.label }));
    return parameter.multiple ? checkList(label, items, value, change) : selectEditor(value, items, edit, change);
  }
  if (parameter.type === 'boolean') {
    const items = [
      { value: 'true', label: fieldHost.t('common.yes') },
      { value: 'false', label: fieldHost.t('common.no') },
    ];
    return selectEditor(value, items, edit, (next) => change(next === null ? null : next === 'true'));
  }
  const field = fieldOf(parameter, host);
  if (parameter.type === 'date') return dateEditor(value, field, edit, change);
  if (parameter.type === 'number')
    return numberEditor(value, field, edit, change, { write: (number) => fieldHost.formats.number(number) });
  const entity = parameter.options?.entity;
  if (parameter.type === 'id' && entity !== undefined) return lookUp(entity, parameter, value, edit, options);
  return textEditor(value, edit, change);
}

/** The name of what is chosen is kept, so that chips can say it. Several values: one at a time is chosen here. */
function lookUp(
  entity: string,
  parameter: Parameter,
  value: Value,
  edit: EditHost,
  { host, onChange }: ParameterEditorOptions,
): TemplateResult {
  const id = Array.isArray(value) ? value[0] : value;
  const held = typeof id === 'string' && id !== '' ? { id, label: host.app.references.get(id) ?? id } : null;
  return referenceEditor(held, entity, edit, (next) => {
    if (isReference(next)) host.app.references.set(next.id, next.label);
    const chosen = isReference(next) ? next.id : null;
    onChange(parameter.multiple && chosen !== null ? [chosen] : chosen);
  });
}

function checkList(
  label: string,
  items: readonly { readonly value: string; readonly label: string }[],
  value: Value,
  change: (next: unknown) => void,
): TemplateResult {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return html`<fieldset class="checks">
    <legend>${label}</legend>
    ${items.map(
      (item) =>
        html`<label
          ><input
            type="checkbox"
            class="cb"
            .checked=${chosen.includes(item.value)}
            @change=${(event: Event) => {
              const on = (event.currentTarget as HTMLInputElement).checked;
              const next = on ? [...chosen, item.value] : chosen.filter((each) => each !== item.value);
              change(next.length === 0 ? null : next);
            }}
          />${item.label}</label
        >`,
    )}
  </fieldset>`;
}
