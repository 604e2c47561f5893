/** An entry of a day as templates: its dot, its words, its button, its menu. */
import { html, nothing, type MenuItem, type ModePort } from '../../../../runtime/api.js';
import { startDrag } from '../pointer-drag.js';
import type { CalendarPort } from './calendar-port.js';
import type { Entry } from '../entry.js';
import type { CalendarOptions } from './schema.js';

function colourOf(port: ModePort, { row }: Entry): string {
  const { colour } = port.options as unknown as CalendarOptions;
  const field = colour === undefined ? undefined : port.column(colour)?.field;
  if (!field?.dictionary) return 'blue';
  return port.host.choice(field.dictionary, String(row[field.name]))?.colour ?? 'grey';
}

export const dot = (port: ModePort, entry: Entry) => html`<span class="tag ${colourOf(port, entry)}"><i></i></span>`;

/** The time only on the day that it begins. */
const timeOf = ({ host }: ModePort, { at, first }: Entry, day: string): string =>
  at !== undefined && first === day ? host.formats.time(at) : '';

export const wordsOf = (port: ModePort, entry: Entry, day: string): string =>
  [timeOf(port, entry, day), port.nameOf(entry.row)].filter(Boolean).join(' ');

/** The kind in words too: colour alone says nothing. */
function tipOf(port: ModePort, entry: Entry, day: string): string {
  const { colour } = port.options as unknown as CalendarOptions;
  const kind = colour === undefined ? '' : port.column(colour)?.text(entry.row);
  return [wordsOf(port, entry, day), kind].filter(Boolean).join(', ');
}

export function entryButton(port: ModePort, entry: Entry, day: string, acts: CalendarPort) {
  const { row } = entry;
  return html`<button
    type="button"
    class="entry ${entry.first < day ? 'goes-on' : ''} ${acts.refusal ? '' : 'movable'}"
    data-id=${row.id}
    tabindex="-1"
    aria-label=${tipOf(port, entry, day)}
    data-tip=${tipOf(port, entry, day)}
    @click=${(event: Event) => {
      event.stopPropagation();
      port.look(row.id);
    }}
    @keydown=${(event: KeyboardEvent) => acts.entryKey(event, entry, day)}
    @contextmenu=${(event: Event) => moveMenu(port, event, entry, acts)}
    @pointerdown=${(event: PointerEvent) => {
      if (acts.refusal) return;
      const place = { placeAt: acts.dayAt, over: acts.setOver, drop: acts.moveTo };
      startDrag(event, event.currentTarget as HTMLElement, place);
    }}
  >
    ${dot(port, entry)}${timeOf(port, entry, day) ? html`<span class="time num">${timeOf(port, entry, day)}</span>` : nothing}<span
      class="clip"
      >${port.nameOf(row)}</span
    >
  </button>`;
}

/** What dragging does, by a menu. */
export function moveMenu(port: ModePort, event: Event, entry: Entry, acts: CalendarPort): void {
  event.preventDefault();
  event.stopPropagation();
  const { t } = port.host;
  const move = (id: 'dayBefore' | 'dayAfter' | 'weekBefore' | 'weekAfter', days: number): MenuItem => ({
    id,
    label: t(`calendar.${id}`),
    ...(acts.refusal ? { reason: acts.refusal } : {}),
    run: () => acts.moveBy(entry, days),
  });
  const look: MenuItem = { id: 'look', label: t('list.open'), icon: 'eye', run: () => port.look(entry.row.id) };
  const moves = [move('dayBefore', -1), move('dayAfter', 1), move('weekBefore', -7), move('weekAfter', 7)];
  port.menu(event.currentTarget as HTMLElement, t('calendar.menu', { name: port.nameOf(entry.row) }), [look, ...moves]);
}
