/** The places of a map as a table: all that the map shows, for whoever cannot see it, and those it does not know. */
import { html, nothing, repeat, type ModeColumn, type ModePort } from '../../../../runtime/api.js';
import { sumColumn } from './chart-input.js';
import type { MapActs, MapShown } from './map-port.js';
import { nowhere, type MapPlace } from './places.js';
import { say } from './say.js';

/** The unit stands in the head. */
const withoutUnit = ({ figure, unit = '' }: ModeColumn, sum: unknown): string => figure(sum).replace(unit, '').trim();

export function drawPlaces(port: ModePort, places: readonly MapPlace[], { current }: MapShown, acts: MapActs) {
  const { host } = port;
  const summed = sumColumn(port);
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${say(host, 'place')}</th>
          <th scope="col" class="num">${port.label}</th>
          ${summed ? html`<th scope="col" class="num">${summed.label}${summed.unit === undefined ? '' : `, ${summed.unit}`}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          places,
          ({ key }) => key,
          (place) =>
            html`<tr class="pick ${place.key === nowhere ? 'nowhere' : ''}" @click=${() => acts.choose(place.key)}>
              <td>
                <button
                  type="button"
                  class="go"
                  data-line=${place.key}
                  tabindex=${place.key === current ? '0' : '-1'}
                  aria-describedby="keys"
                  @focus=${() => acts.setCurrent(place.key)}
                  @keydown=${(event: KeyboardEvent) => acts.key(event, place.key)}
                >
                  ${place.label}
                </button>
              </td>
              <td class="num">${host.formats.number(place.count)}</td>
              ${summed ? html`<td class="num">${withoutUnit(summed, place.sum)}</td>` : nothing}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
