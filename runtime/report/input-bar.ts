/** `<tr-input-bar>`: below a sheet that is typed into: how many changes there are, what is wrong, Save, Discard, undo. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { button, iconButton } from '../ui/parts.js';
import '../ui/later-strings.js';

export interface BarActs {
  save(): void;
  discard(): void;
  undo(): void;
  redo(): void;
  /** Gives up what has no place any more. */
  dropStranded(): void;
  /** Goes to the next cell that has something wrong. */
  toWrong(): void;
}

export interface BarState {
  readonly changes: number;
  readonly wrong: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isSaving: boolean;
  readonly failure: string;
  /** Values that have no place in the report any more, and what their cells were called. */
  readonly stranded: readonly { readonly text: string; readonly where: string }[];
}

/** Values that are named. */
const mostNamed = 5;

@customElement('tr-input-bar')
export class TrInputBar extends TrElement {
  @property({ attribute: false }) state!: BarState;
  @property({ attribute: false }) acts!: BarActs;

  static override styles = css`
    :host { display: block; flex: none; background: var(--tr-surface); border-top: 1px solid var(--tr-line-strong); }
    section { display: flex; align-items: center; gap: 8px; min-height: 48px; padding: 0 24px; }
    .stranded { display: flex; align-items: center; gap: 8px; margin: 0; padding: 4px 24px; color: var(--tr-bad); border-bottom: 1px solid var(--tr-line); }
    .stranded span { min-width: 0; overflow-wrap: anywhere; }
    .said { flex: 1; min-width: 0; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; }
    /* Away from where messages come up. */
    .touched .said { justify-content: flex-end; }
    .said > span { min-width: 0; }
    .hint { color: var(--tr-text-2); }
    .mark { display: inline-block; width: 14px; height: 12px; margin-inline-end: 8px; vertical-align: -1px; background: var(--tr-selected); box-shadow: inset 0 -1px 0 var(--tr-accent-line); }
    b { font-weight: 600; }
    .bad { display: inline-flex; align-items: center; gap: 6px; color: var(--tr-bad); }
    button.bad { border: 0; background: none; padding: 0 4px; min-height: 28px; font: inherit; cursor: pointer; text-decoration: underline; text-underline-offset: 3px; }
    .redo { display: inline-flex; transform: scaleX(-1); }
    @media (max-width: 639px) {
      .touched .said { justify-content: flex-start; }
      section { padding: 6px 12px 6px 16px; flex-wrap: wrap; }
      .stranded { padding: 4px 16px; flex-wrap: wrap; }
      .stranded span { flex: 1 1 calc(100% - 32px); }
      .ib { width: 44px; height: 44px; }
      button.bad { min-height: 44px; }
      .totals { display: none; }
    }
    @media print { :host { display: none; } }
  `; // prettier-ignore

  override render() {
    const { changes, canUndo, canRedo, isSaving } = this.state;
    const { acts } = this;
    const isTouched = changes > 0 || canUndo || canRedo;
    return html`${this.#stranded()}
      <section
        class=${changes > 0 ? 'touched' : nothing}
        aria-label=${this.t('input.bar')}
        aria-busy=${isSaving ? 'true' : nothing}
      >
        <div class="said">${this.#said()}</div>
        ${
          isTouched
            ? html`${iconButton({ label: this.t('common.undo'), key: 'Ctrl+Z', icon: 'undo-2', disabled: !canUndo || isSaving, run: acts.undo })}
                <span class="redo"
                  >${iconButton({ label: this.t('input.redo'), key: 'Ctrl+Y', icon: 'undo-2', disabled: !canRedo || isSaving, run: acts.redo })}</span
                >`
            : nothing
        }
        ${
          changes > 0
            ? html`${button({ label: this.t('input.discard'), theme: 'tertiary', disabled: isSaving, run: acts.discard })}
              ${button({
                label: this.t(isSaving ? 'input.savingShort' : 'input.save'),
                theme: 'primary',
                tip: 'Ctrl+S',
                disabled: isSaving,
                run: acts.save,
              })}`
            : nothing
        }
      </section>`;
  }

  /** They are in nobody's way: the others are saved without them. */
  #stranded() {
    const { stranded } = this.state;
    if (stranded.length === 0) return nothing;
    const named = stranded.slice(0, mostNamed).map(({ text, where }) => (where ? `${text} (${where})` : text));
    const values = [...named, ...(stranded.length > mostNamed ? ['…'] : [])].join(', ');
    return html`<p class="stranded">
      ${icon('triangle-alert', 's')}<span>${this.t('input.lost', { count: stranded.length, values })}</span>
      ${button({ label: this.t('input.drop', { count: stranded.length }), theme: 'tertiary', run: this.acts.dropStranded })}
    </p>`;
  }

  #said() {
    const { changes, wrong, failure } = this.state;
    const count = html`<span role="status"
      >${changes > 0 ? html`<b>${this.t('input.changes', { count: changes })}</b>` : nothing}</span
    >`;
    if (changes === 0) return html`${count}<span class="hint"><span class="mark"></span>${this.t('input.hint')}</span>`;
    return html`${count}
    ${
      failure !== ''
        ? html`<span class="bad">${icon('triangle-alert', 's')}${failure}</span>`
        : wrong > 0
          ? html`<button type="button" class="bad" @click=${this.acts.toWrong}>
              ${this.t('input.wrong', { count: wrong })}
            </button>`
          : html`<span class="hint totals">${this.t('input.totals')}</span>`
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-input-bar': TrInputBar;
  }
}
