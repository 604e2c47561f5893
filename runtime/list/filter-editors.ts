/** Editors of a condition's value as templates: the field type's own, check boxes for choices, ranges for days. */
import { html, nothing } from 'lit';
import type { Field } from '../../metadata/model/model.js';
import type { FilterOperator } from '../../metadata/schema/query.js';
import { isReference, type Reference } from '../data/record.js';
import { createEditHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { tag } from '../ui/parts.js';
import { referenceListEditor } from '../ui/field-parts.js';
import { ageUnits, isCounted, ME, OLDER, RELATIVE, ranges, type FilterDraft } from './filter-draft.js';

export interface FilterEditing {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly draft: FilterDraft;
  /** `filter`: names of the editors are for screen readers only. */
  readonly place?: 'form' | 'filter';
  change(part: Partial<FilterDraft>): void;
  /** What was typed cannot be read; undefined takes it back. */
  refuse(message: string | undefined): void;
}

export function valueEditors(field: Field, editing: FilterEditing): unknown {
  const { draft, change, host } = editing;
  const { t } = words(host);
  if (draft.op === 'isNull' || draft.op === 'isNotNull' || draft.op === ME) return nothing;
  if (draft.op === RELATIVE) return rangeEditor(editing);
  if (draft.op === OLDER) return ageEditor(editing);
  const isList = draft.op === 'in' || draft.op === 'notIn';
  if (isList && field.dictionary !== undefined) return choiceBoxes(field.dictionary, editing);
  if (draft.op === 'between') {
    return html`<div class="value">
        ${valueEditor(field, draft.value, (value) => change({ value }), t('filter.from'), editing)}
      </div>
      <div class="value">
        ${valueEditor(field, draft.second, (second) => change({ second }), t('filter.to'), editing)}
      </div>`;
  }
  return html`<div class="value">
    ${valueEditor(field, draft.value, (value) => change({ value }), t('filter.value'), editing)}
  </div>`;
}

const words = (host: Host) => ({ t: host.i18n.t.bind(host.i18n) });

function valueEditor(
  field: Field,
  held: unknown,
  change: (value: unknown) => void,
  label: string,
  { host, fieldHost, draft, refuse, place = 'form' }: FilterEditing,
) {
  const view = host.fields.get(field.type.id);
  const edit = createEditHost(fieldHost, { place, label, refuse });
  const value = dress(host, field, held);
  const take = (next: unknown) => {
    for (const each of Array.isArray(next) ? (next as unknown[]) : [next])
      if (isReference(each)) host.app.references.set(each.id, each.label);
    change(next);
  };
  if (Array.isArray(value) && field.target !== undefined) return referenceListEditor(value, field.target, edit, take);
  const drawn =
    view.filterEditor?.(draft.op as FilterOperator, value, field, edit, take) ?? view.edit?.(value, field, edit, take);
  if (drawn !== undefined) return drawn;
  const typed = (event: Event) => {
    const read = readPlain(field, (event.target as HTMLInputElement).value);
    take(Number.isNaN(read) ? null : read);
    refuse(Number.isNaN(read) ? host.i18n.t('finding.NOT_A_NUMBER', { field: '' }) : undefined);
  };
  if (place === 'filter') {
    const shown = value === null ? '' : String(value);
    return html`<input class="plain" aria-label=${label} .value=${shown} @input=${typed} />`;
  }
  return html`<label for="plain">${label}</label
    ><input id="plain" class="plain" .value=${value === null ? '' : String(value)} @input=${typed} />`;
}

/** References are ids in a filter; the editors want `{id,label}`. */
function dress(host: Host, field: Field, value: unknown): unknown {
  if ((field.links ?? field.target) !== undefined && Array.isArray(value))
    return (value as unknown[]).map((id) =>
      typeof id === 'string' ? { id, label: host.app.references.get(id) ?? id } : id,
    );
  if ((field.target ?? field.targets) === undefined || typeof value !== 'string') return value;
  return { id: value, label: host.app.references.get(value) ?? value } satisfies Reference;
}

/** Fields without an editor of their own (numbers given by the server, formulas) are typed as text. */
function readPlain(field: Field, text: string): unknown {
  if (text.trim() === '') return null;
  return field.valueType === 'number' ? Number(text.replace(',', '.')) : text;
}

function choiceBoxes(dictionary: string, { host, fieldHost, draft, change }: FilterEditing) {
  const chosen = new Set(Array.isArray(draft.value) ? (draft.value as unknown[]).map(String) : []);
  const toggle = (code: string) => {
    if (!chosen.delete(code)) chosen.add(code);
    change({ value: [...chosen] });
  };
  return html`<div class="checks value" role="group" aria-label=${host.i18n.t('filter.value')}>
    ${fieldHost
      .choices(dictionary)
      .map(
        (choice) =>
          html`<label
            ><input
              class="cb"
              type="checkbox"
              .checked=${chosen.has(choice.code)}
              @change=${() => toggle(choice.code)}
            />${tag(choice.label, choice.colour)}</label
          >`,
      )}
  </div>`;
}

function rangeEditor({ host, draft, change, place = 'form' }: FilterEditing) {
  const { t } = words(host);
  const n = Number(draft.second ?? 7);
  const wordsOf = (range: string) => t(`relative.${range}` as 'relative.today', { n: isCounted(range) ? n : 1 });
  const count = (event: Event) => change({ second: whole((event.target as HTMLInputElement).value, 1000) });
  const isShort = place === 'filter';
  return html`<div class="value">
    ${isShort ? nothing : html`<label for="range">${t('filter.value')}</label>`}
    <select
      id="range"
      aria-label=${t('filter.value')}
      @change=${(event: Event) => change({ value: (event.target as HTMLSelectElement).value })}
    >
      ${ranges.map(
        (range) => html`<option value=${range} ?selected=${range === draft.value}>${wordsOf(range)}</option>`,
      )}
    </select>
    ${
      isCounted(draft.value)
        ? html`${isShort ? nothing : html`<label for="n" style="margin-top:12px">${t('filter.count')}</label>`}<input
              id="n"
              class="plain"
              aria-label=${t('filter.count')}
              type="number"
              min="1"
              max="1000"
              .value=${String(n)}
              @input=${count}
            />`
        : nothing
    }
  </div>`;
}

/** "Older than 30 days": how many, and of what. */
function ageEditor({ host, draft, change, place = 'form' }: FilterEditing) {
  const { t } = words(host);
  const isShort = place === 'filter';
  return html`<div class="value">
      ${isShort ? nothing : html`<label for="n">${t('filter.count')}</label>`}<input
        id="n"
        class="plain"
        aria-label=${t('filter.count')}
        type="number"
        min="1"
        max="9999"
        .value=${String(draft.second ?? '')}
        @input=${(event: Event) => change({ second: whole((event.target as HTMLInputElement).value, 9999) })}
      />
    </div>
    <div class="value">
      ${isShort ? nothing : html`<label for="unit">${t('filter.unit')}</label>`}<select
        id="unit"
        aria-label=${t('filter.unit')}
        @change=${(event: Event) => change({ value: (event.target as HTMLSelectElement).value })}
      >
        ${ageUnits.map(
          (unit) =>
            html`<option value=${unit} ?selected=${unit === draft.value}>
              ${t(`filter.unit${unit}` as 'filter.unit')}
            </option>`,
        )}
      </select>
    </div>`;
}

/** A whole number from 1 to `most`. */
const whole = (text: string, most: number): number => Math.min(most, Math.max(1, Math.trunc(Number(text) || 1)));
