/**
 * `<td-dataset-canvas>`: a dataset as a row of steps; below it what the chosen step does, and its first rows. What can be
 * done is in gestures.ts, what is asked in the desk; this one hands between them.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ItemPath } from '../../metadata/document/items.js';
import type { Problem } from '../../metadata/value.js';
import '../../runtime/ui/later-strings.js';
import '../../runtime/ui/menu.js';
import type { MenuItem, TrMenu } from '../../runtime/ui/menu.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import type { HelpContext } from '../json/editor-help.js';
import { smallestValue } from '../json/smallest-value.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { datasetDeskOf, parametersId, type DatasetDesk } from './dataset-desk.js';
import type { DatasetPart } from './dataset-part.js';
import { datasetStyles } from './dataset-styles.js';
import { addTransform, isRemovable, mostTransforms, moveTransform, setFilter, setLimit, setSort, summarise, takeStep } from './gestures.js'; // prettier-ignore
import './step-editor.js';
import './step-preview.js';
import './step-row.js';
import type { TdStepRow } from './step-row.js';
import { stepTitle } from './step-words.js';
import { columnsOfQuery, isGrouped, stepsOf } from './steps.js';

@customElement('td-dataset-canvas')
export class TdDatasetCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  /** Where in the document the dataset stands; empty: it is the document. */
  @property({ attribute: false }) at: ItemPath = [];
  @query('tr-menu') private menu!: TrMenu;
  @query('td-step-row') private row!: TdStepRow;
  #stop: (() => void) | undefined;
  #of: DatasetDesk | undefined;

  static override styles = [
    datasetStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--tr-canvas);
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 9px 12px;
        border-bottom: 1px solid var(--tr-line);
        background: var(--tr-canvas);
        flex: none;
      }
      td-step-row {
        flex: 0 1 auto;
        min-width: 0;
      }
      .bar > .add {
        flex: none;
      }
      .step {
        flex: 0 1 auto;
        max-height: 58%;
        min-height: 120px;
        overflow: auto;
        padding: 12px 16px 20px;
        background: var(--tr-surface);
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 32px;
        margin-bottom: 8px;
      }
      header h2 {
        font: var(--tr-text-section);
      }
      header .sp {
        flex: 1;
      }
      td-step-preview {
        flex: 1 1 0;
      }
      @media (max-width: 700px) {
        .step,
        td-step-preview {
          flex: none;
          min-height: 0;
        }
        :host {
          overflow: auto;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#of?.previews.want([]);
    this.#of = undefined;
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const desk = datasetDeskOf(this.session, this.open, this.at);
    if (this.#of !== desk) {
      this.#of = desk;
      this.#stop?.();
      this.#stop = desk.subscribe(() => this.requestUpdate());
    }
    desk.follow();
  }

  /** Its parts read the desk, which stays the same object. */
  protected override updated(): void {
    for (const each of this.renderRoot.querySelectorAll<TdElement>('td-step-row, td-step-editor, td-step-preview')) each.requestUpdate(); // prettier-ignore
  }

  override render() {
    const { open } = this;
    const desk = datasetDeskOf(this.session, open, this.at);
    if (!desk.part) {
      return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')} .text=${this.w('dataset.noSource')}></tr-state>`; // prettier-ignore
    }
    const chosen = desk.chosen;
    const step = desk.steps.find(({ id }) => id === chosen);
    const title = step ? stepTitle(step, desk) : this.w('dataset.step.parameters');
    return html`<div class="bar">
        <td-step-row
          .desk=${desk}
          ?readonly=${open.isRemoved}
          @td-step-remove=${(event: CustomEvent<string>) => this.#remove(event.detail)}
          @td-step-off=${(event: CustomEvent<string>) => this.#off(event.detail)}
          @td-step-move=${(event: CustomEvent<-1 | 1>) => this.#move(event.detail)}
        ></td-step-row>
        ${open.isRemoved ? nothing : html`<span class="add">${button({ id: 'add', label: this.w('dataset.addStep'), icon: 'plus', theme: 'small', run: (event) => this.#menu(event) })}</span>`}
      </div>
      <section class="step" role="tabpanel" aria-label=${title}>
        <header>
          <h2>${title}</h2>
          <span class="sp"></span>
          ${step?.index === undefined ? nothing : this.#movers(step.index)}
          ${
            isRemovable(chosen) && !open.isRemoved
              ? html`<button type="button" class="link" data-tip=${this.w('dataset.offTip')} @click=${() => this.#off(chosen)}>${icon('eye-off', 's')} ${this.w('dataset.switchOff')}</button>
                  <button type="button" class="link" @click=${() => this.#remove(chosen)}>${icon('trash-2', 's')} ${this.w('list.remove')}</button>`
              : nothing
          }
        </header>
        <td-step-editor .desk=${desk} .help=${this.help} .problems=${this.problems}></td-step-editor>
      </section>
      <td-step-preview .desk=${desk}></td-step-preview>
      <tr-menu></tr-menu>`;
  } // prettier-ignore

  #movers(index: number) {
    const { part } = this.#desk;
    const last = (part?.transforms?.length ?? 1) - 1;
    return html`${iconButton({ label: this.w('dataset.earlier'), icon: 'arrow-left', key: 'Alt+←', size: 'sm', disabled: index === 0, run: () => this.#move(-1) })}
    ${iconButton({ label: this.w('dataset.later'), icon: 'arrow-right', key: 'Alt+→', size: 'sm', disabled: index === last, run: () => this.#move(1) })}`; // prettier-ignore
  }

  get #desk(): DatasetDesk {
    return datasetDeskOf(this.session, this.open, this.at);
  }

  /* ---------------------------------------------------------------- steps */

  #menu(event: Event): void {
    void this.menu.openAt(event.currentTarget as HTMLElement, this.w('dataset.addStep'), this.#choices(), {
      align: 'end',
    });
  }

  #choices(): readonly MenuItem[] {
    const desk = this.#desk;
    const { query: held, part } = desk;
    const has = (id: string) => desk.steps.some((each) => each.id === id);
    const item = (id: string, look: string, next: () => DatasetPart, goes = id): MenuItem => ({
      id,
      icon: look,
      label: this.w(`dataset.step.${id as 'filter'}`),
      ...(has(id) ? { reason: this.w('dataset.isThere') } : {}),
      run: () => this.#add(next(), this.w(`dataset.step.${id as 'filter'}`), goes),
    });
    const ofQuery: readonly MenuItem[] = held
      ? [
          item('filter', 'list-filter', () => setFilter(part!, 'where', { and: [] })),
          item('summary', 'sigma', () => summarise(part!)),
          ...(isGrouped(held) ? [item('having', 'funnel', () => setFilter(part!, 'having', { and: [] }))] : []),
          item('sort', 'arrow-down', () => setSort(part!, [firstSort(held.select.map(({ aggregate }) => aggregate !== undefined), columnsOfQuery(held))])),
          item('limit', 'hash', () => setLimit(part!, 10)),
        ]
      : []; // prettier-ignore
    const isFull = (part?.transforms?.length ?? 0) >= mostTransforms;
    const transforms = [...this.session.registries.transform.list()].sort((a, b) => Number(b.id === 'formula') - Number(a.id === 'formula')); // prettier-ignore
    return [
      ...ofQuery,
      ...transforms.map(({ id, label, icon: look }, index): MenuItem => ({
        id: `transform:${id}`,
        icon: look,
        label: this.host.i18n.label(label, id),
        ...(index === 0 ? { section: this.w('dataset.afterwards') } : {}),
        ...(isFull ? { reason: this.w('dataset.sixTransforms') } : {}),
        run: () => this.#transform(id),
      })),
    ]; // prettier-ignore
  }

  #add(next: DatasetPart, label: string, goes: string): void {
    const desk = this.#desk;
    desk.change(next, label);
    desk.choose(goes);
    this.row.focus();
  }

  /** Begins with what fits: the first column that comes in for what is required, a free name for what is made. */
  #transform(type: string): void {
    const desk = this.#desk;
    const { part } = desk;
    if (!part) return;
    const last = desk.steps.at(-1)!;
    const seen = desk.previewOf(last.id);
    const known = seen?.state === 'done' ? seen.answer.columns : [];
    const number = known.find((column) => column.type === 'number')?.name ?? known[0]?.name ?? 'amount';
    const date = known.find((column) => column.type === 'date' || column.type === 'datetime')?.name ?? number;
    const id = known.find((column) => column.type === 'id')?.name ?? known[0]?.name ?? number;
    const text = known.find((column) => column.type !== 'number')?.name ?? number;
    const taken = new Set(known.map(({ name }) => name));
    let as = type === 'bucket' ? 'class' : 'computed';
    for (let n = 2; taken.has(as); n++) as = `computed_${n}`;
    const { options } = this.session.registries.transform.get(type);
    const seeds = { as, expression: number, field: number, date, value: number, recency: date, frequency: number, monetary: number, customer: id, basket: id, item: text, column: text, of: number, first: date, last: date, orders: number, recent: number, before: number, horizon: 3, step: 10 }; // prettier-ignore
    const made = smallestValue(options, { newId: () => '', newItemId: () => 'x1', values: seeds }) as Record<string, unknown>; // prettier-ignore
    const begun = type === 'bucket' ? { ...made, step: 100 } : made;
    const next = addTransform(part, { type, options: begun });
    this.#add(next, this.host.i18n.label(this.session.registries.transform.get(type).label, type), stepsOf(next).at(-1)!.id); // prettier-ignore
  }

  #remove(id: string): void {
    const desk = this.#desk;
    const taken = desk.part && takeStep(desk.part, id);
    if (!taken) return;
    desk.change(taken.part, this.w('list.removed'));
    this.host.announce(this.w('list.removed'));
    this.row.focus();
  }

  #off(id: string): void {
    const desk = this.#desk;
    desk.switchOff(id, this.w('dataset.switchOff'));
    this.host.announce(this.w('dataset.isOff'));
    this.row.focus();
  }

  #move(by: -1 | 1): void {
    const desk = this.#desk;
    const step = desk.steps.find(({ id }) => id === desk.chosen);
    if (step?.index === undefined || !desk.part || this.open.isRemoved) return;
    const next = moveTransform(desk.part, step.index, by);
    if (next === desk.part) return;
    desk.change(next, this.w('list.moved'));
    desk.choose(`transform:${step.index + by}`);
    this.host.announce(this.w('list.moved'));
    this.row.focus();
  }

  /** Whether a place of a finding is meant: the step that it lies in is chosen. */
  jump(pointer: string): void {
    const transform = /\/transforms\/(\d+)/.exec(pointer)?.[1];
    const key = /\/query\/(where|select|having|sort|limit)/.exec(pointer)?.[1];
    const { steps } = this.#desk;
    const ofQuery = { where: 'filter', select: steps.some(({ id }) => id === 'summary') ? 'summary' : 'columns', having: 'having', sort: 'sort', limit: 'limit' }; // prettier-ignore
    const id = transform !== undefined ? `transform:${transform}` : pointer.startsWith('/parameters') ? parametersId : key ? ofQuery[key as 'where'] : 'source'; // prettier-ignore
    this.#desk.choose(id);
  }
}

/** By the first figure, the largest first; by the first column where there is none. */
function firstSort(figures: readonly boolean[], names: readonly string[]): { by: string; descending?: boolean } {
  const at = figures.indexOf(true);
  return at < 0 ? { by: names[0]! } : { by: names[at]!, descending: true };
}
