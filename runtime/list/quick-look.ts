/**
 * Reactive controller: which record of a list is looked at beside it. The panel is loaded with the first look. Closing it
 * puts the focus back where it was, on the row that was opened, however far one went meanwhile; the list is not touched.
 */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { WireRecord } from '../data/record.js';
import type { Host } from '../host/host.js';
import type { TrQuickView } from './quick-view.js';

interface LookPage extends ReactiveControllerHost {
  readonly host: Host;
  readonly renderRoot: ParentNode;
}

export class QuickLook implements ReactiveController {
  /** The record that is shown. */
  id: string | undefined;
  /** The row that was opened. */
  #from: string | undefined;

  constructor(
    private readonly page: LookPage,
    private readonly list: { rows(): readonly WireRecord[]; focusRow(id: string): void },
  ) {
    page.addController(this);
  }

  hostDisconnected(): void {
    this.id = undefined;
  }

  /** Shows a record; one that is open and unsaved asks first. */
  async open(id: string): Promise<void> {
    void this.page.host.asides.quickView();
    const view = this.page.renderRoot.querySelector<TrQuickView>('tr-quick-view');
    if (view && this.id !== id && !(await view.mayLeave())) return;
    this.#from = id;
    this.#show(id);
  }

  /** Without asking: the list is another one. */
  drop(): void {
    this.id = undefined;
  }

  render(entityName: string, total: number) {
    if (this.id === undefined) return nothing;
    return html`<tr-quick-view
      .entityName=${entityName}
      .recordId=${this.id}
      .ids=${this.list.rows().map((row) => row.id)}
      .total=${total}
      @tr-show=${(event: CustomEvent<string>) => this.#show(event.detail)}
      @tr-close=${() => this.#close()}
    ></tr-quick-view>`;
  }

  #show(id: string): void {
    this.id = id;
    this.page.requestUpdate();
  }

  #close(): void {
    const isThere = this.list.rows().some((row) => row.id === this.#from);
    const id = isThere ? this.#from : this.id;
    this.id = undefined;
    this.page.requestUpdate();
    if (id !== undefined) void this.page.updateComplete.then(() => this.list.focusRow(id));
  }
}
