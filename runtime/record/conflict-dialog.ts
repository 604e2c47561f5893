/**
 * `<tr-conflict-dialog>`: somebody saved in the meantime. Each clashing field shows what it was, theirs and mine; one choice
 * for each, then the person's choice is saved. Everything else was merged already.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import { isEmpty, type WireRecord } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import '../ui/later-strings.js';

export interface Conflict {
  readonly entity: Entity;
  readonly fields: readonly string[];
  readonly base: WireRecord;
  readonly theirs: WireRecord;
  readonly mine: Readonly<Record<string, unknown>>;
  readonly who: string;
  readonly at: string;
}

@customElement('tr-conflict-dialog')
export class TrConflictDialog extends TrElement {
  @property({ attribute: false }) conflict: Conflict | undefined;
  @property({ attribute: false }) fieldHost!: FieldHost;
  @state() private choice: ReadonlyMap<string, 'theirs' | 'mine'> = new Map();
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    p {
      margin-bottom: 12px;
    }
    th[scope='row'] {
      vertical-align: top;
      line-height: 20px;
    }
    .scroll {
      overflow-x: auto;
    }
    table {
      border-collapse: collapse;
      width: 100%;
      table-layout: fixed;
      min-width: 520px;
    }
    th {
      text-align: left;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      padding: 6px 8px;
      border-bottom: 1px solid var(--tr-line-strong);
    }
    td {
      padding: 6px 8px;
      border-bottom: 1px solid var(--tr-line);
      vertical-align: top;
      overflow-wrap: anywhere;
      color: var(--tr-text);
    }
    label {
      display: flex;
      gap: 8px;
      align-items: flex-start;
      cursor: pointer;
      min-height: 24px;
    }
    label:has(input:checked) {
      color: var(--tr-accent-text);
      font-weight: 500;
    }
    input {
      accent-color: var(--tr-accent);
      margin: 3px 0 0;
    }
    .foot {
      display: contents;
    }
  `;

  async open(): Promise<void> {
    this.choice = new Map((this.conflict?.fields ?? []).map((name) => [name, 'mine']));
    await this.updateComplete;
    await this.dialog.open();
  }

  override render() {
    const { conflict } = this;
    return html`<tr-dialog .heading=${this.t('conflict.title')} width="720px">
      ${conflict ? this.#content(conflict) : nothing}
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" @click=${this.#save}>${this.t('conflict.save')}</vaadin-button>
    </tr-dialog>`;
  }

  #content(conflict: Conflict) {
    const when = this.host.i18n.formats.ago(conflict.at, this.host.now());
    return html`<p>${this.t('conflict.text', { who: conflict.who, when, count: conflict.fields.length })}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t('conflict.field')}</th>
              <th scope="col">${this.t('conflict.base')}</th>
              <th scope="col">${this.t('conflict.theirs')}</th>
              <th scope="col">${this.t('conflict.mine')}</th>
            </tr>
          </thead>
          <tbody>
            ${conflict.fields.map((name) => {
              const label = this.host.i18n.label(conflict.entity.fields.get(name)?.label, name);
              return html`<tr>
                <th scope="row">${label}</th>
                <td>${this.#text(name, conflict.base[name])}</td>
                <td>${this.#option(name, 'theirs', label, this.#text(name, conflict.theirs[name]))}</td>
                <td>${this.#option(name, 'mine', label, this.#text(name, conflict.mine[name]))}</td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>`;
  }

  #option(name: string, side: 'theirs' | 'mine', label: string, text: string) {
    return html`<label
      ><input
        type="radio"
        name=${name}
        aria-label=${`${label}: ${this.t(`conflict.${side}`)}, ${text}`}
        .checked=${this.choice.get(name) === side}
        @change=${() => (this.choice = new Map(this.choice).set(name, side))}
      /><span>${text}</span></label
    >`;
  }

  #text(name: string, value: unknown): string {
    const field = this.conflict!.entity.fields.get(name);
    if (isEmpty(value)) return this.t('history.empty');
    return field ? this.host.fields.get(field.type.id).text(value, field, this.fieldHost) : String(value);
  }

  #save(): void {
    this.dialog.close();
    const dropped = [...this.choice].filter(([, side]) => side === 'theirs').map(([name]) => name);
    this.emit('tr-resolved', dropped);
  }
}
