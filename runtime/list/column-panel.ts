/**
 * `<tr-column-panel>`: which columns, in which order, how many stay at the start, and what the foot says of each, for this
 * person and view.
 */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sourceOf } from '../../metadata/model/foreign.js';
import type { Field } from '../../metadata/model/model.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import { settingOf } from './chosen-columns.js';
import { withWidth } from './column-changes.js';
import type { Column, ColumnAggregate } from './columns.js';
import '../ui/later-strings.js';

/** Pixels of one press. */
const step = 24;

@customElement('tr-column-panel')
export class TrColumnPanel extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) columns: readonly Column[] = [];

  static override styles = css`
    .wrap {
      padding: 8px;
      max-height: 420px;
      overflow: auto;
    }
    .item {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 32px;
      padding: 0 4px 0 8px;
      border-radius: var(--tr-radius-s);
    }
    .item:hover {
      background: var(--tr-hover);
    }
    .item label {
      flex: 1;
      display: flex;
      gap: 8px;
      align-items: center;
      min-width: 0;
      cursor: pointer;
      min-height: 32px;
    }
    .head {
      font: var(--tr-text-micro);
      color: var(--tr-text-3);
      padding: 8px 8px 4px;
    }
    select {
      height: 24px;
      max-width: 72px;
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-s);
      background: var(--tr-surface);
      color: var(--tr-text-2);
      font: var(--tr-text-meta);
    }
    .foot label {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .foot {
      display: flex;
      justify-content: space-between;
      align-items: center;
      padding: 8px 16px 12px;
      border-top: 1px solid var(--tr-line);
    }
  `;

  override render() {
    const rest = this.#others();
    const frozen = this.columns.filter((column) => column.frozen).length;
    return html`<div class="wrap">
        ${this.columns.map((column, index) => this.#item(column, index))}
        ${rest.length > 0 ? html`<div class="head">${this.t('list.moreColumns')}</div>` : ''}
        ${rest.map(
          (field) =>
            html`<div class="item">
              <label
                ><input class="cb" type="checkbox" .checked=${false} @change=${() => this.#add(field.name)} /><span
                  class="clip"
                  data-tip-cut
                  >${this.#label(field)}</span
                ></label
              >
            </div>`,
        )}
      </div>
      <div class="foot">
        <label
          >${this.t('list.freeze')}
          <select @change=${(event: Event) => this.#freeze(Number((event.target as HTMLSelectElement).value))}>
            ${Array.from(
              { length: Math.min(6, this.columns.length) + 1 },
              (_, n) => html`<option value=${n} ?selected=${n === frozen}>${n}</option>`,
            )}
          </select></label
        >
        <button type="button" class="linkish" @click=${() => this.emit('tr-column-setting', undefined)}>
          ${this.t('list.columnsReset')}
        </button>
      </div>`;
  }

  #item(column: Column, index: number) {
    const name = this.#name(column.path);
    const last = this.columns.length - 1;
    return html`<div class="item">
      <label
        ><input
          class="cb"
          type="checkbox"
          .checked=${true}
          ?disabled=${last === 0}
          @change=${() => this.#set((columns) => columns.filter((each) => each.path !== column.path))}
        /><span class="clip" data-tip-cut>${name}</span></label
      >
      ${this.#aggregates(column, name)} ${this.#width(column, name, -1)} ${this.#width(column, name, 1)}
      <button
        type="button"
        class="ib xs"
        aria-label=${this.t('list.columnUp', { name })}
        ?disabled=${index === 0}
        @click=${() => this.#move(index, -1)}
      >
        ${icon('arrow-up', 's')}
      </button>
      <button
        type="button"
        class="ib xs"
        aria-label=${this.t('list.columnDown', { name })}
        ?disabled=${index === last}
        @click=${() => this.#move(index, 1)}
      >
        ${icon('arrow-down', 's')}
      </button>
    </div>`;
  }

  #width(column: Column, name: string, way: -1 | 1) {
    const label = this.host.i18n.t(way < 0 ? 'move.narrowerOf' : 'move.widerOf', { name });
    const run = () => this.emit('tr-column-setting', withWidth(this.columns, column.path, column.width + way * step));
    return html`<button type="button" class="ib xs" aria-label=${label} data-tip=${label} @click=${run}>
      ${icon(way < 0 ? 'minus' : 'plus', 's')}
    </button>`;
  }

  /** What the foot says of a column; only what its type can do. */
  #aggregates(column: Column, name: string) {
    const known = (['sum', 'avg', 'min', 'max'] as const).filter((each) => canAggregate(column.field, each));
    if (known.length === 0 || !this.host.app.fieldClass(column.field).match(/read|write/)) return '';
    const choose = (event: Event) => {
      const chosen = (event.target as HTMLSelectElement).value as ColumnAggregate | '';
      this.#set((columns) =>
        columns.map(({ aggregate: _old, ...each }) => {
          if (each.path !== column.path) return _old ? { ...each, aggregate: _old } : each;
          return chosen === '' ? each : { ...each, aggregate: chosen };
        }),
      );
    };
    return html`<select aria-label=${this.t('list.footOf', { name })} @change=${choose}>
      <option value="">${this.t('list.noFoot')}</option>
      ${known.map(
        (each) =>
          html`<option value=${each} ?selected=${each === column.aggregate}>
            ${this.t(`list.aggregate.${each}`)}
          </option>`,
      )}
    </select>`;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('input:not([disabled]), button:not([disabled])')?.focus();
  }

  #others(): readonly Field[] {
    const entity = this.host.app.entity(this.entityName);
    const taken = new Set(this.columns.map((column) => column.path));
    return [...(entity?.fields.values() ?? [])]
      .filter(
        (field) => !taken.has(field.name) && field.name !== 'version' && this.host.app.fieldClass(field) !== 'hidden',
      )
      .sort((a, b) => this.#label(a).localeCompare(this.#label(b), this.host.i18n.language));
  }

  #label(field: Field): string {
    return this.host.i18n.label(field.label, field.name);
  }

  #name(path: string): string {
    const found = this.host.app.path(this.entityName, path);
    return found ? this.#label(found.hops.at(-1) ?? found.field) : path;
  }

  #move(index: number, step: number): void {
    this.#set((columns) => {
      const next = [...columns];
      const [moved] = next.splice(index, 1);
      next.splice(index + step, 0, moved!);
      return next;
    });
    void this.#follow(index + step, step);
  }

  #add(path: string): void {
    this.#set((columns) => [...columns, { path }]);
  }

  #freeze(freeze: number): void {
    this.emit('tr-column-setting', { ...settingOf(this.columns), freeze });
  }

  /** The focus goes with the column; at an end, where its button is off, to the other one. */
  async #follow(index: number, step: number): Promise<void> {
    // The page hands the columns down again.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.updateComplete;
    const [up, down] = this.renderRoot.querySelectorAll('.item')[index]?.querySelectorAll('button') ?? [];
    const wanted = step < 0 ? up : down;
    (wanted?.disabled ? (step < 0 ? down : up) : wanted)?.focus();
  }

  #set(change: (columns: NonNullable<ListSetting['columns']>) => NonNullable<ListSetting['columns']>): void {
    const setting = settingOf(this.columns);
    this.emit('tr-column-setting', { ...setting, columns: change(setting.columns) });
  }
}

/** As the query language has it: sums are of numbers only. */
function canAggregate(field: Field, aggregate: ColumnAggregate): boolean {
  if (!(field.type.aggregates ?? []).includes(aggregate) || sourceOf(field).columns.length === 0) return false;
  return field.valueType === 'number' || (aggregate !== 'sum' && aggregate !== 'avg');
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-column-panel': TrColumnPanel;
  }
}
