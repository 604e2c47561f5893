/**
 * `<tr-list-mode>`: the records of a list in another way than a table. It loads the mode of the view, hands its element a
 * port, and tells the list how many records there are.
 */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Entity } from '../../../metadata/model/model.js';
import type { ViewDocument } from '../../../metadata/schema/entity.js';
import { ApiFailure } from '../../data/api-client.js';
import { hrefs, withQuery } from '../../data/router.js';
import type { WireRecord } from '../../data/record.js';
import type { Shortcut } from '../../data/shortcuts.js';
import type { FieldHost } from '../../host/field-views.js';
import type { ModeElement } from '../../host/view-modes.js';
import { TrElement } from '../../ui/element.js';
import '../../ui/menu.js';
import type { TrMenu } from '../../ui/menu.js';
import '../../ui/states.js';
import type { Column } from '../columns.js';
import { countRecords, type ListRequest } from '../list-source.js';
import { failedState, forbiddenState } from '../list-states.js';
import { usualMode, viewsOf } from '../list-views.js';
import { askFilter } from './mode-filter.js';
import { createPort } from './mode-port.js';
import '../../ui/later-strings.js';

@customElement('tr-list-mode')
export class TrListMode extends TrElement {
  @property({ attribute: false }) entity!: Entity;
  @property({ attribute: false }) view!: ViewDocument;
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) fieldHost!: FieldHost;
  @property({ attribute: false }) request!: ListRequest;
  @state() private drawn: ModeElement | undefined;
  /** No plugin present draws this mode. */
  @state() private missing = false;
  /** Why there is nothing to draw. */
  @state() private failure: ApiFailure | undefined;
  @query('tr-menu') private menu!: TrMenu;
  #mode = '';
  /** The view as it came, and the one that is drawn. */
  #view = '';
  #shown = '';
  #turn = 0;
  #total: number | undefined;
  #stop = () => {};

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
      min-width: 0;
    }
    :host([hidden]) {
      display: none;
    }
  `;

  get rows(): readonly WireRecord[] {
    return this.drawn?.rows ?? [];
  }

  get keys(): readonly Shortcut[] {
    return this.drawn?.keys ?? [];
  }

  focusRow(id?: string): void {
    if (id !== undefined) this.drawn?.focusRow(id);
  }

  /** Throws ApiFailure. */
  async refresh(): Promise<void> {
    await Promise.all([this.drawn?.refresh(), this.#count()]);
    this.failure = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.host.router.listen(({ name, parts }) => {
      // Back and forward within the list; another page takes this element away.
      if (name === 'list' && parts[0] === this.entity.name && this.drawn) this.drawn.place = this.#place;
    });
  }

  override disconnectedCallback(): void {
    this.#stop();
    super.disconnectedCallback();
  }

  /** Where in the mode one is, as the address says. */
  get #place(): string {
    return this.host.router.route.query['at'] ?? '';
  }

  #go(place: string, replaces: boolean): void {
    const { router } = this.host;
    const { href, query } = router.route;
    const next = withQuery(href.split('?')[0]!, { ...query, at: place });
    if (this.drawn) this.drawn.place = place;
    if (replaces) router.replace(next);
    else void router.go(next);
    // The way back from a record leads to this place.
    if (this.#total !== undefined) this.emit('tr-loaded', { total: this.#total });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A saved view is made anew each time it is asked for.
    const view = JSON.stringify(this.view);
    if (changed.has('request') || changed.has('entity') || view !== this.#view) void this.#prepare(view);
    this.#view = view;
  }

  override render() {
    if (this.missing) {
      const text = this.t('mode.missingText', { mode: this.view.mode });
      const table = viewsOf(this.host, this.entity.name).find((view) => view.mode === usualMode);
      const action = table
        ? { label: this.t('list.openAll'), href: hrefs.list(this.entity.name, { view: table.name }) }
        : { label: this.t('notFound.home'), href: '/' };
      const actions = [{ label: action.label, primary: true, run: () => void this.host.router.go(action.href) }];
      return html`<tr-state
        kind="missing"
        .heading=${this.t('mode.missing')}
        .text=${text}
        .actions=${actions}
      ></tr-state>`;
    }
    if (this.failure?.status === 403) return forbiddenState(this.host, this.entity, this.failure.message);
    if (this.failure) return failedState(this.host, this.failure, () => this.#again());
    return html`${this.drawn ?? html`<tr-skeleton .columns=${4}></tr-skeleton>`}<tr-menu></tr-menu>`;
  }

  async #prepare(drawing: string): Promise<void> {
    const turn = ++this.#turn;
    this.failure = undefined;
    const { host, entity, view, columns, request, fieldHost } = this;
    void this.#count().catch((error: unknown) => this.#failed(error));
    const views = await host.viewModes();
    const mode = host.app.registries.view.find(view.mode);
    const load = views[view.mode];
    const half = mode && load ? await load() : undefined;
    if (turn !== this.#turn) return;
    this.missing = half === undefined;
    if (!half || !mode) return;
    const root = this.renderRoot as ShadowRoot;
    const port = createPort({
      ...{ host, fieldHost, entity, view, mode, columns, request, root },
      askFilter: (path, cause) => void askFilter({ host, fieldHost, entityName: entity.name, root }, path, cause),
      go: (place, replaces) => this.#go(place, replaces),
      look: (id) => this.emit('tr-look', id),
      menu: (cause, name, items) => void this.menu.openAt(cause, name, items),
      made: (id) => {
        host.records.forget(entity.name);
        this.#again();
        this.focusRow(id);
      },
      failed: (error) => this.#failed(error),
    });
    const isSame = this.#mode === view.mode && this.drawn !== undefined;
    const drawn = isSame ? this.drawn! : half.view.create();
    // Other conditions of the list leave the place as it was: they wrote the address without it.
    if (isSame && drawn.place && this.#place === '' && this.#shown === drawing) this.#go(drawn.place, true);
    drawn.place = this.#place;
    drawn.port = port;
    this.#shown = drawing;
    this.#mode = view.mode;
    this.drawn = drawn;
  }

  async #count(): Promise<void> {
    const { host, request } = this;
    const total = await countRecords(host, request.entity, request.filter);
    if (request !== this.request) return;
    this.#total = total;
    this.emit('tr-loaded', { total });
  }

  #again(): void {
    void this.refresh().catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): void {
    if (!(error instanceof ApiFailure)) throw error;
    this.emit('tr-failed', error);
    // What is drawn already stays.
    if (this.rows.length === 0) this.failure = error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-list-mode': TrListMode;
  }
}
