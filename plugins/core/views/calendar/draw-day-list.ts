/** The entries of one day as a list, for phones. */
import { html, icon, nothing, type ModePort } from '../../../../runtime/api.js';
import type { CalendarPort, Shown } from './calendar-port.js';
import { dot, moveMenu, wordsOf } from './draw-entry.js';
import { makeButton } from './draw-make.js';
import type { Entry } from '../entry.js';

/** A phone has no room in its cells: the chosen day is listed below; where it is the only one, the bar has said its date. */
export function dayList(port: ModePort, { day, scale }: Shown, entries: readonly Entry[], acts: CalendarPort) {
  const { host } = port;
  return html`<section class="list" aria-label=${host.formats.date(day)}>
    ${
      scale === 'day' && !acts.make
        ? nothing
        : html`<div class="top">
            ${scale === 'day' ? html`<span></span>` : html`<h3>${host.formats.date(day)}</h3>`}
            ${acts.make ? makeButton(port, day, acts.make, true) : nothing}
          </div>`
    }
    ${entries.length === 0 ? html`<p class="t3">${host.t('calendar.none')}</p>` : nothing}
    <ul>
      ${entries.map(
        (entry) =>
          html`<li>
            ${dot(port, entry)}
            <a href=${host.href(port.entity.name, entry.row.id) ?? nothing}>${wordsOf(port, entry, day)}</a>
            <button
              type="button"
              class="ib"
              aria-haspopup="menu"
              aria-label=${host.t('calendar.menu', { name: port.nameOf(entry.row) })}
              @click=${(event: Event) => moveMenu(port, event, entry, acts)}
            >
              ${icon('ellipsis')}
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}
