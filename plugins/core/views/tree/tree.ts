/**
 * `<tr-tree>`: records below one another. A branch is fetched when it is opened, with the counts of what stands below each
 * of its records. A record is moved under another by its menu; the server keeps circles out.
 */
import { customElement, html, icon, iconButton, nothing, property, repeat, state, TrElement, type MenuItem, type ModeElement, type ModePort, type PropertyValues, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { branchFilter, linesOf, nextLine, top, withBelow, type Branch, type Line } from './branches.js';
import type { TreeOptions } from './schema.js';
import { treeStyles } from './tree-styles.js';

/** Rows of a branch that are fetched at once. */
const atOnce = 100;
/** Records that the menu offers to move under. */
const mostOffered = 40;

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
    const { port } = this;
    if (!this.branches.has(top)) return html`<tr-skeleton .columns=${2}></tr-skeleton>`;
    const lines = this.#lines;
    const stop = lines.some((line) => line.row.id === this.current) ? this.current : lines[0]?.row.id;
    return html`${port.filtered ? html`<p class="note">${this.t('tree.flat')}</p>` : nothing}
      <p class="hide" id="keys">${this.t('tree.keys')}</p>
      <div class="tree" role="treegrid" aria-label=${port.label} aria-describedby="keys">
        ${repeat(
          lines,
          (line) => line.row.id,
          (line) => this.#line(line, line.row.id === stop),
        )}
      </div>`;
  }

  #line(line: Line, isStop: boolean) {
    const { port } = this;
    const { row, count, isOpen, level } = line;
    const name = port.nameOf(row);
    const values = port.columns.slice(1).filter((column) => column.path !== this.#parent);
    return html`<div
        class="line"
        role="row"
        style="--level:${level}"
        data-id=${row.id}
        tabindex=${isStop ? '0' : '-1'}
        aria-level=${level}
        aria-posinset=${line.place}
        aria-setsize=${line.size}
        aria-expanded=${count > 0 ? String(isOpen) : nothing}
        @focus=${() => (this.current = row.id)}
        @keydown=${(event: KeyboardEvent) => this.#key(event, line)}
      >
        <span role="gridcell" style="display:contents"
          ><span class="twist" aria-hidden="true" @click=${() => this.#toggle(line)}
            >${count > 0 ? icon(isOpen ? 'chevron-down' : 'chevron-right', 's') : nothing}</span
          ><a class="name" tabindex="-1" href=${port.host.href(port.entity.name, row.id) ?? nothing}>${name}</a>
          ${count > 0 ? html`<span class="below">${this.t('tree.below', { count })}</span>` : nothing}
        </span>
        <span class="sp" role="presentation"></span>
        ${values.map((column) => html`<span role="gridcell" class="value clip" data-tip=${column.text(row)}>${column.display(row)}</span>`)}
        <span role="gridcell"
          >${iconButton({
            label: this.t('board.menu', { name }),
            icon: 'ellipsis',
            size: 'xs',
            run: (event) => port.menu(event.currentTarget as HTMLElement, name, this.#items(line)),
          })}</span
        >
      </div>
      ${
        line.more
          ? html`<div role="row">
              <span role="gridcell"
                ><button type="button" class="more" @click=${() => void this.#guard(this.#fetch(line.parent, true))}>
                  ${this.t('tree.more')}
                </button></span
              >
            </div>`
          : nothing
      }`;
  }

  #items({ row, parent }: Line): readonly MenuItem[] {
    const { port } = this;
    const refusal = port.refusal(this.#parent);
    const below = withBelow(this.branches, row.id);
    const targets = this.#lines
      .filter((line) => !below.has(line.row.id) && line.row.id !== parent)
      .slice(0, mostOffered);
    const reason = refusal === undefined ? {} : { reason: refusal };
    const move = (id: string, label: string) => ({
      id,
      label,
      ...reason,
      run: () => void this.#guard(this.#move(row, id)),
    });
    return [
      { id: 'look', label: this.t('quick.title'), icon: 'eye', run: () => port.look(row.id) },
      ...(parent === top && !port.filtered ? [] : [move(top, this.t('tree.toTop'))]),
      ...targets.map((line, index) => ({
        ...move(line.row.id, port.nameOf(line.row)),
        ...(index === 0 ? { section: this.t('tree.moveUnder') } : {}),
      })),
    ];
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
    const groups =
      ids.length === 0 || port.filtered ? [] : await port.groups({ field: this.#parent, op: 'in', value: ids });
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
    if (typeof answer === 'string') return port.refuse(this.t('tree.refused', { name, reason: answer }));
    if (to !== top) this.open = new Set(this.open).add(to);
    if (back) port.announce(this.t('cell.undone'));
    else {
      const text = target
        ? this.t('tree.moved', { name, parent: port.nameOf(target) })
        : this.t('tree.movedTop', { name });
      port.done(text, () => void this.#guard(this.#move({ ...row, ...answer }, before?.id ?? top, true)));
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
