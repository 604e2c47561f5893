/** Chips of the filter bar as templates: conditions in force, and fields that the view offers. */
import { html, nothing } from 'lit';
import type { Filter } from '../../metadata/schema/query.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import { filterSentence } from './filter-sentence.js';
import { filterWords, isLeaf, type FilterLeaf } from './filter-words.js';

/** Chips in one row; what does not fit is behind "Filter". */
const shownChips = 4;

export interface ChipActions {
  /** Opens the panel at the chip; `at` is the place in the conditions, -1 for a new one. */
  edit(event: Event, at: number, leaf: (Filter & FilterLeaf) | undefined, field?: string): void;
  remove(at: number): void;
  /** Opens the builder with the whole filter. */
  build(): void;
}

/** A condition in force: its words open it, the x takes it away. What the panel cannot edit opens the builder. */
export function conditionChip(
  host: Host,
  fieldHost: FieldHost,
  entityName: string,
  part: Filter,
  at: number,
  actions: ChipActions,
) {
  const words = isLeaf(part)
    ? filterWords(host, fieldHost, entityName, part)
    : { subject: filterSentence({ host, fieldHost, entity: entityName }, part), rest: '' };
  const editable = isLeaf(part) && host.app.path(entityName, part.field) !== undefined;
  const text = html`<span class="k">${words.subject}</span
    >${words.rest ? html`<span class="strong clip">${words.rest}</span>` : nothing}`;
  return html`<span class="on" data-at=${at}>
    ${
      editable
        ? html`<button
            type="button"
            class="words"
            aria-haspopup="dialog"
            @click=${(event: Event) => actions.edit(event, at, part)}
          >
            ${text}
          </button>`
        : html`<button
            type="button"
            class="words"
            aria-haspopup="dialog"
            data-tip=${words.subject}
            @click=${() => actions.build()}
          >
            <span class="clip">${words.subject}</span
            >${words.rest ? html`<span class="strong clip">${words.rest}</span>` : nothing}
          </button>`
    }
    <button
      type="button"
      class="x"
      aria-label=${host.i18n.t('filter.remove', { name: words.subject })}
      @click=${() => actions.remove(at)}
    >
      ${icon('x', 's')}
    </button>
  </span>`;
}

/** Fields the view offers as filters and that are not in force yet. */
export function quickChips(
  host: Host,
  entityName: string,
  quick: readonly string[],
  parts: readonly Filter[],
  edit: ChipActions['edit'],
) {
  const used = new Set(parts.filter(isLeaf).map((part) => part.field));
  return quick
    .filter((path) => !used.has(path))
    .slice(0, Math.max(1, shownChips - parts.length))
    .map((path) => {
      const found = host.app.path(entityName, path);
      if (!found) return nothing;
      return html`<button
        type="button"
        class="chip dash"
        aria-haspopup="dialog"
        @click=${(event: Event) => edit(event, -1, undefined, path)}
      >
        ${host.i18n.label(found.field.label, path)}${icon('chevron-down', 's')}
      </button>`;
    });
}
