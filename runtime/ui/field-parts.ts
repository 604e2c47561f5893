/**
 * Editors that several field types share. Each loads the Vaadin element it stands on when it is first used; the attributes
 * that tie label, helper and error to the input are the same everywhere.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Field } from '../../metadata/model/model.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import type { Reference } from '../data/record.js';
import { icon } from './icon.js';
import { lazyParts } from './lazy-parts.js';

/** All editors at once, with the first that is drawn. */
export const loadEditors = lazyParts(() => import('./editors.js'));

export const lock = () => html`<span slot="suffix" class="t3">${icon('lock', 's')}</span>`;

export interface TextOptions {
  readonly type?: 'text' | 'email' | 'tel' | 'url';
  readonly maxlength?: number;
  readonly autocomplete?: string;
  readonly icon?: string;
  /** Several lines; grows with its text. */
  readonly area?: boolean;
}

/** A line (or area) of text. Empty text is no value. */
export function textEditor(
  value: unknown,
  host: EditHost,
  onChange: OnChange,
  options: TextOptions = {},
): TemplateResult {
  const change = (event: Event) => {
    const text = (event.currentTarget as HTMLElement & { value: string }).value;
    onChange(text === '' ? null : text);
  };
  const shown = typeof value === 'string' ? value : '';
  if (options.area) {
    loadEditors();
    return html`<vaadin-text-area
      manual-validation
      label=${host.place === 'form' ? host.label : nothing}
      accessible-name=${host.place === 'form' ? nothing : host.label}
      helper-text=${host.helper ?? nothing}
      error-message=${host.error ?? nothing}
      ?invalid=${host.error !== undefined}
      ?required=${host.required}
      ?readonly=${host.readOnly}
      min-rows="2"
      max-rows="12"
      .value=${live(shown)}
      @input=${change}
    ></vaadin-text-area>`;
  }
  loadEditors();
  return html`<vaadin-text-field
    manual-validation
    label=${host.place === 'form' ? host.label : nothing}
    accessible-name=${host.place === 'form' ? nothing : host.label}
    helper-text=${host.helper ?? nothing}
    error-message=${host.error ?? nothing}
    ?invalid=${host.error !== undefined}
    ?required=${host.required}
    ?readonly=${host.readOnly}
    maxlength=${options.maxlength ?? nothing}
    autocomplete=${options.autocomplete ?? 'off'}
    type=${options.type ?? 'text'}
    .value=${live(shown)}
    @input=${change}
  >
    ${host.readOnly ? lock() : options.icon ? html`<span slot="suffix" class="t3">${icon(options.icon)}</span>` : nothing}
  </vaadin-text-field>`;
}

/** A number typed in the locale's form, read by the field type's own codec. */
export function numberEditor(
  value: unknown,
  field: Field,
  host: EditHost,
  onChange: OnChange,
  look: { readonly suffix?: string; write(value: number): string; readonly mode?: 'numeric' | 'decimal' },
): TemplateResult {
  const write = (each: unknown) => look.write(Number(each));
  return typedEditor(value, field, host, onChange, { mode: 'decimal', ...look, write });
}

export interface TypedLook {
  readonly suffix?: string;
  write(value: unknown): string;
  readonly mode?: 'numeric' | 'decimal' | 'text';
  readonly align?: 'start' | 'end';
  /** Several lines in a type of one width. */
  readonly area?: boolean;
}

/** A value written as text in its own form, read by the field type's own codec. */
export function typedEditor(
  value: unknown,
  field: Field,
  host: EditHost,
  onChange: OnChange,
  look: TypedLook,
): TemplateResult {
  loadEditors();
  return html`<tr-typed-input
    .value=${value ?? null}
    .edit=${host}
    .change=${onChange}
    .write=${look.write}
    .read=${(text: string) => readText(text, field, host)}
    .suffix=${look.suffix ?? ''}
    .mode=${look.mode ?? 'text'}
    .align=${look.align ?? 'end'}
    ?area=${look.area ?? false}
  ></tr-typed-input>`;
}

/** Reads text by the type's codec; known findings are said in the person's language. */
export function readText(text: string, field: Field, host: EditHost) {
  const parsed = field.type.parseText
    ? field.type.parseText(text, field.document, host.context)
    : field.type.parse(text, field.document);
  if ('value' in parsed) return parsed;
  return { code: parsed.code, message: host.findingText(parsed.code, parsed.message, field) };
}

/** A day, or a moment when `time` is set. */
export function dateEditor(
  value: unknown,
  field: Field,
  host: EditHost,
  onChange: OnChange,
  time = false,
): TemplateResult {
  loadEditors();
  return html`<tr-date-input
    .value=${typeof value === 'string' ? value : ''}
    .edit=${host}
    .change=${onChange}
    .read=${(text: string) => readText(text, field, host)}
    ?time=${time}
  ></tr-date-input>`;
}

/** A record of another entity, found by typing. */
export function referenceEditor(value: unknown, target: string, host: EditHost, onChange: OnChange): TemplateResult {
  loadEditors();
  return html`<tr-reference-box
    .value=${(value ?? null) as Reference | null}
    .target=${target}
    .edit=${host}
    .change=${onChange}
  ></tr-reference-box>`;
}

/** Any number of records of another entity, as chips. No record is no value. */
export function referenceListEditor(
  value: unknown,
  target: string,
  host: EditHost,
  onChange: OnChange,
): TemplateResult {
  loadEditors();
  return html`<tr-reference-list
    .value=${Array.isArray(value) ? (value as readonly Reference[]) : []}
    .target=${target}
    .edit=${host}
    .change=${onChange}
  ></tr-reference-list>`;
}

/** The entry that stands for no value. */
const none = '–';

/** One of a few; codes as values, a first empty entry unless it is required. */
export function selectEditor(
  value: unknown,
  items: readonly { readonly value: string; readonly label: string }[],
  host: EditHost,
  onChange: OnChange,
): TemplateResult {
  loadEditors();
  const all = host.required && value !== null && value !== undefined ? items : [{ value: '', label: none }, ...items];
  return html`<vaadin-select
    manual-validation
    no-vertical-overlap
    label=${host.place === 'form' ? host.label : nothing}
    accessible-name=${host.place === 'form' ? nothing : host.label}
    helper-text=${host.helper ?? nothing}
    error-message=${host.error ?? nothing}
    ?invalid=${host.error !== undefined}
    ?required=${host.required}
    ?readonly=${host.readOnly}
    .items=${all}
    .value=${value === null || value === undefined ? '' : String(value)}
    @value-changed=${(event: CustomEvent<{ value: string }>) => {
      // The element takes the text of an item whose value is empty.
      const next = event.detail.value === '' || event.detail.value === none ? null : event.detail.value;
      if (next !== (value === undefined || value === '' ? null : value === null ? null : String(value))) onChange(next);
    }}
  ></vaadin-select>`;
}
