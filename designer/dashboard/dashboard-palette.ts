/**
 * `<td-dashboard-palette>`: what may be put on the dashboard: new charts, figures and lists over an entity, parts of other
 * dashboards, reports. Dragged, or put where there is room by click and Enter. While a chart is made it shows the fields.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import { icon } from '../../runtime/ui/icon.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import '../chart/chart-fields.js';
import '../../runtime/ui/later-strings.js';
import { newChart, newFigure, newList, newReport, newText } from '../chart/gestures/new-chart.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { paletteSearch, paletteStyles, walkEntries } from '../workbench/palette-parts.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { BoardActs } from './board-acts.js';
import { boardOf } from './board.js';
import { deskOf, type Carried } from './board-desk.js';
import { borrowedPart } from './gestures/borrow.js';
import type { NewPart } from './gestures/parts.js';
import { queryOf } from './gestures/reach.js';
import { usualEntities } from './usual-entities.js';

/** Shown of a group before a person asks for more. */
const few = 8;

interface Entry {
  readonly key: string;
  readonly symbol: string;
  readonly label: string;
  readonly more?: string;
  readonly w: number;
  readonly h: number;
  make(): Promise<NewPart | undefined>;
}

@customElement('td-dashboard-palette')
export class TdDashboardPalette extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private find = '';
  @state() private entity = '';
  @state() private whole: ReadonlySet<string> = new Set();
  @query('input[type=search]') private search!: HTMLInputElement | null;

  static override styles = [
    designStyles,
    inputStyles,
    paletteStyles,
    css`
      .over {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 8px;
        margin-bottom: 6px;
        color: var(--tr-text-2);
      }
      .grid .from {
        margin-inline-start: auto;
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
        max-width: 45%;
        flex: none;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
  }

  protected override willUpdate(): void {
    deskOf(this.open).openPalette = () => {
      this.emit('td-palette');
      void this.updateComplete.then(() => this.search?.focus());
    };
    const known = this.session.model.entities;
    if (!known.has(this.entity)) this.entity = this.#usual() ?? '';
  }

  /** The entity that the board speaks of most, else the first of the menu. */
  #usual(): string | undefined {
    const counts = new Map<string, number>();
    for (const dataset of boardOf(this.open.value)?.datasets ?? []) {
      const entity = queryOf(dataset)?.entity;
      if (entity !== undefined && this.session.model.entities.has(entity))
        counts.set(entity, (counts.get(entity) ?? 0) + 1);
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    return most?.[0] ?? usualEntities(this.session)[0]?.name ?? this.#entities[0]?.name;
  }

  get #entities() {
    const { i18n } = this.host;
    return [...this.session.model.entities.values()]
      .filter((entity) => !entity.link && this.host.app.access(entity.name)?.read !== false)
      .map(({ name, label, plural }) => ({ name, label: i18n.label(plural, i18n.label(label, name)) }))
      .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  }

  override render() {
    const editing = deskOf(this.open).editing;
    const board = boardOf(this.open.value);
    if (editing !== undefined && board?.widgets.some(({ id }) => id === editing)) {
      return html`<td-chart-fields .open=${this.open} .widget=${editing}></td-chart-fields>`;
    }
    const wanted = this.find.trim().toLocaleLowerCase();
    const fits = ({ label, more }: Entry) => wanted === '' || label.toLocaleLowerCase().includes(wanted) || (more ?? '').toLocaleLowerCase().includes(wanted);
    return html`${paletteSearch(this.w('dashboard.find'), this.find, (typed) => (this.find = typed))}
      <div class="list" @keydown=${(event: KeyboardEvent) => walkEntries(this.shadowRoot!, event)}>
        ${this.#new(wanted)}
        ${this.#group('borrowed', this.w('dashboard.group.borrowed'), this.#borrowed.filter(fits))}
        ${this.#group('reports', this.w('dashboard.group.reports'), this.#reports.filter(fits))}
        ${this.#group('lists', this.w('dashboard.group.lists'), this.#lists.filter(fits))}
      </div>
      <p class="foot">${this.w('dashboard.how')}</p>`;
  } // prettier-ignore

  #new(wanted: string) {
    const { model } = this.session;
    const found = wanted === '' ? undefined : this.#entities.filter(({ label, name }) => label.toLocaleLowerCase().includes(wanted) || name.includes(wanted)).slice(0, 3); // prettier-ignore
    const over = found ?? this.#entities.filter(({ name }) => name === this.entity);
    const entries = over.flatMap(({ name, label }): Entry[] => {
      const suffix = found ? { more: label } : {};
      return [
        { key: `chart:${name}`, symbol: 'chart-column', label: this.w('dashboard.new.chart'), ...suffix, w: 6, h: 5, make: () => Promise.resolve(newChart(model, name)) },
        { key: `kpi:${name}`, symbol: 'hash', label: this.w('dashboard.new.figure'), ...suffix, w: 3, h: 2, make: () => Promise.resolve(newFigure(model, name)) },
        { key: `list:${name}`, symbol: 'list', label: this.w('dashboard.new.list'), ...suffix, w: 6, h: 5, make: () => Promise.resolve(newList(model, name)) },
      ];
    }); // prettier-ignore
    const text: Entry = { key: 'text', symbol: 'file-text', label: this.w('dashboard.new.text'), w: 12, h: 2, make: () => Promise.resolve(newText(this.w('dashboard.new.words'))) }; // prettier-ignore
    if (found?.length === 0) return nothing;
    return html`<section aria-label=${this.w('dashboard.group.new')}>
      <h2>${this.w('dashboard.group.new')}</h2>
      ${
        found
          ? nothing
          : html`<div class="over">
              <span id="over">${this.w('dashboard.new.over')}</span>
              <select class="in" aria-labelledby="over" @change=${(event: Event) => (this.entity = (event.currentTarget as HTMLSelectElement).value)}>
                ${this.#entities.map(({ name, label }) => html`<option value=${name} .selected=${live(name === this.entity)}>${label}</option>`)}
              </select>
            </div>`
      }
      <div class="grid ${found ? '' : 'two'}">${[...entries, ...(found ? [] : [text])].map((each) => this.#entry(each))}</div>
    </section>`;
  } // prettier-ignore

  #group(id: string, title: string, entries: readonly Entry[]) {
    if (entries.length === 0) return nothing;
    const shown = this.whole.has(id) || this.find.trim() !== '' ? entries : entries.slice(0, few);
    return html`<section aria-label=${title}>
      <h2>${title}<span class="n">${entries.length}</span></h2>
      <div class="grid">${shown.map((each) => this.#entry(each))}</div>
      ${shown.length < entries.length ? html`<button type="button" class="linkish" @click=${() => (this.whole = new Set([...this.whole, id]))}>${this.w('dashboard.more', { count: entries.length - shown.length })}</button>` : nothing}
    </section>`;
  } // prettier-ignore

  #entry({ key, symbol, label, more, w, h, make }: Entry) {
    const carried: Carried = { kind: 'part', label, w, h, make };
    return html`<button
      type="button"
      data-entry=${key}
      @pointerdown=${(event: PointerEvent) => deskOf(this.open).hold(event, carried)}
      @click=${(event: MouseEvent) => this.#take(carried, event.detail === 0)}
    >
      ${icon(symbol, 's')}<span class="clip" data-tip-cut>${label}</span>${more ? html`<span class="from clip" data-tip-cut>${more}</span>` : nothing}
    </button>`;
  } // prettier-ignore

  #take(carried: Carried, byKey: boolean): void {
    const { target } = deskOf(this.open);
    target?.take(carried);
    if (byKey) target?.focusSelected();
  }

  get #boards(): readonly DashboardDocument[] {
    return (this.host.app.document.dashboards as unknown as readonly DashboardDocument[]).filter(({ name }) => name !== this.open.key.name); // prettier-ignore
  }

  /** Parts of the other dashboards that the application has; their rows are read when one is taken. */
  get #borrowed(): readonly Entry[] {
    const { i18n } = this.host;
    const { registries } = this.session;
    // A person who looks for something to put in looks for charts first.
    const rank = (type: string): number => ['chart', 'kpi'].indexOf(type) >>> 0;
    const parts = this.#boards.flatMap((board) =>
      board.widgets.filter(({ label }) => label !== undefined).map((widget): Entry & { readonly type: string } => ({
        type: widget.type,
        key: `${board.name}/${widget.id}`,
        symbol: (widget.type === 'chart' ? registries.chart.find(String(widget.options?.['chart']))?.icon : undefined) ?? registries.widget.find(widget.type)?.icon ?? 'chart-column',
        label: i18n.label(widget.label, widget.id),
        more: i18n.label(board.label, board.name),
        w: widget.w,
        h: widget.h,
        make: () => this.#borrow(board.name, widget.id),
      })),
    );
    return parts.sort((a, b) => rank(a.type) - rank(b.type));
  } // prettier-ignore

  async #borrow(name: string, id: string): Promise<NewPart | undefined> {
    try {
      const { document } = await this.session.client.view({ kind: 'dashboard', name });
      const from = boardOf(document);
      const widget = from?.widgets.find((each) => each.id === id);
      if (from && widget) return borrowedPart(from, widget, new BoardActs(this.session, this.open).tools);
      this.host.toasts.show({ text: this.w('dashboard.borrowGone'), tone: 'bad' });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
    return undefined;
  }

  get #reports(): readonly Entry[] {
    return this.session.headsOf('report').filter(({ removed }) => !removed).map((head): Entry => ({
      key: `report/${head.name}`, symbol: 'table', label: this.session.label(head), w: 12, h: 7, make: () => Promise.resolve(newReport(head.name, head.label)),
    }));
  } // prettier-ignore

  get #lists(): readonly Entry[] {
    const { i18n } = this.host;
    const views = this.host.app.document.views as unknown as readonly { readonly name: string; readonly entity: string; readonly label?: NewPart['label']; readonly mode?: string }[];
    return views.filter(({ mode }) => mode === undefined || mode === 'table').map((view): Entry => ({
      key: `view/${view.name}`, symbol: 'list', label: i18n.label(view.label, view.name), more: i18n.label(this.session.model.entities.get(view.entity)?.label, view.entity), w: 6, h: 5,
      make: () => Promise.resolve(newList(this.session.model, view.entity, { name: view.name, label: view.label })),
    }));
  } // prettier-ignore

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || deskOf(this.open).editing !== undefined) return;
    event.preventDefault();
    deskOf(this.open).target?.focusSelected();
  };
}
