/**
 * `<tr-board>`: cards in columns. A card is dragged, or moved by Ctrl and an arrow key or by its menu; it stands in its new
 * column at once and goes back, with the reason, where the server refuses. Sums are the server's.
 */
import { customElement, property, state, TrElement, type ModeElement, type ModePort, type PropertyValues, type Shortcut, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { boardStyles } from './board-styles.js';
import { drawBoard, type BoardPort } from './draw-board.js';
import { cardsAtOnce, laneFilter, laneOf, lanesOf, moveCard, nextCard, replaceCard, type Lane } from './lanes.js';
import { say } from './say.js';
import type { BoardOptions } from './schema.js';

/** Rows of one request, and columns that are asked for at once. */
const mostRows = 200;
const lanesAtOnce = 10;

@customElement('tr-board')
export class TrBoard extends TrElement implements ModeElement {
  @property({ attribute: false }) port!: ModePort;
  @state() private lanes: readonly Lane[] | undefined;
  /** The column that a dragged card is over. */
  @state() private over: string | undefined;
  /** The card that Tab reaches. */
  @state() private current = '';
  /** Cards whose change is being sent. */
  @state() private busy: ReadonlySet<string> = new Set();
  /** Columns that there are besides. */
  @state() private left = 0;
  #turn = 0;

  static override styles = boardStyles;

  get rows(): readonly WireRecord[] {
    return this.lanes?.flatMap((lane) => lane.cards) ?? [];
  }

  get keys(): readonly Shortcut[] {
    const word = (key: Parameters<typeof say>[1]) => () => say(this.port.host, key);
    const moves = this.port.refusal(this.#options.by) === undefined;
    return [
      { keys: ['↑', '↓', '←', '→'], label: word('keyGo') },
      { keys: ['Home', 'End'], label: word('keyEnds') },
      ...(moves ? [{ keys: ['Ctrl+←', 'Ctrl+→'], label: word('keyMove') }] : []),
      { keys: 'Enter', label: 'keys.open' },
      { keys: ['Space', 'Alt+Enter'], label: 'keys.look' },
    ];
  }

  get #options(): BoardOptions {
    return this.port.options as unknown as BoardOptions;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('port')) return;
    this.lanes = undefined;
    void this.refresh().catch((error: unknown) => this.port.failed(error));
  }

  override render() {
    return drawBoard(this.port, this.lanes, this.#acts());
  }

  /** What is drawn may ask for these. */
  #acts(): BoardPort {
    return {
      ...{ over: this.over, busy: this.busy, current: this.#tabStop() },
      ...{ refusal: this.port.refusal(this.#options.by), left: this.left },
      setOver: (lane) => (this.over = lane),
      laneAt: (x, y) => {
        const hit = (this.renderRoot as ShadowRoot).elementFromPoint(x, y);
        return hit?.closest<HTMLElement>('.lane')?.dataset['lane'];
      },
      setCurrent: (id) => (this.current = id),
      move: (id, lane) => void this.#move(id, lane),
      more: (lane) => void this.#more(lane),
      key: (event, id) => this.#key(event, id),
    };
  }

  #tabStop(): string {
    const { rows } = this;
    return rows.some((row) => row.id === this.current) ? this.current : (rows[0]?.id ?? '');
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const { port } = this;
    const { by } = this.#options;
    const column = port.column(by);
    if (!column) return;
    const { dictionary, document } = column.field;
    const none = port.host.t('list.groupEmpty', { name: column.label });
    const { groups, left } = await port.groups();
    const heads = lanesOf(groups, {
      choices: dictionary === undefined ? undefined : port.host.choices(dictionary),
      ...{ none, mayBeNone: document.required !== true },
    });
    // The columns are there at once, their cards follow from the left.
    let lanes: readonly Lane[] = heads.map((lane) => ({ ...lane, cards: this.#cardsOf(lane.key) }));
    for (let at = 0; at < lanes.length; at += lanesAtOnce) {
      if (this.#isOld(turn)) return;
      this.lanes = lanes;
      this.left = left;
      const next = lanes.slice(at, at + lanesAtOnce);
      const filled = await Promise.all(next.map((lane) => this.#fill(lane)));
      lanes = lanes.map((lane, index) => filled[index - at] ?? lane);
    }
    if (this.#isOld(turn)) return;
    const focused = this.#focused;
    this.lanes = lanes;
    this.left = left;
    await this.updateComplete;
    // A card that moves to another place within the page loses it.
    if (focused !== undefined && this.#focused === undefined) this.focusRow(focused);
  }

  /** The card that has the focus. */
  get #focused(): string | undefined {
    const link = (this.renderRoot as ShadowRoot).activeElement
      ?.closest('.card')
      ?.querySelector<HTMLElement>('a[data-id]');
    return link?.dataset['id'];
  }

  /** A later request, or a card that was moved meanwhile, knows better. */
  #isOld(turn: number): boolean {
    return turn !== this.#turn || this.busy.size > 0;
  }

  #cardsOf(key: string): readonly WireRecord[] {
    return this.lanes?.find((lane) => lane.key === key)?.cards ?? [];
  }

  async #fill(lane: Lane): Promise<Lane> {
    if (lane.count === 0) return { ...lane, cards: [] };
    const limit = Math.min(mostRows, Math.max(cardsAtOnce, lane.cards.length));
    const { rows } = await this.port.rows({ within: laneFilter(this.#options.by, lane), limit });
    return { ...lane, cards: rows };
  }

  focusRow(id: string): void {
    this.current = id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`a[data-id="${id}"]`)?.focus());
  }

  async #more(lane: Lane): Promise<void> {
    const { port } = this;
    const offset = lane.cards.length;
    try {
      const page = await port.rows({ within: laneFilter(this.#options.by, lane), offset, limit: cardsAtOnce });
      const add = (each: Lane): Lane => {
        const held = new Set(each.cards.map((card) => card.id));
        return { ...each, cards: [...each.cards, ...page.rows.filter((row) => !held.has(row.id))] };
      };
      this.lanes = this.lanes?.map((each) => (each.key === lane.key ? add(each) : each));
      if (page.rows[0]) this.focusRow(page.rows[0].id);
    } catch (error) {
      port.failed(error);
    }
  }

  /** Moves a card; `back` takes an earlier move back: the column's value, and what else it had changed. */
  async #move(id: string, to: string, back?: Readonly<Record<string, unknown>>): Promise<void> {
    const { port, lanes } = this;
    const from = lanes && laneOf(lanes, id);
    const card = from?.cards.find((each) => each.id === id);
    const target = lanes?.find((lane) => lane.key === to);
    if (!from || !card || !target || from.key === to || this.busy.has(id)) return;
    const { by } = this.#options;
    const refusal = port.refusal(by);
    if (refusal !== undefined) return port.refuse(refusal);
    this.#turn += 1;
    this.lanes = moveCard(lanes, id, to);
    this.busy = new Set(this.busy).add(id);
    this.focusRow(id);
    const answer = await port.change(card, { ...back, [by]: target.value });
    this.busy = new Set([...this.busy].filter((each) => each !== id));
    const name = port.nameOf(card);
    if (answer.kind !== 'changed') {
      this.lanes = moveCard(this.lanes, id, from.key);
      this.focusRow(id);
      if (answer.kind === 'refused') port.refuse(port.host.t('board.refused', { name, reason: answer.reason }));
    } else {
      this.lanes = replaceCard(this.lanes, answer.record);
      if (back) port.announce(port.host.t('cell.undone'));
      else
        port.done(
          port.host.t('board.moved', { name, lane: target.label }),
          () => void this.#move(id, from.key, answer.undo ?? {}),
        );
    }
    await this.refresh().catch((error: unknown) => port.failed(error));
  }

  #key(event: KeyboardEvent, id: string): void {
    const { key } = event;
    const lanes = this.lanes ?? [];
    if ((event.ctrlKey || event.metaKey) && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      event.preventDefault();
      const at = lanes.findIndex((lane) => lane.cards.some((card) => card.id === id));
      const to = lanes[at + (key === 'ArrowRight' ? 1 : -1)];
      if (to) void this.#move(id, to.key);
      return;
    }
    if (key === ' ' || (key === 'Enter' && event.altKey)) {
      event.preventDefault();
      return this.port.look(id);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextCard(lanes, id, key);
    if (next === undefined) return;
    event.preventDefault();
    this.focusRow(next);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-board': TrBoard;
  }
}
