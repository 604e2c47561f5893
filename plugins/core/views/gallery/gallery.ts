/**
 * `<tr-gallery>`: records as cards in a grid, fetched as one scrolls. The arrow keys go in two dimensions, Enter and a click
 * show a record beside the list, Ctrl+Enter opens it.
 */
import { customElement, html, property, state, TrElement, type ModeElement, type ModePort, type PropertyValues, type Shortcut, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { drawGallery } from './draw-gallery.js';
import { galleryStyles } from './gallery-styles.js';
import { nextPlace } from './grid-moves.js';
import { say } from './say.js';

/** Cards that are fetched at once, and rows of one request. */
const atOnce = 60;
const mostRows = 200;

@customElement('tr-gallery')
export class TrGallery extends TrElement implements ModeElement {
  @property({ attribute: false }) port!: ModePort;
  @state() private held: readonly WireRecord[] | undefined;
  @state() private more = false;
  @state() private current = '';
  #turn = 0;
  #loading = false;
  readonly #observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && this.#loadMore(), {
    rootMargin: '400px',
  });

  static override styles = galleryStyles;

  get rows(): readonly WireRecord[] {
    return this.held ?? [];
  }

  get keys(): readonly Shortcut[] {
    const word = (key: Parameters<typeof say>[1]) => () => say(this.port.host, key);
    return [
      { keys: ['↑', '↓', '←', '→'], label: word('keyGo') },
      { keys: ['Home', 'End'], label: word('keyEnds') },
      { keys: ['PageUp', 'PageDown'], label: word('keyFar') },
      { keys: ['Enter', 'Space'], label: 'keys.look' },
      { keys: 'Ctrl+Enter', label: 'keys.open' },
    ];
  }

  override disconnectedCallback(): void {
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('port')) return;
    this.held = undefined;
    void this.refresh().catch((error: unknown) => this.port.failed(error));
  }

  protected override updated(): void {
    this.#observer.disconnect();
    const end = this.renderRoot.querySelector('.foot');
    if (end) this.#observer.observe(end);
  }

  override render() {
    const { rows } = this;
    if (!this.held) return html`<tr-skeleton .columns=${4}></tr-skeleton>`;
    return drawGallery(this.port, rows, {
      current: rows.some((row) => row.id === this.current) ? this.current : (rows[0]?.id ?? ''),
      more: this.more,
      setCurrent: (id) => (this.current = id),
      key: (event, id) => this.#key(event, id),
      loadMore: () => this.#loadMore(),
    });
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const { port } = this;
    const wanted = Math.max(atOnce, this.rows.length);
    const rows: WireRecord[] = [];
    let more = true;
    while (more && rows.length < wanted) {
      const limit = Math.min(mostRows, wanted - rows.length);
      const page = await port.rows({ offset: rows.length, limit });
      if (turn !== this.#turn) return;
      rows.push(...page.rows);
      more = page.rows.length === limit;
    }
    this.held = rows;
    this.more = more;
    await this.updateComplete;
  }

  #loadMore(): void {
    if (this.#loading || !this.more) return;
    this.#loading = true;
    void this.#next()
      .catch((error: unknown) => this.port.failed(error))
      .finally(() => (this.#loading = false));
  }

  async #next(): Promise<void> {
    const turn = this.#turn;
    const page = await this.port.rows({ offset: this.rows.length, limit: atOnce });
    if (turn !== this.#turn) return;
    const held = new Set(this.rows.map((row) => row.id));
    this.held = [...this.rows, ...page.rows.filter((row) => !held.has(row.id))];
    this.more = page.rows.length === atOnce;
  }

  focusRow(id: string): void {
    this.current = id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`a[data-id="${id}"]`)?.focus());
  }

  #key(event: KeyboardEvent, id: string): void {
    const { key } = event;
    const isControl = event.ctrlKey || event.metaKey;
    const href = this.port.host.href(this.port.entity.name, id);
    if (key === 'Enter' && isControl && href !== undefined) void this.host.router.go(href);
    else if (isControl || event.altKey) return;
    else if (key === ' ' || key === 'Enter') this.port.look(id);
    else {
      const at = this.rows.findIndex((row) => row.id === id);
      const next = nextPlace(key, at, this.#columns, this.rows.length);
      if (next === undefined) return;
      this.focusRow(this.rows[next]!.id);
    }
    event.preventDefault();
  }

  /** As many as there is room for. */
  get #columns(): number {
    const list = this.renderRoot.querySelector('ul');
    return list ? getComputedStyle(list).gridTemplateColumns.split(' ').length : 1;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-gallery': TrGallery;
  }
}
