/** `<tr-group-panel>`: up to three fields that the list is grouped by, days by a period. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sourceOf } from '../../../metadata/model/foreign.js';
import type { Field } from '../../../metadata/model/model.js';
import { grains, type Grain } from '../../../metadata/schema/query.js';
import { TrElement } from '../../ui/element.js';
import { mostGroups, type GroupKey } from '../list-state.js';
import '../../ui/later-strings.js';

const usualGrain: Grain = 'month';

@customElement('tr-group-panel')
export class TrGroupPanel extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) group: readonly GroupKey[] = [];

  static override styles = css`
    :host {
      display: grid;
      gap: 12px;
      padding: 16px;
    }
    .level {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px 8px;
    }
    label {
      grid-column: 1 / -1;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
    }
    select {
      height: 32px;
      padding: 0 8px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text);
      font: var(--tr-text-body);
      min-width: 0;
    }
  `;

  override render() {
    const levels = Math.min(mostGroups, this.group.length + 1);
    return html`${Array.from({ length: levels }, (_, level) => this.#level(level))}`;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('select')?.focus();
  }

  #level(level: number) {
    const key = this.group[level];
    const taken = new Set(this.group.filter((_, at) => at !== level).map(({ path }) => path));
    const fields = this.#fields().filter((field) => !taken.has(field.name));
    const field = this.#fields().find((each) => each.name === key?.path);
    const id = `level${level}`;
    return html`<div class="level">
      <label for=${id}>${this.t('list.groupLevel', { n: level + 1 })}</label>
      <select id=${id} @change=${(event: Event) => this.#choose(level, (event.target as HTMLSelectElement).value)}>
        <option value="">${level === 0 ? this.t('list.groupNone') : '–'}</option>
        ${fields.map(
          (each) => html`<option value=${each.name} ?selected=${each.name === key?.path}>${this.#name(each)}</option>`,
        )}
      </select>
      ${
        field?.type.calendar
          ? html`<select
              aria-label=${this.t('list.groupGrain', { name: this.#name(field), grain: '' })}
              @change=${(event: Event) => this.#grain(level, (event.target as HTMLSelectElement).value as Grain)}
            >
              ${grains
                .filter((grain) => grain !== 'hour')
                .map(
                  (grain) =>
                    html`<option value=${grain} ?selected=${grain === key?.grain}>${this.t(`grain.${grain}`)}</option>`,
                )}
            </select>`
          : nothing
      }
    </div>`;
  }

  /** Stored, readable, and of few values: codes, records, yes and no, words, periods. */
  #fields(): readonly Field[] {
    const { app, i18n } = this.host;
    return [...(app.entity(this.entityName)?.fields.values() ?? [])]
      .filter((field) => sourceOf(field).columns.length > 0 && ['read', 'write'].includes(app.fieldClass(field)))
      .filter((field) => field.valueType !== 'number' && field.valueType !== 'json' && field.name !== 'id')
      .filter((field) => sourceOf(field).columns[0]?.type !== 'longText')
      .sort((a, b) => this.#name(a).localeCompare(this.#name(b), i18n.language));
  }

  #name(field: Field): string {
    return this.host.i18n.label(field.label, field.name);
  }

  /** Without a field the levels below go, too. */
  #choose(level: number, path: string): void {
    const field = this.#fields().find((each) => each.name === path);
    const key = field && { path, ...(field.type.calendar ? { grain: usualGrain } : {}) };
    const rest = key ? this.group.slice(level + 1) : [];
    this.#set([...this.group.slice(0, level), ...(key ? [key] : []), ...rest]);
  }

  #grain(level: number, grain: Grain): void {
    this.#set(this.group.map((key, at) => (at === level ? { ...key, grain } : key)));
  }

  #set(group: readonly GroupKey[]): void {
    this.group = group;
    this.emit('tr-group-by', group);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-group-panel': TrGroupPanel;
  }
}
