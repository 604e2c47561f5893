/** A bar of a timeline as a template, and the menu that does what dragging does. */
import { html, nothing, type MenuItem, type ModePort } from '../../../../runtime/api.js';
import type { Entry } from '../entry.js';
import type { Grip } from './changes.js';
import type { Bar, Lane } from './lanes.js';
import { say } from './say.js';
import type { TimelineActs, TimelineShown } from './timeline-port.js';

export function drawBar(port: ModePort, bar: Bar, lane: Lane, shown: TimelineShown, acts: TimelineActs) {
  const { entry, left, width, line, words, before, after } = bar;
  const { id } = entry.row;
  const text = shown.wordsOf(entry);
  const spoken = spokenOf(port, entry, [text, shown.inLanes ? lane.label : '']);
  const isFree = shown.refusal === undefined;
  const grip = (which: Grip) =>
    isFree && shown.resizable
      ? html`<i class="grip ${which}" @pointerdown=${(event: PointerEvent) => pull(event, which)}></i>`
      : nothing;
  const pull = (event: PointerEvent, which: Grip) => {
    if (!isFree) return;
    event.stopPropagation();
    acts.drag(event, entry, which);
  };
  return html`<button
    type="button"
    class="piece tag ${lane.colour ?? 'blue'} ${words} ${before ? 'from' : ''} ${after ? 'on-to' : ''} ${isFree ? 'movable' : ''}"
    style="left:${left}%;width:${width}%;--line:${line}"
    data-id=${id}
    tabindex=${id === shown.current ? '0' : '-1'}
    aria-label=${spoken}
    aria-describedby="keys"
    data-tip=${spoken}
    @focus=${() => acts.setCurrent(id)}
    @keydown=${(event: KeyboardEvent) => acts.key(event, entry)}
    @pointerdown=${(event: PointerEvent) => pull(event, 'all')}
    @dragstart=${(event: Event) => event.preventDefault()}
    @click=${(event: MouseEvent) => {
      // A finger neither drags nor has a second button.
      if ((event as PointerEvent).pointerType === 'touch') openMenu(port, event, entry, shown, acts);
      else port.look(id);
    }}
    @contextmenu=${(event: Event) => openMenu(port, event, entry, shown, acts)}
  >
    ${before ? nothing : grip('first')}${text === '' ? nothing : html`<span class="words">${text}</span>`}${after ? nothing : grip('last')}
  </button>`;
}

/** Name, what is written on it, lane and days: what a bar and its place say to the eye. */
function spokenOf(port: ModePort, { row, first, last }: Entry, besides: readonly string[]): string {
  const { formats } = port.host;
  const days = first === last ? formats.date(first) : `${formats.date(first)} – ${formats.date(last)}`;
  return [...new Set([port.nameOf(row), ...besides, days])].filter(Boolean).join(', ');
}

function openMenu(port: ModePort, event: Event, entry: Entry, shown: TimelineShown, acts: TimelineActs): void {
  event.preventDefault();
  event.stopPropagation();
  const { host } = port;
  const reason = shown.refusal === undefined ? {} : { reason: shown.refusal };
  const change = (id: 'earlier' | 'later' | 'longer' | 'shorter', grip: Grip, by: number): MenuItem => ({
    id,
    label: say(host, id),
    ...reason,
    run: () => acts.change(entry, grip, by),
  });
  const items: readonly MenuItem[] = [
    { id: 'look', label: host.t('list.open'), icon: 'eye', run: () => port.look(entry.row.id) },
    change('earlier', 'all', -1),
    change('later', 'all', 1),
    ...(shown.resizable ? [change('longer', 'last', 1), change('shorter', 'last', -1)] : []),
  ];
  port.menu(event.currentTarget as HTMLElement, say(host, 'menu', { name: port.nameOf(entry.row) }), items);
}
