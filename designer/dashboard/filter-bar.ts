/**
 * `<td-filter-bar>`: the filters of a dashboard that is designed, how many parts each reaches, and of the selected one which.
 * A new filter is chosen by what it means; it wires itself, and can be taken off each part here.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/menu.js';
import type { MenuItem, TrMenu } from '../../runtime/ui/menu.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import { TdElement } from '../td-element.js';
import type { BoardActs } from './board-acts.js';
import { reachCount } from './board-words.js';
import { meaningsOn } from './gestures/filters.js';
import { fieldAt, parameterOf } from './gestures/meanings.js';
import { offeredMeanings, queryOf, reachOf, type Reach } from './gestures/reach.js';

/** More than these would make the menu longer than the screen; the rest is written in the inspector. */
const most = 16;

@customElement('td-filter-bar')
export class TdFilterBar extends TdElement {
  @property({ attribute: false }) acts!: BoardActs;
  @property({ attribute: false }) board!: DashboardDocument;
  @query('tr-menu') private menu!: TrMenu;

  static override styles = css`
    :host {
      display: block;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      height: 28px;
      max-width: 260px;
      padding: 0 8px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    .chip:hover {
      background: var(--tr-hover);
    }
    .chip[aria-pressed='true'] {
      border-color: var(--tr-accent);
      background: var(--tr-accent-soft);
      color: var(--tr-accent-text);
    }
    .chip .n {
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
    }
    .chip[aria-pressed='true'] .n {
      color: inherit;
    }
    .reach {
      margin-top: 8px;
      padding: 10px 12px;
      border: 1px solid var(--tr-accent-line);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
    }
    .reach > .top {
      display: flex;
      align-items: center;
      gap: 8px;
      margin-bottom: 4px;
    }
    .reach > .top > span {
      flex: 1;
      color: var(--tr-text-2);
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(240px, 1fr));
      gap: 0 16px;
      margin: 0;
      padding: 0;
      list-style: none;
      max-height: 132px;
      overflow: auto;
    }
    label,
    .off {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 28px;
      min-width: 0;
    }
    label {
      cursor: pointer;
    }
    .off {
      color: var(--tr-text-3);
      padding-inline-start: 21px;
    }
    li svg {
      flex: none;
      color: var(--tr-text-3);
    }
    .way {
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
    }
  `;

  override render() {
    const { board, acts } = this;
    const filters = (board.parameters ?? []).filter(({ hidden }) => !hidden);
    const clicked = (board.parameters ?? []).filter(({ hidden }) => hidden);
    return html`<div class="row" role="group" aria-label=${this.w('dashboard.filters')}>
        ${[...filters, ...clicked].map(({ name, hidden }) => {
          const { follows, all } = reachCount(acts, board, name);
          return html`<button
            type="button"
            class="chip"
            aria-pressed=${String(acts.filter === name)}
            data-tip=${hidden ? this.w('dashboard.filter.byClick') : nothing}
            @click=${() => (acts.filter === name ? this.acts.open.select([]) : acts.selectFilter(name))}
          >
            ${icon(hidden ? 'link' : 'list-filter', 's')}<span class="clip">${acts.filterLabel(name)}</span
            ><span class="n">${this.w('dashboard.filter.count', { count: follows, all })}</span>
          </button>`;
        })}
        ${button({ label: this.w('dashboard.filter.add'), icon: 'plus', theme: 'tertiary small', run: (event) => this.#add(event) })}
      </div>
      ${this.#reach()}<tr-menu></tr-menu>`;
  } // prettier-ignore

  /** By what it means: "Region, narrows 3 of 4 parts". */
  #add(event: Event): void {
    const { acts, board } = this;
    const { tools } = acts;
    const offered = offeredMeanings(board, tools, meaningsOn(board, tools)).slice(0, most);
    const items = offered.flatMap(({ meaning, parts }): MenuItem[] => {
      const made = parameterOf(tools.model, meaning, this.w('dashboard.filter.period'));
      if (!made) return [];
      const label = this.host.i18n.label(made.label, made.name);
      return [{ id: meaning, label, icon: meaning === 'date' ? 'calendar' : 'list-filter', key: this.w('dashboard.filter.count', { count: parts, all: board.widgets.length }), run: () => acts.addFilter(meaning) }]; // prettier-ignore
    });
    const none: MenuItem = { id: 'none', label: this.w('dashboard.filter.none'), reason: this.w('dashboard.filter.noneWhy'), run: () => undefined }; // prettier-ignore
    void this.menu.openAt(event.currentTarget as HTMLElement, this.w('dashboard.filter.add'), items.length > 0 ? items : [none]); // prettier-ignore
  }

  #reach() {
    const { acts, board } = this;
    const name = acts.filter;
    const parameter = board.parameters?.find((each) => each.name === name);
    if (!parameter || name === undefined) return nothing;
    const label = acts.filterLabel(name);
    return html`<section class="reach" aria-label=${this.w('dashboard.filter.reaches', { name: label })}>
      <div class="top">
        <span>${this.w('dashboard.filter.reaches', { name: label })}</span>
        ${iconButton({ label: this.w('dashboard.filter.remove', { name: label }), icon: 'trash-2', size: 'sm', run: () => acts.removeFilter(name) })}
      </div>
      <ul>
        ${board.widgets.map((widget) => {
          const reach = reachOf(board, widget, parameter, acts.tools);
          const said = acts.label(widget);
          if (reach.state === 'cannot') return html`<li class="off" data-part=${widget.id}>${icon(this.session.registries.widget.find(widget.type)?.icon ?? 'table', 's')}<span class="clip">${said}</span><span class="way clip">${this.w(`dashboard.filter.${reach.reason}`)}</span></li>`;
          return html`<li data-part=${widget.id}><label
            ><input
              type="checkbox"
              .checked=${reach.state === 'follows'}
              @change=${(event: Event) => acts.follow(widget.id, name, (event.currentTarget as HTMLInputElement).checked)}
            />${icon(this.session.registries.widget.find(widget.type)?.icon ?? 'table', 's')}<span class="clip" data-tip-cut>${said}</span><span class="way clip">${this.#way(reach, widget.id)}</span></label
          ></li>`;
        })}
      </ul>
    </section>`;
  } // prettier-ignore

  /** By which field it would follow. */
  #way(reach: Reach, id: string): string {
    if (reach.state !== 'could') return '';
    const { board } = this;
    const widget = board.widgets.find((each) => each.id === id);
    const dataset = board.datasets.find(({ name }) => name === widget?.dataset);
    const entity = (dataset && queryOf(dataset)?.entity) ?? widget?.options?.['entity'];
    const field = typeof entity === 'string' ? fieldAt(this.session.model, entity, reach.path) : undefined;
    return this.w('dashboard.filter.could', { field: this.host.i18n.label(field?.label, reach.path) });
  }
}
