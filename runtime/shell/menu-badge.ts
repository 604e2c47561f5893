/** `<tr-menu-badge>`: how many records meet the filter of a menu entry; follows what changes while the page is looked at. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import { TrElement } from '../ui/element.js';

/** Milliseconds in which changes are folded into one question: many records may change at once. */
const foldMs = 1000;
/** The server counts them all; more than this is not worth the room. */
const most = 999;

@customElement('tr-menu-badge')
export class TrMenuBadge extends TrElement {
  @property() entity = '';
  @property({ attribute: false }) filter!: Filter;
  @state() private count = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #isStale = false;
  #stop: (() => void) | undefined;

  static override styles = css`
    :host {
      flex: none;
      margin-inline-start: auto;
      font: var(--tr-text-micro);
      font-variant-numeric: tabular-nums;
      color: var(--tr-text-2);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    const stopHearing = this.host.events.listen(({ type, entity }) => {
      if (type === 'resync' || (type === 'record' && entity === this.entity)) this.#ask(foldMs);
    });
    document.addEventListener('visibilitychange', this.#shown);
    this.#stop = () => {
      stopHearing();
      document.removeEventListener('visibilitychange', this.#shown);
    };
    this.#ask(0);
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#soon);
    this.#stop?.();
    super.disconnectedCallback();
  }

  override render() {
    if (this.count === 0) return nothing;
    const { formats } = this.host.i18n;
    return html`${this.count > most ? `${formats.number(most)}+` : formats.number(this.count)}`;
  }

  /** A page that nobody looks at asks when it is looked at again. */
  #ask(wait: number): void {
    if (document.hidden) {
      this.#isStale = true;
      return;
    }
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#read(), wait);
  }

  #shown = (): void => {
    if (document.hidden || !this.#isStale) return;
    this.#isStale = false;
    this.#ask(0);
  };

  async #read(): Promise<void> {
    const select = [{ path: 'id', aggregate: 'count', as: 'n' }];
    try {
      const { rows } = await this.host.api.post<{ readonly rows: readonly { readonly n: number }[] }>('/query', {
        entity: this.entity,
        select,
        where: this.filter,
      });
      this.count = Number(rows[0]?.n ?? 0);
    } catch (error) {
      // A menu shows no errors: the entry leads to the list, which tells them.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }
}
