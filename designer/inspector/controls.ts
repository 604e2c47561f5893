/** The inputs of the inspector, one per control of a property. They say values by `change`, undefined for none. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Host } from '../../runtime/host/host.js';
import { formatJson } from '../json/format-json.js';
import type { KnownName } from '../json/names.js';
import './expression-input.js';
import type { ExpressionHelp } from './expression-input.js';
import './filter-input.js';
import type { KnownParameter } from './filter-operands.js';
import './condition-input.js';
import './label-input.js';
import './name-input.js';
import './text-list-input.js';
import type { ShownSample } from '../session/shown-sample.js';
import { literalText, readLiteral } from './literal.js';
import { isFormula, type Control, type Property } from './properties.js';

/** What an input needs besides its property. */
export interface ControlContext {
  readonly host: Host;
  /** The name of the property, for who hears it. */
  readonly label: string;
  readonly invalid: boolean;
  readonly readonly: boolean;
  readonly help: ExpressionHelp;
  /** Whose fields an expression here reads. */
  readonly entity: string | undefined;
  /** What a condition may be asked for. */
  readonly parameters?: readonly KnownParameter[];
  /** The record that stands on the canvas: conditions say what they are for it. */
  readonly sample?: ShownSample | undefined;
  readonly unset: string;
  /** What is said of text that is no JSON. */
  readonly broken: string;
  /** What a choice is called. */
  choiceLabel(value: string | number | boolean): string;
  namesAfter(typed: string): readonly KnownName[];
  /** A value that is being given; `done`: the input was left. */
  change(value: unknown): void;
  done(): void;
}

type Draw = (property: Property, context: ControlContext) => TemplateResult;

/** True where the input stands under its name, not beside it. */
export const isWide = ({ control }: Property): boolean =>
  ['expression', 'condition', 'json', 'filter', 'names', 'texts', 'choices', 'longText'].includes(control);

const text: Draw = ({ value, schema }, context) =>
  html`<input
    class="in"
    aria-label=${context.label}
    aria-invalid=${context.invalid}
    ?readonly=${context.readonly}
    maxlength=${(schema['maxLength'] as number | undefined) ?? nothing}
    .value=${live(typeof value === 'string' ? value : '')}
    @input=${(event: Event) => context.change(valueOf(event) || undefined)}
    @change=${() => context.done()}
  />`;

const longText: Draw = ({ value }, context) =>
  html`<textarea
    class="in"
    rows="4"
    aria-label=${context.label}
    aria-invalid=${context.invalid}
    ?readonly=${context.readonly}
    .value=${live(typeof value === 'string' ? value : '')}
    @input=${(event: Event) => context.change(valueOf(event) || undefined)}
    @change=${() => context.done()}
  ></textarea>`;

const number: Draw = ({ value, schema }, context) =>
  html`<input
    class="in"
    type="number"
    aria-label=${context.label}
    aria-invalid=${context.invalid}
    ?readonly=${context.readonly}
    min=${(schema['minimum'] as number | undefined) ?? nothing}
    max=${(schema['maximum'] as number | undefined) ?? nothing}
    step=${schema['type'] === 'integer' ? 1 : 'any'}
    .value=${live(typeof value === 'number' ? String(value) : '')}
    @input=${(event: Event) => {
      const typed = (event.currentTarget as HTMLInputElement).valueAsNumber;
      context.change(Number.isFinite(typed) ? typed : undefined);
    }}
    @change=${() => context.done()}
  />`;

const choice: Draw = ({ value, choices, required }, context) =>
  html`<select
    class="in"
    aria-label=${context.label}
    aria-invalid=${context.invalid}
    ?disabled=${context.readonly}
    @change=${(event: Event) => {
      const index = Number((event.currentTarget as HTMLSelectElement).value);
      context.change(index < 0 ? undefined : choices[index]);
      context.done();
    }}
  >
    ${required && value !== undefined ? nothing : html`<option value="-1" ?selected=${value === undefined}>${context.unset}</option>`}
    ${choices.map((each, index) => html`<option value=${index} .selected=${live(each === value)}>${context.choiceLabel(each)}</option>`)}
  </select>`;

const choices: Draw = ({ value, choices: all }, context) => {
  const chosen = Array.isArray(value) ? (value as unknown[]) : [];
  return html`<div class="checks" role="group" aria-label=${context.label}>
    ${all.map(
      (each) =>
        html`<label class="check"
          ><input
            type="checkbox"
            .checked=${live(chosen.includes(each))}
            ?disabled=${context.readonly}
            @change=${(event: Event) => {
              const on = (event.currentTarget as HTMLInputElement).checked;
              const next = all.filter((other) => (other === each ? on : chosen.includes(other)));
              context.change(next.length === 0 ? undefined : next);
              context.done();
            }}
          />${context.choiceLabel(each)}</label
        >`,
    )}
  </div>`;
};

const label: Draw = ({ value }, context) =>
  html`<td-label-input
    .value=${value}
    .label=${context.label}
    ?invalid=${context.invalid}
    ?readonly=${context.readonly}
    @td-value=${(event: CustomEvent<unknown>) => context.change(event.detail ?? undefined)}
    @td-done=${() => context.done()}
  ></td-label-input>`;

const expression: Draw = ({ value }, context) =>
  html`<td-expression-input
    .value=${typeof value === 'string' ? value : ''}
    .label=${context.label}
    .entity=${context.entity}
    .help=${context.help}
    .sample=${context.sample}
    ?invalid=${context.invalid}
    ?readonly=${context.readonly}
    @td-value=${(event: CustomEvent<unknown>) => context.change(event.detail ?? undefined)}
    @td-done=${() => context.done()}
  ></td-expression-input>`;

const condition: Draw = ({ value, key }, context) =>
  html`<td-condition-input
    .name=${key}
    .value=${typeof value === 'string' ? value : undefined}
    .label=${context.label}
    .entity=${context.entity}
    .help=${context.help}
    .sample=${context.sample}
    ?invalid=${context.invalid}
    ?readonly=${context.readonly}
    @td-value=${(event: CustomEvent<unknown>) => context.change(event.detail ?? undefined)}
    @td-done=${() => context.done()}
  ></td-condition-input>`;

const name: Draw = ({ value, names, required }, context) =>
  html`<td-name-input
    .value=${typeof value === 'string' ? value : ''}
    .label=${context.label}
    .names=${names}
    .namesAfter=${(typed: string) => context.namesAfter(typed)}
    ?required=${required}
    ?invalid=${context.invalid}
    ?readonly=${context.readonly}
    @td-value=${(event: CustomEvent<unknown>) => context.change(event.detail ?? undefined)}
    @td-done=${() => context.done()}
  ></td-name-input>`;

const texts: Draw = ({ value, names, control }, context) =>
  html`<td-text-list-input
    .value=${Array.isArray(value) ? value.map(String) : []}
    .label=${context.label}
    .names=${control === 'names' ? names : undefined}
    ?invalid=${context.invalid}
    ?readonly=${context.readonly}
    @td-value=${(event: CustomEvent<readonly string[]>) => context.change(event.detail.length === 0 ? undefined : event.detail)}
    @td-done=${() => context.done()}
  ></td-text-list-input>`;

/** A plain value as it is; one that begins with "=" is a formula. */
const literal: Draw = ({ value }, context) =>
  html`<input
    class="in ${isFormula(value) ? 'mono' : ''}"
    aria-label=${context.label}
    aria-invalid=${context.invalid}
    ?readonly=${context.readonly}
    placeholder=${context.unset}
    .value=${live(literalText(value))}
    @input=${(event: Event) => context.change(readLiteral(valueOf(event)))}
    @change=${() => context.done()}
  />`;

const json: Draw = ({ value }, context) =>
  html`<textarea
    class="in mono"
    rows=${Math.min(10, Math.max(2, formatJson(value ?? null, 40).split('\n').length))}
    spellcheck="false"
    aria-label=${context.label}
    aria-invalid=${context.invalid}
    ?readonly=${context.readonly}
    .value=${value === undefined ? '' : formatJson(value, 40)}
    @change=${(event: Event) => {
      const area = event.currentTarget as HTMLTextAreaElement;
      try {
        context.change(area.value.trim() === '' ? undefined : (JSON.parse(area.value) as unknown));
        context.done();
        area.setCustomValidity('');
      } catch {
        area.setCustomValidity(context.broken);
        area.reportValidity();
      }
    }}
  ></textarea>`;

const filter: Draw = ({ value, required }, context) =>
  html`<td-filter-input
    .value=${value}
    .label=${context.label}
    .entity=${context.entity}
    .parameters=${context.parameters ?? []}
    .help=${context.help}
    ?required=${required}
    ?invalid=${context.invalid}
    ?readonly=${context.readonly}
    @td-value=${(event: CustomEvent<unknown>) => context.change(event.detail ?? undefined)}
    @td-done=${() => context.done()}
  ></td-filter-input>`;

const icon: Draw = (property, context) => name(property, context);

/** Drawn by the inspector itself: they hold properties of their own. */
type Holder = 'items' | 'part' | 'switch' | 'map' | 'entries';
type Drawn = Exclude<Control, Holder>;

const draws: Readonly<Record<Drawn, Draw>> = {
  label, text, longText, expression, condition, number, choice, choices, name, names: texts, texts, icon, literal, filter, json,
}; // prettier-ignore

export function drawControl(property: Property, context: ControlContext): TemplateResult | typeof nothing {
  const { control } = property;
  return isDrawn(control) ? draws[control](property, context) : nothing;
}

const isDrawn = (control: Control): control is Drawn => Object.hasOwn(draws, control);

const valueOf = (event: Event): string => (event.currentTarget as HTMLInputElement).value;
