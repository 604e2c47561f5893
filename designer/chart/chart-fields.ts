/**
 * `<td-chart-fields>`: the fields that a chart can be made of: those of the entity its rows are of, and of what these point
 * to. A click puts one where it fits, a drag into the well below the pointer.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { datasetColumns } from '../../metadata/document/dataset-columns.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/later-strings.js';
import { BoardActs } from '../dashboard/board-acts.js';
import { deskOf, type Carried } from '../dashboard/board-desk.js';
import { widgetOf } from '../dashboard/board.js';
import { fieldsWithin } from '../dashboard/gestures/meanings.js';
import { queryOf } from '../dashboard/gestures/reach.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { pickColumn, type Picked } from './gestures/pick-fields.js';

@customElement('td-chart-fields')
export class TdChartFields extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property() widget = '';
  /** Of a chart that is no part of a dashboard. */
  @property({ attribute: false }) acts: BoardActs | undefined;
  @state() private find = '';
  @query('input') private search!: HTMLInputElement | null;

  static override styles = [
    designStyles,
    css`
      :host { display: flex; flex-direction: column; min-height: 0; flex: 1; }
      .head { padding: 12px; flex: none; }
      .list { flex: 1; min-height: 0; overflow: auto; padding: 0 12px 12px; }
      h2 { font: var(--tr-text-label); color: var(--tr-text-2); padding: 10px 0 4px; }
      button { display: flex; align-items: center; gap: 8px; width: 100%; min-height: 28px; padding: 2px 8px; border: 0; border-radius: var(--tr-radius-s); background: none; color: inherit; font: inherit; text-align: start; cursor: grab; touch-action: none; }
      button:hover { background: var(--tr-hover); }
      button svg { color: var(--tr-text-3); flex: none; }
      .foot, .none { flex: none; padding: 8px 12px; color: var(--tr-text-3); font: var(--tr-text-meta); }
      .foot { border-top: 1px solid var(--tr-line); }
    `, // prettier-ignore
  ];

  get #acts(): BoardActs {
    return this.acts ?? new BoardActs(this.session, this.open);
  }

  override focus(): void {
    void this.updateComplete.then(() => this.search?.focus());
  }

  override render() {
    const { board } = this.#acts;
    const widget = board && widgetOf(board, this.widget);
    const dataset = board?.datasets.find(({ name }) => name === widget?.dataset);
    const query = dataset && !dataset.transforms ? queryOf(dataset) : undefined;
    return html`<div class="head">
        <div class="search">
          ${icon('search')}
          <input type="search" placeholder=${this.w('chart.find')} aria-label=${this.w('chart.find')} .value=${this.find} @input=${(event: Event) => (this.find = (event.currentTarget as HTMLInputElement).value)} />
        </div>
      </div>
      <div class="list" @keydown=${this.#walk}>${query ? this.#fields(query.entity) : this.#columns()}</div>
      <p class="foot">${this.w('chart.how')}</p>`;
  } // prettier-ignore

  #fields(name: string) {
    const { model } = this.session;
    const entity = model.entities.get(name);
    if (!entity) return html`<p class="none">${this.w('chart.noEntity', { name })}</p>`;
    const { i18n } = this.host;
    const groups = new Map<string, { readonly title: string; readonly entries: { readonly label: string; readonly path: string; readonly picked: Picked }[] }>();
    const words = (path: string): string => {
      const steps = path.split('.');
      let at = entity;
      return steps.map((step) => {
        const field = at.fields.get(step);
        at = model.entities.get(field?.target ?? '') ?? at;
        return i18n.label(field?.label, step);
      }).join(' › ');
    };
    for (const { path, field } of fieldsWithin(model, entity, 2)) {
      // A composite is picked by its parts.
      if (field.parts || field.links || field.valueType === 'json' || field.valueType === 'list') continue;
      const prefix = path.slice(0, Math.max(0, path.length - field.name.length - 1));
      const group = groups.get(prefix) ?? { title: prefix === '' ? i18n.label(entity.label, name) : words(prefix), entries: [] };
      groups.set(prefix, group);
      group.entries.push({ label: i18n.label(field.label, field.name), path, picked: { path, field } });
    }
    const wanted = this.find.trim().toLocaleLowerCase();
    const count = this.w('chart.count', { name: i18n.label(entity.plural, name) });
    return html`${wanted === '' || count.toLocaleLowerCase().includes(wanted) ? this.#entry('hash', count, '*', { count: true }) : nothing}
      ${[...groups.values()].map(({ title, entries }) => {
        const shown = entries.filter(({ label, path }) => wanted === '' || label.toLocaleLowerCase().includes(wanted) || path.includes(wanted) || title.toLocaleLowerCase().includes(wanted));
        if (shown.length === 0) return nothing;
        return html`<section aria-label=${title}><h2>${title}</h2>${shown.map(({ label, path, picked }) => this.#entry('count' in picked ? 'hash' : picked.field.type.icon, label, path, picked))}</section>`;
      })}`;
  } // prettier-ignore

  #entry(symbol: string, label: string, path: string, picked: Picked) {
    const carried: Carried = { kind: 'field', label, picked };
    return html`<button
      type="button"
      data-entry
      data-path=${path}
      @pointerdown=${(event: PointerEvent) => deskOf(this.open).hold(event, carried)}
      @click=${() => deskOf(this.open).target?.take(carried)}
    >
      ${icon(symbol, 's')}<span class="clip" data-tip-cut>${label}</span>
    </button>`;
  }

  /** Rows that are no query: what they have can be shown, and nothing else be asked for. */
  #columns() {
    const acts = this.#acts;
    const { board } = acts;
    const widget = board && widgetOf(board, this.widget);
    const dataset = board?.datasets.find(({ name }) => name === widget?.dataset);
    const columns = dataset && known(() => datasetColumns(dataset, this.session));
    if (!board || !columns) return html`<p class="none">${this.w('chart.noColumns')}</p>`;
    return [...columns].map(
      ([name, type]) =>
        html`<button
          type="button"
          data-entry
          @click=${() => acts.change(pickColumn(board, this.widget, name, undefined, type === 'number' ? 'measure' : 'group', acts.tools), 'dashboard.done.chart', acts.label(widget))}
        >
          ${icon(type === 'number' ? 'hash' : 'tags', 's')}<span class="clip">${name}</span>
        </button>`,
    );
  } // prettier-ignore

  /** Arrows walk the fields. */
  #walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-entry]')];
    all[all.indexOf(this.shadowRoot?.activeElement as HTMLElement) + step]?.focus();
    event.preventDefault();
  }
}

function known<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
