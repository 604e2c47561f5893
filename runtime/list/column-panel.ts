/** `<tr-column-panel>`: which columns, in which order, for this person and view. Loaded when opened. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Field } from '../../metadata/model/model.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';

@customElement('tr-column-panel')
export class TrColumnPanel extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) chosen: readonly string[] = [];

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
    .foot {
      padding: 8px 16px 12px;
      border-top: 1px solid var(--tr-line);
    }
  `;

  override render() {
    const rest = this.#others();
    return html`<div class="wrap">
        ${this.chosen.map((path, index) => {
          const name = this.#name(path);
          return html`<div class="item">
            <label
              ><input
                class="cb"
                type="checkbox"
                checked
                ?disabled=${this.chosen.length === 1}
                @change=${() => this.#set(this.chosen.filter((each) => each !== path))}
              /><span class="clip">${name}</span></label
            >
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
              ?disabled=${index === this.chosen.length - 1}
              @click=${() => this.#move(index, 1)}
            >
              ${icon('arrow-down', 's')}
            </button>
          </div>`;
        })}
        ${rest.length > 0 ? html`<div class="head">${this.t('list.moreColumns')}</div>` : ''}
        ${rest.map(
          (field) =>
            html`<div class="item">
              <label
                ><input
                  class="cb"
                  type="checkbox"
                  .checked=${false}
                  @change=${() => this.#set([...this.chosen, field.name])}
                /><span class="clip">${this.host.i18n.label(field.label, field.name)}</span></label
              >
            </div>`,
        )}
      </div>
      <div class="foot">
        <button type="button" class="linkish" @click=${() => this.emit('tr-columns', undefined)}>
          ${this.t('list.columnsReset')}
        </button>
      </div>`;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('input:not([disabled]), button:not([disabled])')?.focus();
  }

  #others(): readonly Field[] {
    const entity = this.host.app.entity(this.entityName);
    const taken = new Set(this.chosen);
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
    const next = [...this.chosen];
    const [moved] = next.splice(index, 1);
    next.splice(index + step, 0, moved!);
    this.#set(next);
    void this.#follow(index + step, step);
  }

  /** The focus goes with the column; at an end, where its button is off, to the other one. */
  async #follow(index: number, step: number): Promise<void> {
    await this.updateComplete;
    const [up, down] = this.renderRoot.querySelectorAll('.item')[index]?.querySelectorAll('button') ?? [];
    const wanted = step < 0 ? up : down;
    (wanted?.disabled ? (step < 0 ? down : up) : wanted)?.focus();
  }

  #set(paths: readonly string[]): void {
    this.chosen = paths;
    this.emit('tr-columns', paths);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-column-panel': TrColumnPanel;
  }
}
