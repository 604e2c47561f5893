/** A tree as templates: its lines with their values, and the menu that moves a record under another. */
import { html, icon, iconButton, nothing, repeat, type MenuItem, type ModePort, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { top, type Line } from './branches.js';

/** Records that the menu offers to move under. */
const mostOffered = 40;

export interface TreePort {
  /** The look-up to the record above. */
  readonly parent: string;
  /** The line that Tab reaches. */
  readonly current: string;
  /** A record and those below it. */
  below(id: string): ReadonlySet<string>;
  setCurrent(id: string): void;
  toggle(line: Line): void;
  key(event: KeyboardEvent, line: Line): void;
  /** The rest of a branch. */
  more(parent: string): void;
  move(row: WireRecord, to: string): void;
}

export function drawTree(port: ModePort, lines: readonly Line[], acts: TreePort) {
  const { t } = port.host;
  return html`${port.filtered ? html`<p class="note">${t('tree.flat')}</p>` : nothing}
    <p class="hide" id="keys">${t('tree.keys')}</p>
    <div class="tree" role="treegrid" aria-label=${port.label} aria-describedby="keys">
      ${repeat(
        lines,
        (line) => line.row.id,
        (line) => html`${drawLine(port, line, lines, acts)} ${line.more ? moreLine(port, line, acts) : nothing}`,
      )}
    </div>`;
}

function drawLine(port: ModePort, line: Line, lines: readonly Line[], acts: TreePort) {
  const { t, href } = port.host;
  const { row, count, isOpen, level } = line;
  const name = port.nameOf(row);
  const values = port.columns.slice(1).filter((column) => column.path !== acts.parent);
  return html`<div
    class="line"
    role="row"
    style="--level:${level}"
    data-id=${row.id}
    tabindex=${row.id === acts.current ? '0' : '-1'}
    aria-level=${level}
    aria-posinset=${line.place}
    aria-setsize=${line.size}
    aria-expanded=${count > 0 ? String(isOpen) : nothing}
    @focus=${() => acts.setCurrent(row.id)}
    @keydown=${(event: KeyboardEvent) => acts.key(event, line)}
  >
    <span role="gridcell" style="display:contents"
      ><span class="twist" aria-hidden="true" @click=${() => acts.toggle(line)}
        >${count > 0 ? icon(isOpen ? 'chevron-down' : 'chevron-right', 's') : nothing}</span
      ><a class="name" tabindex="-1" href=${href(port.entity.name, row.id) ?? nothing}>${name}</a>
      ${count > 0 ? html`<span class="below">${t('tree.below', { count })}</span>` : nothing}
    </span>
    <span class="sp" role="presentation"></span>
    ${values.map((column) => html`<span role="gridcell" class="value clip" data-tip=${column.text(row)}>${column.display(row)}</span>`)}
    <span role="gridcell"
      >${iconButton({
        label: t('board.menu', { name }),
        icon: 'ellipsis',
        size: 'xs',
        run: (event) => port.menu(event.currentTarget as HTMLElement, name, itemsOf(port, line, lines, acts)),
      })}</span
    >
  </div>`;
}

const moreLine = (port: ModePort, { parent }: Line, acts: TreePort) =>
  html`<div role="row">
    <span role="gridcell"
      ><button type="button" class="more" @click=${() => acts.more(parent)}>${port.host.t('tree.more')}</button></span
    >
  </div>`;

function itemsOf(port: ModePort, { row, parent }: Line, lines: readonly Line[], acts: TreePort): readonly MenuItem[] {
  const { t } = port.host;
  const refusal = port.refusal(acts.parent);
  const below = acts.below(row.id);
  const targets = lines.filter((line) => !below.has(line.row.id) && line.row.id !== parent).slice(0, mostOffered);
  const reason = refusal === undefined ? {} : { reason: refusal };
  const move = (id: string, label: string) => ({ id, label, ...reason, run: () => acts.move(row, id) });
  return [
    { id: 'look', label: t('quick.title'), icon: 'eye', run: () => port.look(row.id) },
    ...(parent === top && !port.filtered ? [] : [move(top, t('tree.toTop'))]),
    ...targets.map((line, index) => ({
      ...move(line.row.id, port.nameOf(line.row)),
      ...(index === 0 ? { section: t('tree.moveUnder') } : {}),
    })),
  ];
}
