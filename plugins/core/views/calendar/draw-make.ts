/** The button that makes a record on a day. */
import { html, icon, type ModePort } from '../../../../runtime/api.js';
import { say } from './say.js';

/** In a cell it shows under the pointer; keys have their own way. */
export function makeButton(port: ModePort, day: string, make: (day: string) => void, isShown = false) {
  const words = say(port.host, 'make', { date: port.host.formats.date(day) });
  return html`<button
    type="button"
    class="ib make ${isShown ? '' : 'xs'}"
    tabindex=${isShown ? '0' : '-1'}
    aria-label=${words}
    data-tip=${words}
    @click=${(event: Event) => {
      event.stopPropagation();
      make(day);
    }}
  >
    ${icon('plus', isShown ? 'm' : 's')}
  </button>`;
}
