/**
 * `<tr-tree>`: records below one another. A branch is fetched when it is opened, with the counts of what stands below each
 * of its records. A record is moved under another by its menu; the server keeps circles out.
 */
import { customElement, html, property, state, TrElement, type ModeElement, type ModePort, type PropertyValues, type Shortcut, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { branchFilter, linesOf, nextLine, top, withBelow, type Branch, type Line } from './branches.js';
import { drawTree } from './draw-tree.js';
import { say } from './say.js';
import type { TreeOptions } from './schema.js';
import { treeStyles } from './tree-styles.js';

/** Rows of a branch that are fetched at once. */
const atOnce = 100;

@customElement('tr-tree')
export class TrTree extends TrElement implements ModeElement {
  @property({ attribute: false }) port!: ModePort;
  @state() private branches: ReadonlyMap<string, Branch> = new Map();
  @state() private counts: ReadonlyMap<string, number> = new Map();
  @state() private open: ReadonlySet<string> = new Set();
  /** The line that Tab reaches. */
  @state() private current = '';
  #turn = 0;

  static override styles = treeStyles;

  get rows(): readonly WireRecord[] {
    return this.#lines.map((line) => line.row);
  }

  get keys(): readonly Shortcut[] {
    const word = (key: Parameters<typeof say>[1]) => () => say(this.port.host, key);
    return [
      { keys: ['↑', '↓'], label: word('keyGo') },
      { keys: ['Home', 'End'], label: word('keyEnds') },
      { keys: ['→', '←'], label: word('keyOpen') },
      { keys: 'Enter', label: 'keys.open' },
      { keys: 'Space', label: 'keys.look' },
    ];
  }

  get #parent(): string {
    return (this.port.options as unknown as TreeOptions).parent;
  }

  get #lines(): readonly Line[] {
    return linesOf(this.branches, this.open, this.counts);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('port')) return;
    this.branches = new Map();
    this.open = new Set();
    void this.#guard(this.refresh());
  }

  override render() {
    if (!this.branches.has(top)) return html`<tr-skeleton .columns=${2}></tr-skeleton>`;
    const lines = this.#lines;
    return drawTree(this.port, lines, {
      parent: this.#parent,
      current: lines.some((line) => line.row.id === this.current) ? this.current : (lines[0]?.row.id ?? ''),
      below: (id) => withBelow(this.branches, id),
      setCurrent: (id) => (this.current = id),
      toggle: (line) => this.#toggle(line),
      key: (event, line) => this.#key(event, line),
      more: (parent) => void this.#guard(this.#fetch(parent, true)),
      move: (row, to) => void this.#guard(this.#move(row, to)),
    });
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const loaded = [top, ...this.open];
    await Promise.all(loaded.map((id) => this.#fetch(id, false, () => turn === this.#turn)));
    await this.updateComplete;
  }

  /** A branch as far as it is loaded, or the rest of it; and what stands below each of its records. */
  async #fetch(id: string, further: boolean, isMine = () => true): Promise<void> {
    const { port } = this;
    const held = further ? (this.branches.get(id)?.rows ?? []) : [];
    const within = branchFilter(this.#parent, id, port.filtered);
    const { rows } = await port.rows({ within, offset: held.length, limit: atOnce });
    const ids = rows.map((row) => row.id);
    const { groups } =
      ids.length === 0 || port.filtered
        ? { groups: [] }
        : await port.groups({ field: this.#parent, op: 'in', value: ids });
    if (port !== this.port || !isMine()) return;
    const counts = new Map(this.counts);
    for (const each of ids) counts.delete(each);
    for (const { value, count } of groups) if (value !== null) counts.set(value, count);
    this.counts = counts;
    this.branches = new Map(this.branches).set(id, { rows: [...held, ...rows], more: rows.length === atOnce });
  }

  #toggle({ row, count, isOpen }: Line): void {
    if (count === 0) return;
    this.current = row.id;
    const open = new Set(this.open);
    if (isOpen) open.delete(row.id);
    else open.add(row.id);
    this.open = open;
    if (!isOpen && !this.branches.has(row.id)) void this.#guard(this.#fetch(row.id, false));
  }

  focusRow(id: string): void {
    this.current = id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus());
  }

  /** `back` is the undo of an earlier move. */
  async #move(row: WireRecord, to: string, back = false): Promise<void> {
    const { port } = this;
    const parent = this.#parent;
    const name = port.nameOf(row);
    const before = row[parent] as { readonly id: string } | null | undefined;
    const target = this.rows.find((each) => each.id === to);
    const answer = await port.change(row, { [parent]: to === top ? null : to });
    if (answer.kind === 'refused') return port.refuse(this.t('tree.refused', { name, reason: answer.reason }));
    if (answer.kind === 'kept') return this.refresh();
    if (to !== top) this.open = new Set(this.open).add(to);
    if (back) port.announce(this.t('cell.undone'));
    else {
      const text = target
        ? this.t('tree.moved', { name, parent: port.nameOf(target) })
        : this.t('tree.movedTop', { name });
      port.done(text, () => void this.#guard(this.#move({ ...row, ...answer.record }, before?.id ?? top, true)));
    }
    await this.refresh();
    this.focusRow(row.id);
  }

  #key(event: KeyboardEvent, line: Line): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const { row, isOpen, count } = line;
    const next = nextLine(this.#lines, row.id, key);
    const href = this.port.host.href(this.port.entity.name, row.id);
    if (next !== undefined) this.focusRow(next);
    else if ((key === 'ArrowRight' && !isOpen && count > 0) || (key === 'ArrowLeft' && isOpen)) this.#toggle(line);
    else if (key === 'Enter' && href !== undefined) void this.host.router.go(href);
    else if (key === ' ') this.port.look(row.id);
    else return;
    event.preventDefault();
  }

  async #guard(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.port.failed(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-tree': TrTree;
  }
}
