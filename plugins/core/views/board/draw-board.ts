/** The board as templates: columns with their counts and sums, cards with their names and values. */
import { html, icon, nothing, repeat, tag, type MenuItem, type ModeColumn, type ModePort, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { pipelineOf, standing } from '../../../../metadata/rules/pipeline.js';
import { startDrag } from '../pointer-drag.js';
import { cardPaths, type BoardOptions } from './schema.js';
import type { Lane } from './lanes.js';
import { say } from './say.js';

export interface BoardPort {
  readonly over: string | undefined;
  readonly busy: ReadonlySet<string>;
  readonly current: string;
  /** Why cards cannot be moved at all. */
  readonly refusal: string | undefined;
  /** Columns that there are besides those drawn. */
  readonly left: number;
  setOver(lane: string | undefined): void;
  laneAt(x: number, y: number): string | undefined;
  setCurrent(id: string): void;
  move(id: string, lane: string): void;
  more(lane: Lane): void;
  key(event: KeyboardEvent, id: string): void;
}

export function drawBoard(port: ModePort, lanes: readonly Lane[] | undefined, acts: BoardPort) {
  if (!lanes) return html`<tr-skeleton .columns=${4}></tr-skeleton>`;
  const { t } = port.host;
  return html`${acts.refusal ? html`<p class="note">${t('board.readOnly', { reason: acts.refusal })}</p>` : nothing}
    ${acts.left > 0 ? leftOut(port, acts.left) : nothing}
    <p class="hide" id="keys">${t(acts.refusal ? 'board.keysRead' : 'board.keys')}</p>
    <div class="lanes" role="group" aria-label=${port.label}>
      ${repeat(
        lanes,
        (lane) => lane.key,
        (lane) => drawLane(port, lane, lanes, acts),
      )}
    </div>`;
}

/** More values than columns can stand side by side. */
function leftOut(port: ModePort, count: number) {
  const { by } = port.options as unknown as BoardOptions;
  const name = port.column(by)?.label ?? by;
  return html`<p class="note">
    ${say(port.host, 'left', { count })}
    <button
      type="button"
      class="linkish"
      aria-haspopup="dialog"
      @click=${(event: Event) => port.askFilter(by, event.currentTarget as HTMLElement)}
    >
      ${say(port.host, 'filter', { name })}
    </button>
  </p>`;
}

function drawLane(port: ModePort, lane: Lane, lanes: readonly Lane[], acts: BoardPort) {
  const { host } = port;
  const { sums = [] } = port.options as unknown as BoardOptions;
  const columns = cardPaths(port.options as unknown as BoardOptions, port.columns.map(({ path }) => path)) // prettier-ignore
    .flatMap((path) => port.column(path) ?? []);
  const name = host.t('board.lane', { name: lane.label, count: lane.count });
  const left = lane.count - lane.cards.length;
  return html`<section class="lane ${acts.over === lane.key ? 'over' : ''}" data-lane=${lane.key} aria-label=${name}>
    <header>
      <h2>
        ${lane.colour ? tag(lane.label, lane.colour) : html`<span class="clip" data-tip=${lane.label}>${lane.label}</span>`}
        <span class="ct num">${host.formats.number(lane.count)}</span>
      </h2>
      ${sums.map((path, index) => {
        const column = port.column(path);
        return column
          ? html`<div class="sum">
              <span class="clip">${column.label}</span><b class="num">${column.figure(lane.sums[index])}</b>
            </div>`
          : nothing;
      })}
    </header>
    <ul class="cards">
      ${repeat(
        lane.cards,
        (card) => card.id,
        (card) => drawCard(port, card, lane, { columns, lanes, acts }),
      )}
      ${lane.count === 0 ? html`<li class="none">${host.t('board.empty')}</li>` : nothing}
      ${
        left > 0 && lane.cards.length > 0
          ? html`<li>
              <button type="button" class="more" @click=${() => acts.more(lane)}>
                ${host.t('board.more', { count: left })}
              </button>
            </li>`
          : nothing
      }
    </ul>
  </section>`;
}

interface CardPlace {
  readonly columns: readonly ModeColumn[];
  readonly lanes: readonly Lane[];
  readonly acts: BoardPort;
}

function drawCard(port: ModePort, card: WireRecord, lane: Lane, place: CardPlace) {
  const { columns, acts } = place;
  const name = port.nameOf(card);
  const stop = acts.current === card.id ? '0' : '-1';
  const openMenu = (event: Event) =>
    port.menu(event.currentTarget as HTMLElement, name, cardItems(port, card, lane, place));
  return html`<li
    class="card ${acts.refusal ? '' : 'movable'} ${acts.busy.has(card.id) ? 'busy' : ''}"
    data-id=${card.id}
    @pointerdown=${(event: PointerEvent) => {
      if (acts.refusal || (event.target as HTMLElement).closest('button')) return;
      startDrag(event, event.currentTarget as HTMLElement, {
        placeAt: acts.laneAt,
        over: acts.setOver,
        drop: acts.move,
      });
    }}
    @dragstart=${(event: Event) => event.preventDefault()}
  >
    <div class="top">
      <a
        href=${port.host.href(port.entity.name, card.id) ?? nothing}
        data-id=${card.id}
        tabindex=${stop}
        aria-describedby="keys"
        @focus=${() => acts.setCurrent(card.id)}
        @keydown=${(event: KeyboardEvent) => acts.key(event, card.id)}
        >${name}</a
      >
      <button
        type="button"
        class="ib xs"
        tabindex=${stop}
        aria-haspopup="menu"
        aria-label=${port.host.t('board.menu', { name })}
        data-tip=${port.host.t('list.actions')}
        @click=${openMenu}
      >
        ${icon('ellipsis')}
      </button>
    </div>
    ${drawAge(port, card)}
    <dl>
      ${columns.map((column) => {
        const text = column.text(card);
        if (text === '') return nothing;
        return html`<div><dt>${column.label}</dt><dd data-tip=${text}>${column.display(card)}</dd></div>`; // prettier-ignore
      })}
    </dl>
  </li>`;
}

/** How long a card has stood in its column, where that is a stage; one that stands too long has a sign and says so. */
function drawAge(port: ModePort, card: WireRecord) {
  const pipeline = pipelineOf(port.entity, (port.options as unknown as BoardOptions).by);
  const { host, timeZone } = port;
  const stands = pipeline && standing(pipeline, card, { today: host.today(), timeZone });
  if (!stands) return nothing;
  const { days: count, limit = 0, isOver } = stands;
  return html`<p
    class="age ${isOver ? 'over' : ''}"
    data-tip=${isOver ? say(host, 'limit', { count: limit }) : nothing}
  >
    ${icon(isOver ? 'triangle-alert' : 'clock', 's')}${say(host, isOver ? 'over' : 'age', { count })}
  </p>`;
}

/** What the mouse and the keys do, for whoever has neither. */
function cardItems(port: ModePort, card: WireRecord, lane: Lane, { lanes, acts }: CardPlace): readonly MenuItem[] {
  const { t } = port.host;
  const look: MenuItem = { id: 'look', label: t('quick.title'), icon: 'eye', run: () => port.look(card.id) };
  return [
    look,
    ...lanes.map((each, index) => ({
      id: each.key,
      label: each.label,
      checked: each.key === lane.key,
      ...(index === 0 ? { section: t('board.moveTo') } : {}),
      ...(acts.refusal && each.key !== lane.key ? { reason: acts.refusal } : {}),
      run: () => acts.move(card.id, each.key),
    })),
  ];
}
