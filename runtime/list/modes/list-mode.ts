/**
 * `<tr-list-mode>`: the records of a list in another way than a table. It loads the mode of the view, hands its element a
 * port, and tells the list how many records there are.
 */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Entity } from '../../../metadata/model/model.js';
import type { ViewDocument } from '../../../metadata/schema/entity.js';
import { ApiFailure } from '../../data/api-client.js';
import type { WireRecord } from '../../data/record.js';
import type { FieldHost } from '../../host/field-views.js';
import type { ModeElement } from '../../host/view-modes.js';
import { TrElement } from '../../ui/element.js';
import '../../ui/menu.js';
import type { TrMenu } from '../../ui/menu.js';
import '../../ui/states.js';
import type { Column } from '../columns.js';
import { countRecords, type ListRequest } from '../list-source.js';
import { createPort } from './mode-port.js';

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
  @query('tr-menu') private menu!: TrMenu;
  #mode = '';
  #turn = 0;

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

  focusRow(id?: string): void {
    if (id !== undefined) this.drawn?.focusRow(id);
  }

  /** Throws ApiFailure. */
  async refresh(): Promise<void> {
    await Promise.all([this.drawn?.refresh(), this.#count()]);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('request') || changed.has('view') || changed.has('entity')) void this.#prepare();
  }

  override render() {
    if (this.missing) {
      const text = this.t('mode.missingText', { mode: this.view.mode });
      return html`<tr-state kind="missing" .heading=${this.t('mode.missing')} .text=${text}></tr-state>`;
    }
    return html`${this.drawn ?? html`<tr-skeleton .columns=${4}></tr-skeleton>`}<tr-menu></tr-menu>`;
  }

  async #prepare(): Promise<void> {
    const turn = ++this.#turn;
    const { host, entity, view, columns, request, fieldHost } = this;
    void this.#count().catch((error: unknown) => this.#failed(error));
    const views = await host.viewModes();
    const mode = host.app.registries.view.find(view.mode);
    const load = views[view.mode];
    const half = mode && load ? await load() : undefined;
    if (turn !== this.#turn) return;
    this.missing = half === undefined;
    if (!half || !mode) return;
    const port = createPort({
      ...{ host, fieldHost, entity, view, mode, columns, request },
      look: (id) => this.emit('tr-look', id),
      menu: (cause, name, items) => void this.menu.openAt(cause, name, items),
      failed: (error) => this.#failed(error),
    });
    const drawn = this.#mode === view.mode && this.drawn ? this.drawn : half.view.create();
    drawn.port = port;
    this.#mode = view.mode;
    this.drawn = drawn;
  }

  async #count(): Promise<void> {
    const { host, request } = this;
    const total = await countRecords(host, request.entity, request.filter);
    if (request === this.request) this.emit('tr-loaded', { total });
  }

  #failed(error: unknown): void {
    if (!(error instanceof ApiFailure)) throw error;
    this.emit('tr-failed', error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-list-mode': TrListMode;
  }
}
