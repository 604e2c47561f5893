/**
 * `<td-view-canvas>`: a view as people see it, its own table or mode over the drafts, with handles: columns are dragged, sized
 * and dropped on its heads, the tools of the selected one stand below. Records are only looked at: nothing in the rows acts.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Problem } from '../../metadata/value.js';
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { ViewModeViews } from '../../runtime/host/view-modes.js';
import { isEmpty } from '../../runtime/data/record.js';
import { HostRequest, type Host } from '../../runtime/host/host.js';
import type { Column } from '../../runtime/list/columns.js';
import '../../runtime/list/list-grid.js';
import type { TrListGrid } from '../../runtime/list/list-grid.js';
import '../../runtime/list/modes/list-mode.js';
import { usualMode } from '../../runtime/list/list-views.js';
import '../../runtime/ui/states.js';
import { designHost, isReleased } from '../form/preview/design-host.js';
import '../inspector/filter-input.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { columnStrip } from './column-strip.js';
import { fromSetting } from './gestures.js';
import { columnOf, dropIndex, headPlaces, isInHead, lineAt } from './head-places.js';
import { modeOptions, modeSwitch } from './mode-options.js';
import { ViewActs } from './view-acts.js';
import { viewDeskOf, type ColumnTarget } from './view-desk.js';
import { ViewRows } from './view-rows.js';
import { viewStyles } from './view-styles.js';
import { setOperation } from '../session/set-value.js';

interface Mark {
  readonly left: number;
  readonly width: number;
}

const buttonOf = (event: Event): HTMLButtonElement | undefined =>
  event.composedPath().find((each) => each instanceof HTMLButtonElement);

/** For the history of the document. */
const isUndoKey = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key);

@customElement('td-view-canvas')
export class TdViewCanvas extends TdElement implements ColumnTarget {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  /** Present once the view modes are in their registry. */
  @state() private modes: ViewModeViews | undefined;
  @state() private frame: Mark | undefined;
  @state() private line: number | undefined;
  @state() private failure: string | undefined;
  @query('tr-list-grid') private table!: TrListGrid | null;
  @query('.stage') private stage!: HTMLElement | null;
  #acts!: ViewActs;
  #rows = new ViewRows(() => this.requestUpdate());
  #drafted: { readonly model: unknown; readonly host: Host } | undefined;
  #wasSelected: string | undefined;
  #scrolled: Element | undefined;
  #sizes = new ResizeObserver(() => this.#measure());

  static override styles = [designStyles, inputStyles, viewStyles];

  constructor() {
    super();
    // What is shown asks for the host of the canvas: the drafts, not the release.
    this.addEventListener(HostRequest.type, (event) => {
      if (event.composedPath()[0] === this || !this.hasHost) return;
      (event as HostRequest).host = this.#drafts;
      event.stopPropagation();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.host.viewModes().then((modes) => (this.modes = modes));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    if (viewDeskOf(this.open).target === this) viewDeskOf(this.open).target = undefined;
  }

  get #drafts(): Host {
    const { host, model } = this.session;
    if (this.#drafted?.model !== model) this.#drafted = { model, host: designHost(host, model) };
    return this.#drafted.host;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open')) {
      viewDeskOf(this.open).target = this;
      this.#acts = new ViewActs(this.session, this.open, () => this.#drafts);
    }
    const { view } = this.#acts;
    const entity = view && this.session.model.entities.get(view.entity);
    if (!view || !entity) return;
    const before = this.#rows.shown?.request;
    this.#rows.follow({ host: this.#drafts, released: this.session.host, entity, view });
    if (this.#rows.shown?.request !== before) this.failure = undefined;
  }

  protected override updated(): void {
    if (this.stage) this.#sizes.observe(this.stage);
    const scroller = this.table?.grid?.shadowRoot?.querySelector('#table');
    if (scroller && scroller !== this.#scrolled) {
      this.#scrolled = scroller;
      scroller.addEventListener('scroll', () => this.#measure());
    }
    requestAnimationFrame(() => this.#measure());
  }

  /* ---------------------------------------------------------------- drawing */

  override render() {
    const { view } = this.#acts;
    const entity = view && this.session.model.entities.get(view.entity);
    if (!view || !entity)
      return html`<tr-state kind="failed" .heading=${this.w('view.unreadable')} .text=${this.w('view.unreadableText')}></tr-state>`;
    const registries = this.session.registries;
    const mode = this.modes ? registries.view.find(view.mode) : undefined;
    return html`${this.#bar(view, entity)}
      <div class="bar filter">
        <span class="what">${this.w('view.shows')}</span>
        <td-filter-input
          .label=${this.w('view.shows')}
          .entity=${view.entity}
          .value=${view.filter}
          .help=${this.help}
          ?readonly=${this.open.isRemoved}
          @td-value=${(event: CustomEvent<unknown>) => this.open.apply(setOperation(this.open.value, ['filter'], event.detail ?? undefined), { key: 'filter', label: this.w('view.done.filtered') })}
          @td-done=${() => this.open.endGesture()}
        ></td-filter-input>
      </div>
      ${modeOptions(this.#acts, mode, entity)} ${this.#shown(view)}
      ${view.mode === usualMode ? columnStrip(this.#acts, this.#rows.shown?.columns ?? []) : nothing}`;
  } // prettier-ignore

  #bar(view: ViewDocument, entity: Entity) {
    const { host } = this;
    const others = this.session.headsOf('view').filter((head) => this.#entityOf(head.name) === view.entity);
    return html`<div class="bar">
      <span class="what">${this.w('view.of')}</span>
      <a class="clip" href=${documentHref({ kind: 'entity', name: entity.name })}>${host.i18n.label(entity.plural, entity.name)}</a>
      <select class="in" aria-label=${this.w('view.others')} @change=${(event: Event) => void host.router.go(documentHref({ kind: 'view', name: (event.currentTarget as HTMLSelectElement).value }))}>
        ${others.map((head) => html`<option value=${head.name} .selected=${live(head.name === this.open.key.name)}>${this.session.label(head)}</option>`)}
      </select>
      <span class="sp"></span>
      ${this.modes ? modeSwitch(this.#acts, this.session.registries, entity) : nothing}
    </div>`;
  } // prettier-ignore

  /** Of another view: as your draft or the release has it. */
  #entityOf(name: string): string | undefined {
    const draft = this.session.draftOf({ kind: 'view', name });
    const released = this.session.host.app.document.views.find((each) => each.name === name);
    return name === this.open.key.name ? this.#acts.view?.entity : ((draft as ViewDocument | undefined) ?? released)?.entity;
  } // prettier-ignore

  #shown(view: ViewDocument) {
    const { shown } = this.#rows;
    if (!shown) return nothing;
    const { entity, fieldHost, columns, request, rowsOf } = shown;
    if (!isReleased(this.session.host, entity.name))
      return html`<div class="stage"><tr-state kind="empty" .heading=${this.w('view.noRecords')} .text=${this.w('view.noRecordsText')}></tr-state></div>`;
    if (this.failure !== undefined)
      return html`<div class="stage"><tr-state kind="failed" .heading=${this.w('view.failed')} .text=${this.failure}></tr-state></div>`;
    const failed = (event: CustomEvent<unknown>) => (this.failure = event.detail instanceof Error ? event.detail.message : '');
    const still = { handleEvent: (event: Event) => this.#still(event), capture: true };
    if (view.mode !== usualMode)
      return html`<div class="stage" @click=${still} @dblclick=${still} @pointerdown=${still} @contextmenu=${still} @keydown=${still} @dragstart=${still}><tr-list-mode class="mode" .entity=${entity} .view=${view} .columns=${columns} .fieldHost=${fieldHost} .request=${request} @tr-failed=${failed}></tr-list-mode></div>`;
    const guard = { handleEvent: (event: Event) => this.#guard(event), capture: true };
    return html`<div class="stage" @click=${guard} @dblclick=${guard} @pointerdown=${guard} @mousedown=${guard} @contextmenu=${guard} @paste=${guard} @cut=${guard} @keydown=${guard} @focusin=${(event: FocusEvent) => this.#entered(event)}>
      ${
        rowsOf
          ? html`<tr-list-grid
              .label=${this.w('view.canvas')}
              .entityName=${entity.name}
              .columns=${columns}
              .fieldHost=${fieldHost}
              .rowsOf=${rowsOf}
              .sort=${view.sort ?? []}
              @tr-failed=${failed}
              @tr-sort=${(event: CustomEvent<Column>) => this.#acts.sort(event.detail)}
              @tr-column-setting=${(event: CustomEvent<ListSetting>) => this.#acts.change(fromSetting(view, event.detail), this.w('view.columns'))}
            ></tr-list-grid>`
          : html`<tr-skeleton .columns=${Math.min(6, columns.length)}></tr-skeleton>`
      }
      ${this.#totals()}
      ${this.frame ? html`<div class="mark" style="left:${this.frame.left}px;width:${this.frame.width}px"></div>` : nothing}
      ${this.line === undefined ? nothing : html`<div class="mark drop" style="left:${this.line}px"></div>`}
    </div>`;
  } // prettier-ignore

  /** The sums at the foot of the list. */
  #totals() {
    const { shown, sums } = this.#rows;
    const summed = shown?.columns.filter((column) => column.aggregate && !isEmpty(sums.get(column.path))) ?? [];
    if (!shown || summed.length === 0) return nothing;
    return html`<div class="totals">
      ${summed.map(
        (column) =>
          html`<span
            >${this.host.i18n.t(`aggregate.${column.aggregate!}`, { name: column.label })}
            <b>${column.view.text(sums.get(column.path), column.field, shown.fieldHost)}</b></span
          >`,
      )}
    </div>`;
  }

  /** The frame around the selected column. */
  #measure(): void {
    const { table, stage } = this;
    const path = this.#acts.selected;
    const head = table && path !== undefined ? headPlaces(table).find((each) => each.path === path) : undefined;
    const from = stage?.getBoundingClientRect().left ?? 0;
    const next = head ? { left: head.left - from - 1, width: head.right - head.left } : undefined;
    if (next?.left !== this.frame?.left || next?.width !== this.frame?.width) this.frame = next;
  }

  /* ---------------------------------------------------------------- pointer and keys */

  /** Heads act as they do in lists, rows do not act at all: links, editing and row menus are for the list itself. */
  #guard(event: Event): void {
    const { table } = this;
    if (!table?.grid) return;
    if (event instanceof KeyboardEvent) return this.#key(event);
    if (!isInHead(event)) {
      event.stopPropagation();
      if (event.type !== 'pointerdown' && event.type !== 'mousedown') event.preventDefault();
      return;
    }
    // A head whose button has the focus is not dragged by the table: it gets the focus when it is clicked.
    if (event.type === 'mousedown') event.preventDefault();
    if (event.type === 'click') buttonOf(event)?.focus();
    const path = columnOf(table, event);
    if (event.type === 'pointerdown') this.#wasSelected = this.#acts.selected;
    if (event.type !== 'click' || path === undefined) return;
    // The first click takes hold of the column, a further one sorts by it.
    if (path !== this.#wasSelected) {
      event.stopPropagation();
      this.#acts.select(path);
    }
  }

  /** Records are looked at, scrolled, and left alone: a card that moves would be a record that changes. */
  #still(event: Event): void {
    if (event instanceof KeyboardEvent && (event.key === 'Tab' || isUndoKey(event))) return;
    event.stopPropagation();
    if (event.type !== 'pointerdown') event.preventDefault();
  }

  #key(event: KeyboardEvent): void {
    const moves = /^(Arrow|Home|End|Page|Tab|Shift|Alt|Control|Meta|Escape)/.test(event.key);
    if (!isInHead(event)) {
      if (!moves && !isUndoKey(event)) event.stopPropagation();
      return;
    }
    const path = this.#acts.selected;
    if (event.key === 'Delete' && path !== undefined) this.#acts.remove(path);
    else if (event.key === 'Insert') viewDeskOf(this.open).openPalette?.();
    else if (event.key === 'Enter' && event.ctrlKey) this.emit('td-inspect');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A head that gets the focus is selected, so that inspector and tools are about it. */
  #entered(event: FocusEvent): void {
    const { table } = this;
    if (!table?.grid || !isInHead(event)) return;
    const path = columnOf(table, event);
    if (path !== undefined && path !== this.#acts.selected) this.#acts.select(path);
  }

  /* ---------------------------------------------------------------- drops */

  over(_path: string, x: number, y: number): void {
    this.line = this.#isOver(x, y) ? this.#lineAt(x) : undefined;
  }

  drop(path: string, x: number, y: number): void {
    const { table } = this;
    if (!this.#isOver(x, y)) return;
    if (table) this.#acts.put(path, dropIndex(headPlaces(table), x));
    else this.#acts.take(path);
  }

  leave(): void {
    this.line = undefined;
  }

  take(path: string): void {
    this.#acts.take(path);
  }

  #isOver(x: number, y: number): boolean {
    const box = this.stage?.getBoundingClientRect();
    return box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  }

  #lineAt(x: number): number | undefined {
    const places = this.table ? headPlaces(this.table) : [];
    const at = lineAt(places, dropIndex(places, x));
    return at === undefined ? undefined : at - this.stage!.getBoundingClientRect().left - 2;
  }
}
