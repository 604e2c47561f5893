/** What a condition's value is in a designer, beside what lists know: a parameter, a formula, values typed one by one. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Field } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Label } from '../../metadata/value.js';
import type { OperandParts } from '../../runtime/list/build/filter-parts.js';
import { isOwnOperator, type FilterDraft } from '../../runtime/list/filter-draft.js';
import { formatJson } from '../json/format-json.js';
import { isObject } from '../json/schema-walk.js';
import type { DesignSession } from '../session/design-session.js';
import './expression-input.js';
import type { ExpressionHelp } from './expression-input.js';
import { isFilterShape, sourceOfValue, valueFrom, type ValueSource } from './filter-value.js';
import './text-list-input.js';

/** A value that is asked for before the document is read. */
export interface KnownParameter {
  readonly name: string;
  readonly label?: Label;
}

export interface OperandPlace {
  readonly session: DesignSession;
  readonly parameters: readonly KnownParameter[];
  readonly help: ExpressionHelp | undefined;
}

type Change = (part: Partial<FilterDraft>) => void;

const sources: readonly ValueSource[] = ['value', 'parameter', 'formula'];

export function operandParts({ session, parameters, help }: OperandPlace): OperandParts {
  const { words, host } = session;
  const labelOf = (name: string) =>
    host.i18n.label(parameters.find((each) => each.name === name)?.label, name === '' ? '…' : name);
  const parameter = (name: string) => words.text('filterInput.asked', { name: labelOf(name) });
  const isPlain = ({ op }: FilterDraft) => isOwnOperator(op) || op === 'isNull' || op === 'isNotNull';

  const source = (_: Field, draft: FilterDraft, change: Change) => {
    if (isPlain(draft)) return nothing;
    const chosen = sourceOfValue(draft.value);
    const offered = sources.filter((each) => each !== 'parameter' || chosen === each || parameters.length > 0);
    const take = (event: Event) => {
      const next = (event.currentTarget as HTMLSelectElement).value as ValueSource;
      change({ value: valueFrom(next, draft.op, parameters[0]?.name), second: null, ...noWord });
    };
    return html`<select class="source" aria-label=${words.text('filterInput.source')} @change=${take}>
      ${offered.map((each) => html`<option value=${each} ?selected=${each === chosen}>${words.text(`filterInput.${each}`)}</option>`)}
    </select>`;
  };

  const editor = (field: Field, draft: FilterDraft, change: Change) => {
    if (isPlain(draft)) return undefined;
    const { value } = draft;
    const chosen = sourceOfValue(value);
    if (chosen === 'parameter') return parameterEditor(String((value as { parameter: unknown }).parameter), draft, change);
    if (chosen === 'formula')
      return html`<td-expression-input
        .value=${String((value as { expr: unknown }).expr)}
        .label=${words.text('filterInput.formula')}
        .help=${help}
        @td-value=${(event: CustomEvent<unknown>) => stay(event, () => change({ value: { expr: event.detail ?? '' } }))}
      ></td-expression-input>`;
    const isListed = field.dictionary !== undefined || (field.links ?? field.target) !== undefined || field.valueType === 'list';
    if (!Array.isArray(value) || isListed || draft.op === 'between') return undefined;
    return html`<td-text-list-input
      .value=${value.map(String)}
      .label=${words.text('filterInput.values')}
      @td-value=${(event: CustomEvent<readonly string[]>) => stay(event, () => change({ value: typed(event.detail, field) }))}
    ></td-text-list-input>`;
  }; // prettier-ignore

  const parameterEditor = (name: string, draft: FilterDraft, change: Change) => {
    const known = parameters.some((each) => each.name === name) ? parameters : [{ name }, ...parameters];
    const none = (event: Event) => {
      const { whenEmpty: _, ...rest } = draft;
      const isNone = (event.currentTarget as HTMLInputElement).checked;
      change(isNone ? { ...rest, whenEmpty: 'none' } : { ...rest, ...noWord });
    };
    return html`<div>
      <select
        aria-label=${words.text('filterInput.parameter')}
        @change=${(event: Event) => change({ value: { parameter: (event.currentTarget as HTMLSelectElement).value } })}
      >
        ${known.map((each) => html`<option value=${each.name} ?selected=${each.name === name}>${labelOf(each.name)}</option>`)}
      </select>
      <label class="none"
        ><input class="cb" type="checkbox" .checked=${live(draft.whenEmpty === 'none')} @change=${none} />${words.text('filterInput.whenEmpty')}</label
      >
    </div>`;
  }; // prettier-ignore

  const other = (filter: Filter, change: (filter: Filter) => void) =>
    html`<textarea
      class="code"
      rows=${Math.min(8, formatJson(filter, 40).split('\n').length)}
      spellcheck="false"
      aria-label=${words.text('filterInput.code')}
      .value=${formatJson(filter, 40)}
      @change=${(event: Event) => {
        const area = event.currentTarget as HTMLTextAreaElement;
        const read = readJson(area.value);
        const isRead = isFilterShape(read);
        area.setCustomValidity(isRead ? '' : words.text('filterInput.unreadable'));
        if (isRead) change(read);
        else area.reportValidity();
      }}
    ></textarea>`;

  return { parameter, source, editor, other };
}

/** A draft keeps no word on empty parameters when its value is none. */
const noWord = { whenEmpty: undefined } as unknown as Partial<FilterDraft>;

/** The value is one of this filter, not yet the filter of the document. */
function stay(event: Event, run: () => void): void {
  event.stopPropagation();
  run();
}

const typed = (texts: readonly string[], { valueType }: Field): readonly unknown[] =>
  valueType === 'number' ? texts.map((text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text)) : texts; // prettier-ignore

/** Undefined where the text is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The parameters that a document declares. */
export function parametersOf(document: unknown): readonly KnownParameter[] {
  const declared = isObject(document) && Array.isArray(document['parameters']) ? document['parameters'] : [];
  return declared
    .filter(isObject)
    .flatMap(({ name, label }) =>
      typeof name === 'string' ? [{ name, ...(label === undefined ? {} : { label: label as Label }) }] : [],
    );
}
