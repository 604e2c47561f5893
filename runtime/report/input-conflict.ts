/**
 * `<tr-input-conflict>`: others have changed cells that were typed over. Each with what it was, theirs and mine, one choice
 * for each or one for all. `askWhose` gives the keys where theirs stays, or undefined when the dialog was left.
 */
import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Host } from '../host/host.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import type { CellKey } from './input-draft.js';
import '../ui/later-strings.js';

export interface ClashingCell {
  readonly key: CellKey;
  readonly name: string;
  /** As they are shown. */
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
}

type Side = 'theirs' | 'mine';

@customElement('tr-input-conflict')
export class TrInputConflict extends TrElement {
  @property({ attribute: false }) cells: readonly ClashingCell[] = [];
  @state() private choice: ReadonlyMap<CellKey, Side> = new Map();
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    p { margin: 0 0 12px; }
    .all { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 8px; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th { text-align: start; font: var(--tr-text-label); color: var(--tr-text-2); padding: 6px 8px; border-bottom: 1px solid var(--tr-line-strong); }
    td, th[scope='row'] { padding: 6px 8px; border-bottom: 1px solid var(--tr-line); vertical-align: top; color: var(--tr-text); line-height: 20px; }
    .v { text-align: end; font-variant-numeric: tabular-nums; }
    label { display: flex; gap: 8px; align-items: center; justify-content: flex-end; cursor: pointer; min-height: 24px; }
    label:has(input:checked) { color: var(--tr-accent-text); font-weight: 500; }
    input { accent-color: var(--tr-accent); margin: 0; }
    @media (max-width: 639px) {
      table, tbody, tr, td, th[scope='row'] { display: block; }
      thead { display: none; }
      td, td.v, th[scope='row'] { border: 0; padding: 2px 0; text-align: start; }
      td::before { content: attr(data-label) ': '; color: var(--tr-text-2); }
      td:has(label)::before { content: none; }
      label { justify-content: flex-start; min-height: 40px; align-items: center; }
      label::after { content: attr(data-label); color: var(--tr-text-2); font-weight: 400; }
      input { margin: 0; }
      tr { padding: 8px 0; border-bottom: 1px solid var(--tr-line); }
    }
  `; // prettier-ignore

  async open(): Promise<void> {
    this.#all('mine');
    await this.updateComplete;
    await this.dialog.open();
  }

  override render() {
    const t = this.t.bind(this);
    const count = this.cells.length;
    return html`<tr-dialog .heading=${t('conflict.title')} width="640px">
      <p>${t('input.conflict', { count })}</p>
      <div class="all">
        <vaadin-button theme="small" @click=${() => this.#all('mine')}>${t('input.allMine')}</vaadin-button>
        <vaadin-button theme="small" @click=${() => this.#all('theirs')}>${t('input.allTheirs')}</vaadin-button>
      </div>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${t('input.cell')}</th>
              ${(['base', 'theirs', 'mine'] as const).map((side) => html`<th scope="col" class="v">${t(`conflict.${side}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.cells.map(
              (cell) =>
                html`<tr>
                  <th scope="row">${cell.name}</th>
                  <td class="v" data-label=${t('conflict.base')}>${cell.base || t('history.empty')}</td>
                  <td class="v">${this.#option(cell, 'theirs')}</td>
                  <td class="v">${this.#option(cell, 'mine')}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" @click=${this.#save}>${t('conflict.save')}</vaadin-button>
    </tr-dialog>`;
  }

  #option(cell: ClashingCell, side: Side) {
    const text = cell[side] || this.t('history.empty');
    const label = this.t(`conflict.${side}`);
    return html`<label data-label=${label}
      ><input
        type="radio"
        name=${cell.key}
        aria-label=${`${cell.name}: ${label}, ${text}`}
        .checked=${this.choice.get(cell.key) === side}
        @change=${() => (this.choice = new Map(this.choice).set(cell.key, side))}
      /><span>${text}</span></label
    >`;
  }

  #all(side: Side): void {
    this.choice = new Map(this.cells.map(({ key }) => [key, side]));
  }

  #save(): void {
    this.emit(
      'tr-chosen',
      [...this.choice].flatMap(([key, side]) => (side === 'theirs' ? [key] : [])),
    );
    this.dialog.close();
  }
}

export function askWhose(
  host: Host,
  root: ParentNode & Node,
  cells: readonly ClashingCell[],
): Promise<readonly CellKey[] | undefined> {
  const element = document.createElement('tr-input-conflict') as TrInputConflict;
  element.host = host;
  element.cells = cells;
  root.append(element);
  void element.open();
  return new Promise((resolve) => {
    let chosen: readonly CellKey[] | undefined;
    element.addEventListener('tr-chosen', (event) => (chosen = (event as CustomEvent<readonly CellKey[]>).detail));
    element.addEventListener('tr-closed', () => {
      element.remove();
      resolve(chosen);
    });
  });
}
