/**
 * `<tr-widget-card>`: one part of a dashboard. It fetches its own rows, shows the frame while they come, keeps the earlier
 * ones while new ones come, and fails or is refused by itself. What it draws is the view's.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ResultRow } from '../../metadata/contributions.js';
import type { WidgetDocument } from '../../metadata/schema/report.js';
import type { Label, Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import type { WidgetData, WidgetInput, WidgetSelection, WidgetView } from '../host/widget-views.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import { iconButton } from '../ui/parts.js';
import { resultText } from './value-text.js';
import { widgetCardStyles } from './widget-card-styles.js';

interface WidgetAnswer {
  readonly datasets: Readonly<Record<string, WidgetData>>;
}

@customElement('tr-widget-card')
export class TrWidgetCard extends TrElement {
  @property() dashboard = '';
  @property({ attribute: false }) widget!: WidgetDocument;
  @property({ attribute: false }) view: WidgetView | undefined;
  @property({ attribute: false }) parameters: Readonly<Record<string, Value>> = {};
  /** Changes when the rows must be read again; nothing else does it. */
  @property() dataKey = '';
  @property({ attribute: false }) selections: readonly WidgetSelection[] = [];
  /** Those of the selections that its rows follow. */
  @property({ attribute: false }) follows: readonly WidgetSelection[] = [];
  @property({ attribute: false }) isChosen: (row: ResultRow) => boolean = () => false;
  @property() today = '';
  @property({ type: Boolean }) choosable = false;
  /** The selection was made here. */
  @property({ type: Boolean, reflect: true }) origin = false;
  @property({ type: Boolean, reflect: true }) phone = false;
  @state() private answer: WidgetAnswer | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private asTable = false;
  @query('tr-menu') private menu!: TrMenu;
  #loading = new AbortController();
  #seen = new Map<string, WidgetAnswer>();
  #stylesOf: WidgetView | undefined;

  static override styles = widgetCardStyles;

  override disconnectedCallback(): void {
    this.#loading.abort();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dataKey') || changed.has('dashboard')) void this.load();
    const sheet = this.view?.styles?.styleSheet;
    if (sheet && this.#stylesOf !== this.view) {
      this.#stylesOf = this.view;
      this.shadowRoot!.adoptedStyleSheets = [...this.shadowRoot!.adoptedStyleSheets, sheet];
    }
  }

  /** The rows that are shown; the page reads them for the link to the records behind a selection. */
  get data(): WidgetData | undefined {
    const name = this.widget.dataset;
    return name === undefined ? undefined : this.answer?.datasets[name];
  }

  /** Reads the rows; seen ones are shown again at once unless they must be fresh. */
  async load(fresh = false): Promise<void> {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const key = this.dataKey;
    if (fresh) this.#seen.clear();
    const seen = this.#seen.get(key);
    if (seen) {
      this.#show(seen);
      return;
    }
    this.setAttribute('aria-busy', 'true');
    try {
      const body = { widget: this.widget.id, parameters: this.parameters };
      const path = `/dashboards/${encodeURIComponent(this.dashboard)}/data`;
      const answer = await this.host.api.post<WidgetAnswer>(path, body, { signal });
      if (signal.aborted) return;
      this.#seen.set(key, answer);
      this.#show(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      this.removeAttribute('aria-busy');
      this.host.announce(`${this.#title}: ${this.t('widget.failed')}`, true);
      this.emit('tr-widget-loaded');
    }
  }

  #show(answer: WidgetAnswer): void {
    for (const { columns, rows } of Object.values(answer.datasets)) this.#learn(columns, rows);
    this.answer = answer;
    this.failure = undefined;
    this.removeAttribute('aria-busy');
    void this.updateComplete.then(() => this.emit('tr-widget-loaded'));
  }

  /** Names of records in the rows: chips of the selection say them. */
  #learn(columns: WidgetData['columns'], rows: readonly ResultRow[]): void {
    for (const { name, target } of columns) {
      if (target === undefined) continue;
      for (const row of rows) {
        const [id, label] = [row[name], row[`${name}_label`]];
        if (typeof id === 'string' && typeof label === 'string') this.host.app.references.set(id, label);
      }
    }
  }

  get #title(): string {
    return this.host.i18n.label(this.widget.label, this.widget.id);
  }

  #input(data: WidgetData): WidgetInput {
    return {
      title: this.#title,
      options: this.widget.options ?? {},
      data,
      datasets: this.answer!.datasets,
      host: createFieldHost(this.host),
      charts: this.host.app.registries.chart,
      selections: this.selections,
      isChosen: this.isChosen,
      today: this.today,
      timeZone: this.host.app.document.settings.timeZone,
      phone: this.phone,
      ...(this.choosable ? { choose: (row: ResultRow) => this.emit<ResultRow>('tr-choose', row) } : {}),
    };
  }

  override render() {
    const { view, data } = this;
    const input = data ? this.#input(data) : undefined;
    const tile = view?.tile ?? false;
    const isEmpty = input !== undefined && (view?.isEmpty?.(input) ?? input.data.rows.length === 0);
    return html`<section class="card ${tile ? 'tile' : ''}" aria-labelledby="title">
      <header>
        <h2 id="title" class="clip" data-tip=${this.#title}>${this.#title}</h2>
        <span class="sp"></span>
        ${input && !isEmpty && !this.phone && !this.asTable ? (view?.head?.(input) ?? nothing) : nothing}
        ${this.#marker()}
        ${
          tile || !input || isEmpty
            ? nothing
            : iconButton({
                label: this.t('widget.menu', { name: this.#title }),
                icon: 'ellipsis',
                size: 'xs',
                run: (event) => this.#openMenu(event),
              })
        }
      </header>
      ${input && !isEmpty && this.phone && !this.asTable && view?.head ? html`<div class="under">${view.head(input)}</div>` : nothing}
      <div class="body">${this.#body(input, isEmpty)}</div>
      <tr-menu></tr-menu>
    </section>`;
  }

  #marker() {
    if (this.follows.length === 0) return nothing;
    const names = this.follows.map((selection) => selection.text).join(', ');
    return html`<span class="marker meta" data-tip=${this.t('widget.follows', { names })}>
      ${icon('list-filter', 's')}<span class="sr">${this.t('widget.follows', { names })}</span
      ><span class="clip" aria-hidden="true">${this.follows.map((selection) => selection.short).join(', ')}</span>
    </span>`;
  }

  #body(input: WidgetInput | undefined, isEmpty: boolean) {
    if (this.failure) return this.#failed(this.failure);
    if (!this.view && this.answer)
      return html`<p class="state t3">${this.t('widget.unknown', { type: this.widget.type })}</p>`;
    if (!input) return this.#skeleton();
    if (isEmpty) return this.#empty();
    return this.asTable ? this.#table(input) : this.view!.display(input);
  }

  #skeleton() {
    if (this.view?.tile) return html`<div class="bars tile" aria-hidden="true"><i></i><i></i></div>`;
    const heights = [38, 52, 46, 60, 68, 44, 72, 88, 80, 94, 100, 34];
    return html`<div class="bars" aria-hidden="true">
      ${heights.map((height) => html`<i style="height:${height}%"></i>`)}
    </div>`;
  }

  #failed(failure: ApiFailure) {
    if (failure.status === 403 || failure.status === 404) {
      return html`<div class="state">
        ${icon('lock')}
        <b>${this.t('widget.noAccess')}</b>
        ${this.view?.tile ? nothing : html`<span class="meta">${this.t('widget.noAccessText')}</span>`}
      </div>`;
    }
    const request = failure.requestId ? this.t('common.request', { id: failure.requestId }) : '';
    return html`<div class="state failed" role="alert">
      ${icon('triangle-alert')}
      <b>${this.t('widget.failed')}</b>
      <span class="meta" data-tip=${`${failure.message} ${request}`}>${failure.code}. ${request}</span>
      <button type="button" class="linkish" @click=${() => void this.load(true)}>${this.t('common.tryAgain')}</button>
    </div>`;
  }

  #empty() {
    const names = this.follows.map((selection) => selection.text).join(', ');
    return html`<div class="state">
      <b>${names ? this.t('widget.noRowsFor', { names }) : this.t('widget.noRows')}</b>
      ${
        names
          ? html`<button type="button" class="linkish" @click=${() => this.emit('tr-clear-selection', this.follows)}>
              ${this.t('widget.clear')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Every chart as a table; the first cell of a row chooses what a click on its mark would. */
  #table({ data: { columns: all, rows }, host, options, choose, isChosen }: WidgetInput) {
    const columns = usedColumns(all, options);
    const labels = (options['labels'] ?? {}) as Readonly<Record<string, Label>>;
    const isFigure = columns.map((column) => column.type === 'number');
    return html`<div class="table" tabindex="0" role="group" aria-labelledby="title">
      <table>
        <thead>
          <tr>
            ${columns.map(
              (column, index) =>
                html`<th scope="col" class=${isFigure[index] ? 'num' : ''}>
                  ${host.text(labels[column.name], column.label)}${column.currency ? `, ${column.currency}` : ''}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => {
            const chosen = isChosen(row);
            return html`<tr class=${chosen ? 'chosen' : ''}>
              ${columns.map((column, index) => {
                const text = resultText(column, row, host);
                const isButton = index === 0 && choose !== undefined;
                return html`<td class=${isFigure[index] ? 'num' : ''}>
                  ${
                    isButton
                      ? html`<button
                          type="button"
                          class="linkish"
                          aria-pressed=${String(chosen)}
                          @click=${() => choose(row)}
                        >
                          ${text}
                        </button>`
                      : text
                  }
                </td>`;
              })}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #openMenu(event: Event): void {
    const items = [
      {
        id: 'table',
        label: this.t(this.asTable ? 'widget.asPicture' : 'widget.asTable'),
        icon: this.asTable ? 'chart-column' : 'table',
        run: () => (this.asTable = !this.asTable),
      },
      { id: 'again', label: this.t('dashboard.refresh'), icon: 'refresh-cw', run: () => void this.load(true) },
    ];
    const cause = event.currentTarget as HTMLElement;
    void this.menu.openAt(cause, this.t('widget.menu', { name: this.#title }), items, { align: 'end' });
  }
}

/** Columns that the options name anywhere: what the picture shows; all when they name none. */
function usedColumns(
  columns: WidgetData['columns'],
  options: Readonly<Record<string, unknown>>,
): WidgetData['columns'] {
  const words = new Set(Object.values(options).flat());
  const used = columns.filter((column) => words.has(column.name));
  return used.length === 0 ? columns : used;
}
