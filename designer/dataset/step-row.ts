/**
 * `<td-step-row>`: the steps of a dataset in a row: what each does, how many rows it gives. One tab stop: arrows go along,
 * Delete takes a step out, O switches it off, Alt with arrows moves a transform.
 */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import { TdElement } from '../td-element.js';
import { parametersId, type DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { isRemovable } from './gestures.js';
import { stepIcon, stepSummary, stepTitle } from './step-words.js';
import type { DatasetStep } from './steps.js';

@customElement('td-step-row')
export class TdStepRow extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  @property({ type: Boolean }) readonly = false;

  static override styles = [
    datasetStyles,
    css`
      :host {
        display: flex;
        align-items: stretch;
        gap: 8px;
        min-width: 0;
        overflow-x: auto;
        padding: 3px;
      }
      [role='tablist'] {
        display: flex;
        flex: 0 1 auto;
        align-items: stretch;
        gap: 6px;
      }
      .tab,
      .off {
        flex: 0 1 auto;
        display: grid;
        gap: 1px;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        min-width: 104px;
        max-width: 208px;
        padding: 6px 10px;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
        background: var(--tr-surface);
        color: var(--tr-text);
        font: var(--tr-text-meta);
        text-align: start;
        cursor: pointer;
      }
      .tab:hover,
      .off:hover {
        background: var(--tr-hover);
      }
      .tab[aria-selected='true'] {
        border-color: var(--tr-accent);
        background: var(--tr-selected);
      }
      .tab.bad {
        border-color: var(--tr-bad);
      }
      .tab:focus-visible,
      .off:focus-visible {
        outline: 2px solid var(--tr-focus);
        outline-offset: 1px;
      }
      .title {
        min-width: 0;
        display: flex;
        gap: 6px;
        align-items: center;
        font: var(--tr-text-strong);
      }
      .what,
      .count {
        color: var(--tr-text-2);
        min-height: 16px;
      }
      .count {
        color: var(--tr-text-3);
        font-variant-numeric: tabular-nums;
      }
      .count.bad {
        color: var(--tr-bad);
      }
      .off {
        border-style: dashed;
        color: var(--tr-text-3);
        min-width: 0;
      }
    `,
  ];

  override render() {
    const { desk } = this;
    const parameters = desk.parameters.length;
    return html`<div role="tablist" aria-label=${this.w('dataset.steps')} @keydown=${this.#key}>
        ${desk.steps.map((step) => this.#tab(step))}
        ${this.#plain(parametersId, 'settings', this.w('dataset.step.parameters'), parameters === 0 ? this.w('dataset.noParameters') : desk.parameters.map(({ name }) => name).join(', '))}
      </div>
      ${desk.kept.map(
        (kept) =>
          html`<button type="button" class="off" data-tip=${this.w('dataset.offTip')} @click=${() => desk.switchOn(kept, this.w('dataset.switchOn'))}>
            <span class="title">${icon('eye-off', 's')}<span class="clip">${this.#keptTitle(kept)}</span></span
            ><span class="count">${this.w('dataset.isOff')}</span>
          </button>`,
      )}`;
  } // prettier-ignore

  #keptTitle(kept: DatasetDesk['kept'][number]): string {
    if (!('type' in kept.part)) return this.w(`dataset.step.${kept.id as 'filter' | 'having' | 'sort' | 'limit'}`);
    const { type } = kept.part;
    return this.host.i18n.label(this.session.registries.transform.find(type)?.label, type);
  }

  #tab(step: DatasetStep) {
    const { desk } = this;
    const preview = desk.previewOf(step.id);
    const failed = preview?.state === 'failed';
    const count =
      preview?.state === 'done'
        ? this.w(preview.answer.more ? 'dataset.rowsAtLeast' : 'dataset.rows', { count: preview.answer.count })
        : failed ? this.w('dataset.failed')
        : preview?.state === 'running' ? '…'
        : ''; // prettier-ignore
    return this.#plain(step.id, stepIcon(step, desk), stepTitle(step, desk), stepSummary(step, desk), count, failed);
  }

  #plain(id: string, look: string, title: string, what: string, count = '', bad = false) {
    const chosen = this.desk.chosen === id;
    return html`<button
      type="button"
      role="tab"
      class="tab ${bad ? 'bad' : ''}"
      data-step=${id}
      aria-selected=${chosen}
      tabindex=${chosen ? '0' : '-1'}
      @click=${() => this.desk.choose(id)}
    >
      <span class="title">${icon(look, 's')}<span class="clip" data-tip-cut>${title}</span></span>
      <span class="what clip" data-tip-cut>${what}</span>
      ${count === '' && !bad ? html`<span class="count">&nbsp;</span>` : html`<span class="count ${bad ? 'bad' : ''}">${count}</span>`}
    </button>`;
  }

  get #ids(): readonly string[] {
    return [...this.desk.steps.map(({ id }) => id), parametersId];
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { desk } = this;
    const at = this.#ids.indexOf(desk.chosen);
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const id = desk.chosen;
    if (along !== undefined && event.altKey) this.emit('td-step-move', along);
    else if (along !== undefined) this.#go((at + along + this.#ids.length) % this.#ids.length);
    else if (event.key === 'Home') this.#go(0);
    else if (event.key === 'End') this.#go(this.#ids.length - 1);
    else if (event.key === 'Delete' && isRemovable(id) && !this.readonly) this.emit('td-step-remove', id);
    else if (event.key.toLowerCase() === 'o' && isRemovable(id) && !event.ctrlKey && !event.metaKey && !this.readonly)
      this.emit('td-step-off', id); // prettier-ignore
    else return;
    event.preventDefault();
  };

  #go(index: number): void {
    this.desk.choose(this.#ids[index]!);
    this.focus();
  }

  /** The chosen step. */
  override focus(): void {
    void this.updateComplete.then(() => {
      const tab = this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]');
      tab?.focus();
      tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }
}
