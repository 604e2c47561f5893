/** `<tr-row-card>`: one row of a sheet as a card, for a phone: each head with its value below the other. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import { TrElement } from '../ui/element.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import { columnsOf, type GridLayout } from './grid-layout.js';
import '../ui/later-strings.js';

export interface RowCard {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly cell: GridCell }[];
}

/** The row's labels are the title; each other cell stands beside the heads above it. Pure. */
export function rowCard(layout: GridLayout, row: number): RowCard {
  const { frozen, grid } = layout;
  const labels: string[] = [];
  const lines: { label: string; cell: GridCell }[] = [];
  for (let column = 0; column < grid.columns.length;) {
    const cell = layout.at(row, column);
    if (!cell) {
      column++;
      continue;
    }
    const isLabel = typeof cell.value !== 'number' && lines.length === 0;
    if (isLabel && cell.text !== '') labels.push(cell.text);
    else if (!isLabel) lines.push({ label: headText(layout, frozen.rows, cell), cell });
    column = cell.column + columnsOf(cell);
  }
  return { title: labels.join(' · '), lines };
}

/** Heads above a cell from the outermost in, without titles over the whole sheet. */
export function headText({ at, grid }: GridLayout, heads: number, { column }: Pick<GridCell, 'column'>): string {
  const texts: string[] = [];
  for (let row = 0; row < heads; row++) {
    const head = at(row, column);
    const isTitle = grid.rows[row]!.role === 'title' || (head && columnsOf(head) === grid.columns.length);
    if (head && !isTitle && head.text !== '' && !texts.includes(head.text)) texts.push(head.text);
  }
  return texts.join(' · ');
}

@customElement('tr-row-card')
export class TrRowCard extends TrElement {
  @state() private card: RowCard | undefined;
  @query('tr-panel') private panel!: TrPanel;

  static override styles = css`
    .card { border: 0; padding: 16px; }
    h2 { font: 600 16px/24px var(--tr-font); padding-bottom: 8px; }
    dl { margin: 0; }
    div { display: flex; gap: 16px; align-items: center; min-height: 40px; border-top: 1px solid var(--tr-line); }
    dt { color: var(--tr-text-2); flex: 1; }
    dd { margin: 0; text-align: end; font-weight: 500; overflow-wrap: anywhere; }
    button { border: 0; background: none; font: inherit; color: var(--tr-accent-text); min-height: 40px; padding: 0 4px; cursor: pointer; }
  `; // prettier-ignore

  openAt(cause: HTMLElement, card: RowCard): void {
    this.card = card;
    this.panel.openAt(cause);
  }

  override render() {
    const { card } = this;
    return html`<tr-panel .label=${card?.title ?? ''}>
      ${
        card
          ? html`<section class="card">
              <h2>${card.title}</h2>
              <dl>
                ${card.lines.map(
                  ({ label, cell }) =>
                    html`<div>
                      <dt>${label}</dt>
                      <dd>
                        ${
                          cell.at === undefined
                            ? cell.text
                            : html`<button type="button" @click=${() => this.#explain(cell)}>
                                ${cell.text || '–'}
                              </button>`
                        }
                      </dd>
                    </div>`,
                )}
              </dl>
            </section>`
          : nothing
      }
    </tr-panel>`;
  }

  #explain(cell: GridCell): void {
    this.panel.close();
    this.emit<GridCell>('tr-explain-cell', cell);
  }
}
