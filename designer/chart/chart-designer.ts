/**
 * `<td-chart-designer>`: one chart large, over real rows, with what it is made of beside it: the types that take the picked
 * fields, wells for groups and figures, order, the largest and the rest, how figures are written, what a click does.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { aggregates, grains, type Aggregate, type Grain } from '../../metadata/schema/query.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/menu.js';
import type { MenuItem, TrMenu } from '../../runtime/ui/menu.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import type { BoardActs } from '../dashboard/board-acts.js';
import { clickWords } from '../dashboard/board-words.js';
import { widgetOf, withWidget } from '../dashboard/board.js';
import { fieldAt } from '../dashboard/gestures/meanings.js';
import { queryOf } from '../dashboard/gestures/reach.js';
import { isObject } from '../json/schema-walk.js';
import { TdElement } from '../td-element.js';
import { chartDesignerStyles } from './chart-designer-styles.js';
import { chartOptions, type ChartOption } from './chart-options.js';
import { fittingTypes, setChartType } from './gestures/fitting.js';
import { changePick, movePick, pickField, unpick, type Picked } from './gestures/pick-fields.js';
import { wellsIn, type FilledWell, type PickedColumn } from './gestures/picks.js';

@customElement('td-chart-designer')
export class TdChartDesigner extends TdElement {
  @property({ attribute: false }) acts!: BoardActs;
  @property({ attribute: false }) board!: DashboardDocument;
  @property() widget = '';
  /** What a click does can be chosen here. */
  @property({ attribute: false }) clicks = true;
  /** Where its back button leads; the dashboard unless stated. */
  @property() back = '';
  /** The card of the runtime. */
  @property({ attribute: false }) card: unknown;
  @state() private aimed: string | undefined;
  @query('tr-menu') private menu!: TrMenu;

  static override styles = chartDesignerStyles;

  override render() {
    const { acts, board } = this;
    const widget = widgetOf(board, this.widget);
    const rows = widget && wellsIn(board, widget, acts.tools);
    if (!widget) return nothing;
    return html`<div class="bar">
        ${button({ label: this.back || this.w('chart.back'), icon: 'chevron-left', theme: 'tertiary small', run: () => this.emit('td-back') })}
        <h2 class="clip">${acts.label(widget)}</h2>
        <span class="clip rows">${this.#rowsOf(widget)}</span>
      </div>
      <div class="work">
        <div class="side">${rows ? this.#side(widget) : html`<p class="note">${this.w('chart.noType')}</p>`}</div>
        <div class="stage">${this.card}</div>
      </div>
      <tr-menu></tr-menu>`;
  } // prettier-ignore

  #rowsOf(widget: WidgetDocument): string {
    const dataset = this.board.datasets.find(({ name }) => name === widget.dataset);
    const query = dataset && queryOf(dataset);
    const entity = query && this.session.model.entities.get(query.entity);
    return this.w('chart.rowsOf', { name: entity ? this.host.i18n.label(entity.plural, entity.name) : (widget.dataset ?? '–') });
  } // prettier-ignore

  #side(widget: WidgetDocument) {
    const rows = wellsIn(this.board, widget, this.acts.tools)!;
    // A specification of one's own has no wells: it is drawn, and written in the text.
    if (rows.wells.length === 0) return html`<p class="note">${this.w('chart.asText')}</p>`;
    return html`${this.#gallery(widget)}
      ${rows.wells.filter(({ well, picks }) => picks.length > 0 || !['compare', 'target', 'divide'].includes(well.key)).map((each) => this.#well(widget, each, rows.wells))}
      ${this.#options(widget)} ${this.clicks ? this.#click(widget) : nothing}`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- types */

  #gallery(widget: WidgetDocument) {
    const { acts, board } = this;
    const now = String(widget.options?.['chart']);
    return html`<div class="gallery" role="radiogroup" aria-label=${this.w('chart.type')} @keydown=${this.#walkTypes}>
      ${fittingTypes(board, widget, acts.tools).map(
        (type) =>
          html`<button
            type="button"
            role="radio"
            aria-checked=${String(type.id === now)}
            tabindex=${type.id === now ? 0 : -1}
            data-type=${type.id}
            @click=${() => this.#change(setChartType(board, widget.id, type.id, acts.tools))}
          >
            ${icon(type.icon)}<span>${this.host.i18n.label(type.label, type.id)}</span>
          </button>`,
      )}
    </div>`;
  }

  readonly #walkTypes = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=radio]')];
    const at = all.indexOf(event.target as HTMLElement);
    const next = all[(at + step + all.length) % all.length];
    next?.click();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-type="${next?.dataset['type']}"]`)?.focus()); // prettier-ignore
  };

  /* ---------------------------------------------------------------- wells */

  #well(widget: WidgetDocument, { well, picks }: FilledWell, all: readonly FilledWell[]) {
    const name = this.w(`chart.well.${well.key as 'x'}`);
    return html`<section class="well ${this.aimed === well.key ? 'aimed' : ''}" data-well=${well.key} aria-label=${name}>
      <h3>${name}</h3>
      ${picks.map((pick) => this.#pick(widget, well.key, pick, all))}
      ${picks.length === 0 ? html`<p class="empty">${this.w(well.needed ? 'chart.wellNeeded' : 'chart.wellEmpty')}</p>` : nothing}
    </section>`;
  } // prettier-ignore

  #pick(widget: WidgetDocument, key: string, pick: PickedColumn, all: readonly FilledWell[]) {
    const { select, column } = pick;
    const label = this.#labelOf(widget, pick);
    const how = select?.aggregate !== undefined ? this.w(`chart.aggregate.${select.aggregate}`) : select?.grain !== undefined ? this.w(`chart.grain.${select.grain}`) : ''; // prettier-ignore
    return html`<div class="pick">
      <button
        type="button"
        class="what"
        aria-haspopup="menu"
        @click=${(event: Event) => this.#openPick(event.currentTarget as HTMLElement, widget, key, pick, all)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Delete') this.#unpick(widget, key, column);
        }}
      >
        <span class="clip" data-tip-cut>${label}</span>${how ? html`<span class="how">${how}</span>` : nothing}${icon('chevron-down', 's')}
      </button>
      ${iconButton({ label: this.w('chart.takeOut', { name: label }), icon: 'x', size: 'xs', run: () => this.#unpick(widget, key, column) })}
    </div>`;
  } // prettier-ignore

  #labelOf(widget: WidgetDocument, { column, select }: PickedColumn): string {
    const { i18n } = this.host;
    const labels = widget.options?.['labels'];
    const own = isObject(labels) ? labels[column] : undefined;
    if (own !== undefined) return i18n.label(own as string, column);
    const dataset = this.board.datasets.find(({ name }) => name === widget.dataset);
    const entity = (dataset && queryOf(dataset)?.entity) ?? '';
    return select?.path === undefined ? column : i18n.label(fieldAt(this.session.model, entity, select.path)?.label, column); // prettier-ignore
  }

  #openPick(cause: HTMLElement, widget: WidgetDocument, key: string, { select, column }: PickedColumn, all: readonly FilledWell[]): void {
    const { acts, board } = this;
    const own = all.find(({ well }) => well.key === key)!.well;
    const dataset = board.datasets.find(({ name }) => name === widget.dataset);
    const field = select?.path === undefined ? undefined : fieldAt(this.session.model, (dataset && queryOf(dataset)?.entity) ?? '', select.path);
    const numeric = field?.valueType === 'number';
    const isTime = field?.valueType === 'date' || field?.valueType === 'datetime';
    const made = aggregates.filter((each) => each !== 'count' && (numeric || each === 'countDistinct' || (isTime && (each === 'min' || each === 'max'))));
    const items: MenuItem[] = [
      ...(own.sort === 'measure' && field ? made.map((aggregate: Aggregate): MenuItem => ({ id: aggregate, label: this.w(`chart.aggregate.${aggregate}`), checked: select?.aggregate === aggregate, run: () => this.#change(changePick(board, widget.id, column, { aggregate }, acts.tools)) })) : []),
      ...(own.sort === 'group' && isTime ? grains.map((grain: Grain): MenuItem => ({ id: grain, label: this.w(`chart.grain.${grain}`), checked: select?.grain === grain, run: () => this.#change(changePick(board, widget.id, column, { grain }, acts.tools)) })) : []),
      ...all.filter(({ well }) => well.sort === own.sort && well.key !== key).map(({ well }): MenuItem => ({
        id: `to ${well.key}`, label: this.w('chart.moveTo', { name: this.w(`chart.well.${well.key as 'x'}`) }), icon: 'arrow-right', run: () => this.#change(movePick(board, widget.id, key, well.key, column, acts.tools)),
      })),
      { id: 'out', label: this.w('chart.takeOut', { name: '' }).trim(), icon: 'x', line: true, key: 'Del', run: () => this.#unpick(widget, key, column) },
    ];
    void this.menu.openAt(cause, this.#labelOf(widget, { column, select }), items);
  } // prettier-ignore

  #unpick(widget: WidgetDocument, key: string, column: string): void {
    const next = unpick(this.board, widget.id, key, column, this.acts.tools);
    if (next === this.board) this.host.toasts.show({ text: this.w('chart.needed') });
    else this.#change(next);
  }

  #change(after: DashboardDocument, key?: string): void {
    this.acts.change(after, 'dashboard.done.chart', this.acts.labelOf(this.widget), key);
  }

  /* ---------------------------------------------------------------- fields that are dragged, or clicked */

  /** The well below a point of the window. */
  #wellAt(x: number, y: number): string | undefined {
    const wells = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-well]')];
    const hit = wells.find((each) => {
      const box = each.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    return hit?.dataset['well'];
  }

  aim(x: number, y: number): void {
    this.aimed = this.#wellAt(x, y);
  }

  unaim(): void {
    this.aimed = undefined;
  }

  /** At a point, into the well there; without one where it fits. */
  put(picked: Picked, at?: { readonly x: number; readonly y: number }): void {
    const key = at && this.#wellAt(at.x, at.y);
    if (at && key === undefined) return;
    const next = pickField(this.board, this.widget, picked, key, this.acts.tools);
    if (next === this.board) this.host.toasts.show({ text: this.w('chart.cannotPick') });
    else this.#change(next);
  }

  /* ---------------------------------------------------------------- options */

  #options(widget: WidgetDocument) {
    const type = this.session.registries.chart.find(String(widget.options?.['chart']));
    if (!type) return nothing;
    const format = isObject(widget.options?.['format']) ? widget.options['format'] : {};
    return html`<section class="options" aria-label=${this.w('chart.options')}>
      <h3>${this.w('chart.options')}</h3>
      <label class="o"
        ><span>${this.w('chart.option.label')}</span
        ><input class="in" .value=${live(this.acts.label(widget))} @input=${(event: Event) => this.#label(widget, (event.currentTarget as HTMLInputElement).value)} @change=${() => this.acts.open.endGesture()}
      /></label>
      ${chartOptions(type).map((each) => this.#option(widget, each))}
      ${this.#select(this.w('chart.option.format'), String(format['style'] ?? ''), ['full', 'short', 'percent'].map((each) => [each, this.w(`chart.format.${each as 'full'}`)]), (style) => this.#set(widget, 'format', style === '' && format['digits'] === undefined ? undefined : { ...format, style: style || undefined }))}
    </section>`;
  } // prettier-ignore

  /** The name in the language that is spoken; the others stay. */
  #label(widget: WidgetDocument, text: string): void {
    const { language } = this.host.i18n;
    const held = widget.label;
    const label = typeof held === 'object' ? { ...held, [language]: text } : text;
    if (text.trim() === '') return;
    this.#change(withWidget(this.board, widget.id, (each) => ({ ...each, label: label as NonNullable<WidgetDocument['label']> })), `label of ${widget.id}`); // prettier-ignore
  }

  #option(widget: WidgetDocument, option: ChartOption) {
    const { key } = option;
    const held = widget.options?.[key];
    const name = this.w(`chart.option.${key}`);
    if (option.control === 'switch') {
      return html`<label class="check"><input type="checkbox" .checked=${live(held === true)} @change=${(event: Event) => this.#set(widget, key, (event.currentTarget as HTMLInputElement).checked ? true : held === true && key !== 'others' ? undefined : false)} />${name}</label>`; // prettier-ignore
    }
    if (option.control === 'choice') {
      return this.#select(name, String(held ?? ''), option.choices.map((each) => [each, this.w(`chart.${key as 'stack'}.${each as 'none'}`)]), (value) => this.#set(widget, key, value || undefined)); // prettier-ignore
    }
    return html`<label class="o"
      ><span>${name}</span
      ><input
        class="in"
        type="number"
        min=${option.least}
        max=${option.largest}
        .value=${live(typeof held === 'number' ? String(held) : '')}
        @change=${(event: Event) => {
          const typed = (event.currentTarget as HTMLInputElement).valueAsNumber;
          this.#set(widget, key, Number.isFinite(typed) ? Math.min(option.largest, Math.max(option.least, Math.round(typed))) : undefined);
        }}
    /></label>`; // prettier-ignore
  }

  #select(name: string, value: string, choices: readonly (readonly [string, string])[], set: (value: string) => void) {
    return html`<label class="o"
      ><span>${name}</span
      ><select class="in" @change=${(event: Event) => set((event.currentTarget as HTMLSelectElement).value)}>
        <option value="" .selected=${live(value === '')}>${this.w('chart.usual')}</option>
        ${choices.map(([id, label]) => html`<option value=${id} .selected=${live(id === value)}>${label}</option>`)}
      </select></label
    >`;
  }

  #set(widget: WidgetDocument, key: string, value: unknown): void {
    const cleaned = isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) : value;
    this.#change(
      withWidget(this.board, widget.id, (each) => {
        const { [key]: _held, ...options } = each.options ?? {};
        return { ...each, options: cleaned === undefined ? options : { ...options, [key]: cleaned } };
      }),
    );
  } // prettier-ignore

  #click(widget: WidgetDocument) {
    const said = clickWords(this.acts, this.board, widget);
    return html`<section class="options" aria-label=${this.w('dashboard.do.click')}>
      <h3>${this.w('dashboard.do.click')}</h3>
      <p class="note">${said ?? this.w('dashboard.click.nothing')}</p>
      ${button({ label: this.w('chart.changeClick'), theme: 'small', run: (event) => this.emit('td-click-menu', event.currentTarget as HTMLElement) })}
    </section>`;
  } // prettier-ignore
}
