/**
 * `<td-report-canvas>`: the sheet designer: tools, formula bar, the template, and below it the report as its readers see it.
 * What can be done is in sheet-commands, what is drawn in the elements here; this one hands between them.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Problem } from '../../metadata/value.js';
import { readItem } from '../../metadata/document/items.js';
import { parseAddress } from '../../metadata/sheet/address.js';
import { sheetFunctions } from '../../metadata/sheet/functions.js';
import '../../runtime/ui/menu.js';
import type { TrMenu } from '../../runtime/ui/menu.js';
import { icon } from '../../runtime/ui/icon.js';
import { button } from '../../runtime/ui/parts.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { contextOf, templateError } from './cell-context.js';
import { cellMenu } from './cell-menu.js';
import { chartsIn } from './charts/report-board.js';
import { lookOf } from './cell-look.js';
import { datasetsOf } from './dataset-fields.js';
import './formula-bar.js';
import type { CommitEvent, TdFormulaBar } from './formula-bar.js';
import type { FormulaHelp } from './formula-choices.js';
import { typedOf } from './gestures/content.js';
import { cellAt } from './gestures/places.js';
import { commandsOf } from './report-context.js';
import './report-preview.js';
import './report-toolbar.js';
import { deskOf, type SheetDesk } from './sheet-desk.js';
import './sheet-grid.js';
import type { CellMenuEvent, EditCellEvent, TdSheetGrid } from './sheet-grid.js';
import '../../runtime/ui/later-strings.js';

@customElement('td-report-canvas')
export class TdReportCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private typing: string | undefined;
  @state() private pointing = false;
  /** Part of the height that the preview has, in percent. */
  @state() private share = 42;
  @state() private previews = true;
  @query('td-sheet-grid') private grid!: TdSheetGrid;
  @query('td-formula-bar') private bar!: TdFormulaBar;
  @query('tr-menu') private menu!: TrMenu;
  #stop: (() => void) | undefined;
  #of: SheetDesk | undefined;

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      background: var(--tr-surface);
    }
    td-sheet-grid {
      flex: 1 1 0;
    }
    td-report-preview {
      flex: 0 0 auto;
    }
    .back {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 4px 8px;
      border-bottom: 1px solid var(--tr-line);
    }
    .dataset {
      flex: 1;
      min-height: 0;
    }
    .charts {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      padding: 4px 12px;
      border-bottom: 1px solid var(--tr-line);
      color: var(--tr-text-2);
      font: var(--tr-text-label);
    }
    .wrong {
      display: flex;
      align-items: center;
      gap: 6px;
      margin: 0;
      padding: 4px 12px;
      font: var(--tr-text-meta);
      color: var(--tr-bad);
      background: var(--tr-bad-soft);
    }
    .split {
      height: 7px;
      flex: none;
      cursor: row-resize;
      background: var(--tr-canvas);
      border-top: 1px solid var(--tr-line-strong);
      touch-action: none;
    }
    .split:focus-visible {
      outline: 2px solid var(--tr-focus);
      outline-offset: -2px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.share = Number(this.host.appearance.get('pane.design.preview')) || 42;
    this.previews = this.host.appearance.get('design.preview') !== 'off';
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#of = undefined;
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const desk = deskOf(this.open);
    desk.follow();
    if (this.#of === desk) return;
    this.#of = desk;
    this.#stop?.();
    this.#stop = desk.subscribe(() => {
      this.requestUpdate();
      this.grid?.requestUpdate();
    });
    this.typing = undefined;
  }

  /** Its parts read the desk, which stays the same object. */
  protected override updated(): void {
    for (const each of this.renderRoot.querySelectorAll<TdElement>('td-sheet-grid, td-report-toolbar, td-report-preview')) each.requestUpdate(); // prettier-ignore
  }

  override render() {
    const { open, typing } = this;
    if (open.value === undefined) {
      return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')} .text=${this.w('design.notJsonText')}></tr-state>`; // prettier-ignore
    }
    const desk = deskOf(open);
    if (desk.dataset !== undefined && readItem(open.value, ['datasets', { name: desk.dataset }]) !== undefined) return this.#dataset(desk, desk.dataset); // prettier-ignore
    if (desk.chart !== undefined && chartsIn(open.value).some(({ id }) => id === desk.chart))
      return this.#chart(desk, desk.chart);
    const commands = commandsOf(this.session, open);
    const held = cellAt(desk.sheet, desk.active)?.cell;
    const language = this.host.i18n.language;
    const context = contextOf(desk.sheet, desk.active);
    const wrong = templateError(desk.sheet);
    return html`<td-report-toolbar .commands=${commands}></td-report-toolbar>
      <td-formula-bar
        .address=${desk.address}
        .value=${typedOf(held, language)}
        .holds=${held?.bind ? lookOf(held, language).text : ''}
        .group=${context.left?.address ?? context.top?.address}
        .help=${this.#help()}
        @td-typing=${(event: CustomEvent<string>) => this.#typed(event.detail)}
        @td-commit=${(event: CustomEvent<CommitEvent>) => this.#commit(event.detail)}
        @td-cancel=${(event: CustomEvent<CommitEvent['then']>) => this.#leave(event.detail)}
      ></td-formula-bar>
      ${
        wrong
          ? html`<p class="wrong" role="status">${icon('circle-x', 's')}${this.session.words.tell(wrong)}</p>`
          : nothing
      }
      <td-sheet-grid
        .desk=${desk}
        .commands=${commands}
        .problems=${this.problems}
        .typing=${typing}
        ?pointing=${this.pointing}
        @td-edit-cell=${(event: CustomEvent<EditCellEvent>) => this.#edit(event.detail.typed)}
        @td-point=${(event: CustomEvent<string>) => this.bar.point(event.detail)}
        @td-cell-menu=${(event: CustomEvent<CellMenuEvent>) => this.#openMenu(event.detail.element)}
      ></td-sheet-grid>
      ${this.#charts(desk)} ${this.previews ? this.#splitter() : nothing}
      <td-report-preview
        style=${this.previews ? `height:${this.share}%` : ''}
        .desk=${desk}
        @td-preview=${(event: CustomEvent<boolean>) => (this.previews = event.detail)}
      ></td-report-preview>
      <tr-menu></tr-menu>`;
  }

  /** The steps of one of its datasets, in the place of the sheet. */
  #dataset(desk: SheetDesk, name: string) {
    void import('../dataset/dataset-canvas.js');
    return html`<div class="back">
        ${button({ label: this.w('dataset.backToSheet'), icon: 'arrow-left', theme: 'tertiary small', run: () => desk.showDataset(undefined) })}
        <strong>${name}</strong>
      </div>
      <td-dataset-canvas class="dataset" .open=${this.open} .problems=${this.problems} .help=${this.help} .at=${['datasets', { name }]}></td-dataset-canvas>`;
  } // prettier-ignore

  /** The charts of the report, each by its button: they stand above the sheet, below it, or in a cell. */
  #charts(desk: SheetDesk) {
    const charts = chartsIn(this.open.value);
    if (charts.length === 0) return nothing;
    const { i18n } = this.host;
    const name = ({ id, label }: (typeof charts)[number]) => i18n.label(label as string | undefined, String(id));
    return html`<div class="charts">
      <span>${this.w('report.chart.all')}</span>
      ${charts.map((each) => button({ id: `chart-${String(each['id'])}`, label: name(each), icon: 'chart-column', theme: 'tertiary small', tip: this.w('report.chart.design'), run: () => this.#showChart(desk, String(each['id'])) }))}
    </div>`;
  } // prettier-ignore

  #showChart(desk: SheetDesk, id: string | undefined): void {
    const from = desk.chart;
    desk.showChart(id);
    if (id !== undefined) return void this.emit('td-palette');
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#chart-${from}`)?.focus());
  }

  /** One of its charts with its wells, in the place of the sheet. */
  #chart(desk: SheetDesk, id: string) {
    void import('./charts/report-chart.js');
    return html`<td-report-chart .open=${this.open} .chart=${id} @td-back=${() => this.#showChart(desk, undefined)}></td-report-chart>`; // prettier-ignore
  }

  #help(): FormulaHelp {
    const { open, help } = this;
    const desk = deskOf(open);
    const own = sheetFunctions.map(({ id, help: label, parameters }) => ({ name: id, label, detail: `(${parameters.map(({ name, optional }) => (optional ? `${name}?` : name)).join(', ')})` })); // prettier-ignore
    const parameters = isObject(open.value) && Array.isArray(open.value['parameters']) ? open.value['parameters'] : [];
    return {
      sheet: desk.sheet,
      datasets: datasetsOf(open.value, desk.sheet, this.session),
      parameters: parameters.filter(isObject).flatMap(({ name, label }) => typeof name === 'string' ? [{ name, ...(label ? { label: label as string } : {}) }] : []), // prettier-ignore
      functions: [...own, ...help.functions.filter(({ name }) => !own.some((each) => each.name === name))],
      language: this.host.i18n.language,
      label: (label) => help.label(label),
    };
  }

  /* ---------------------------------------------------------------- typing */

  #edit(typed: string | undefined): void {
    this.bar.begin(typed);
    this.typing = typed ?? this.bar.value;
    this.pointing = this.bar.isPointing;
  }

  #typed(text: string): void {
    this.typing = text;
    this.pointing = this.bar.isPointing;
  }

  #commit({ typed, then }: CommitEvent): void {
    this.typing = undefined;
    this.pointing = false;
    commandsOf(this.session, this.open).type(deskOf(this.open).active, typed);
    this.#leave(then);
  }

  #leave(then: CommitEvent['then']): void {
    this.typing = undefined;
    this.pointing = false;
    if (then) this.grid.step(then);
    this.grid.focus();
  }

  #openMenu(element: HTMLElement): void {
    const { open, session } = this;
    const commands = commandsOf(session, open);
    const items = cellMenu({
      commands,
      words: session.words,
      edit: () => this.#edit(undefined),
      inspect: () => this.emit('td-inspect'),
    });
    void this.menu.openAt(element, this.w('report.cellMenu', { cell: deskOf(open).address }), items);
  }

  /** Whether a cell of a finding is meant: the selection follows. */
  jump(pointer: string): void {
    const address = /^\/sheet\/cells\/([A-Z]+\d+)/.exec(pointer)?.[1];
    const place = address === undefined ? undefined : parseAddress(address);
    if (place) deskOf(this.open).select(place);
  }

  /* ---------------------------------------------------------------- the edge above the preview */

  #splitter() {
    return html`<div
      class="split"
      role="separator"
      tabindex="0"
      aria-orientation="horizontal"
      aria-label=${this.w('report.previewEdge')}
      aria-valuenow=${this.share}
      aria-valuemin="15"
      aria-valuemax="75"
      @pointerdown=${this.#splitPressed}
      @keydown=${(event: KeyboardEvent) => {
        const step = { ArrowUp: 4, ArrowDown: -4 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        this.#split(this.share + step);
      }}
    ></div>`;
  }

  #split(share: number): void {
    this.share = Math.round(Math.max(15, Math.min(75, share)));
    this.host.appearance.set('pane.design.preview', String(this.share));
  }

  readonly #splitPressed = (event: PointerEvent): void => {
    const edge = event.currentTarget as HTMLElement;
    edge.setPointerCapture(event.pointerId);
    const box = this.getBoundingClientRect();
    const moved = (each: PointerEvent) => this.#split(((box.bottom - each.clientY) / box.height) * 100);
    edge.addEventListener('pointermove', moved);
    edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', moved), { once: true });
  };
}
