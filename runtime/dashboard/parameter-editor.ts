/**
 * The editor of one parameter: the field types' own editors on a field made up from the parameter, lists of options, and
 * date ranges. In a pane of fields, lists and ranges open below their field; alone in a pop-over they stand in it.
 */
import { html, type TemplateResult } from 'lit';
import { widgetOf } from '../../metadata/query/parameter-options.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { isReference } from '../data/record.js';
import type { EditHost, FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { createEditHost } from '../host/field-host.js';
import { dateEditor, numberEditor, referenceEditor, selectEditor, textEditor } from '../ui/field-parts.js';
import './option-list.js';
import type { Board } from './option-source.js';
import './pane-field.js';
import { parameterField, parameterLabel } from './parameter-field.js';
import type { GivenParameters } from './parameters.js';
import { rangeEditor } from './range-editor.js';

export interface ParameterEditorOptions {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly board: Board;
  readonly given: GivenParameters;
  /** As chosen, defaults filled in. */
  readonly stated: Readonly<Record<string, Value>>;
  /** What the field says is chosen. */
  readonly words: unknown;
  /** It stands alone in a pop-over. */
  readonly alone?: boolean;
  readonly error?: string | undefined;
  onChange(value: Value): void;
}

export function parameterEditor(parameter: Parameter, options: ParameterEditorOptions): TemplateResult {
  const widget = widgetOf(parameter);
  if (widget === 'choice' || widget === 'multi' || widget === 'tree') return opening(parameter, options, optionList);
  if (widget === 'dateRange' || widget === 'relative') return opening(parameter, options, ranges);
  if (widget === 'lookup' && parameter.options?.where) return opening(parameter, options, optionList);
  return plainEditor(parameter, options);
}

type Draw = (parameter: Parameter, options: ParameterEditorOptions) => TemplateResult;

const ranges: Draw = (parameter, options) => rangeEditor(parameter, options.stated[parameter.name] ?? null, options);

const optionList: Draw = (parameter, { board, given, stated, onChange }) =>
  html`<tr-option-list
    .board=${board}
    .parameter=${parameter}
    .given=${given}
    .stated=${stated}
    @tr-pick=${(event: CustomEvent<Value>) => onChange(event.detail)}
  ></tr-option-list>`;

function opening(parameter: Parameter, options: ParameterEditorOptions, draw: Draw): TemplateResult {
  const label = parameterLabel(parameter, options.fieldHost);
  if (options.alone)
    return html`<div>
      <p class="group">${label}</p>
      ${draw(parameter, options)}
    </div>`;
  return html`<tr-pane-field
    .label=${label}
    .words=${options.words}
    .symbol=${parameter.type === 'dateRange' ? 'calendar' : 'chevron-down'}
    .error=${options.error ?? ''}
    ?required=${parameter.required === true && parameter.default === undefined}
    .content=${() => draw(parameter, options)}
  ></tr-pane-field>`;
}

function plainEditor(parameter: Parameter, options: ParameterEditorOptions): TemplateResult {
  const { host, fieldHost, onChange } = options;
  const value = options.stated[parameter.name] ?? null;
  const edit: EditHost = createEditHost(fieldHost, {
    place: 'form',
    label: parameterLabel(parameter, fieldHost),
    required: parameter.required ?? false,
    error: options.error,
  });
  const change = (next: unknown) => onChange((next ?? null) as Value);
  if (parameter.type === 'boolean') {
    const items = [
      { value: 'true', label: fieldHost.t('common.yes') },
      { value: 'false', label: fieldHost.t('common.no') },
    ];
    const shown = typeof value === 'boolean' ? String(value) : null;
    return selectEditor(shown, items, edit, (next) => change(next === null ? null : next === 'true'));
  }
  const field = parameterField(parameter, host);
  if (parameter.type === 'date') return dateEditor(value, field, edit, change);
  if (parameter.type === 'number')
    return numberEditor(value, field, edit, change, { write: (number) => fieldHost.formats.number(number) });
  const entity = parameter.options?.entity;
  if (parameter.type === 'id' && entity !== undefined) return lookUp(entity, value, edit, options);
  return textEditor(value, edit, change);
}

/** The name of what is chosen is kept, so that chips can say it. */
function lookUp(
  entity: string,
  value: Value,
  edit: EditHost,
  { host, onChange }: ParameterEditorOptions,
): TemplateResult {
  const id = Array.isArray(value) ? value[0] : value;
  const held = typeof id === 'string' && id !== '' ? { id, label: host.app.references.get(id) ?? id } : null;
  return referenceEditor(held, entity, edit, (next) => {
    if (isReference(next)) host.app.references.set(next.id, next.label);
    onChange(isReference(next) ? next.id : null);
  });
}
