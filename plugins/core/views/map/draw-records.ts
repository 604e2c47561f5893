/** The records of one place: their names and the first values of the list. */
import { html, iconButton, nothing, repeat, type ModePort, type WireRecord } from '../../../../runtime/api.js';
import type { MapActs, MapShown } from './map-port.js';
import type { MapPlace } from './places.js';
import { say } from './say.js';
import type { MapViewOptions } from './schema.js';

/** Values below a name. */
const mostValues = 3;

export function drawRecords(shown: MapShown, chosen: MapPlace, acts: MapActs) {
  const { port, records } = shown;
  const { host } = port;
  return html`<div class="headline">
      ${iconButton({ label: say(host, 'all'), icon: 'arrow-left', run: () => acts.choose(undefined) })}
      <h2 class="clip" data-tip=${chosen.label}>${chosen.label}</h2>
      <span class="ct num">${host.formats.number(chosen.count)}</span>
    </div>
    ${
      records
        ? html`<div class="scroll">
            <ul aria-label=${chosen.label}>
              ${repeat(
                records.rows,
                (row) => row.id,
                (row) => drawRecord(port, row, shown, acts),
              )}
            </ul>
            ${
              records.more
                ? html`<button type="button" class="more" @click=${() => acts.more()}>${host.t('tree.more')}</button>`
                : nothing
            }
          </div>`
        : html`<tr-skeleton .columns=${1}></tr-skeleton>`
    }`;
}

function drawRecord(port: ModePort, row: WireRecord, { current }: MapShown, acts: MapActs) {
  const { place } = port.options as unknown as MapViewOptions;
  const values = port.columns
    .slice(1)
    .filter((column) => column.path !== place)
    .map((column) => column.text(row))
    .filter((text) => text !== '')
    .slice(0, mostValues);
  return html`<li
    @click=${(event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      port.look(row.id);
    }}
  >
    <a
      href=${port.host.href(port.entity.name, row.id) ?? nothing}
      data-line=${row.id}
      tabindex=${row.id === current ? '0' : '-1'}
      aria-describedby="keys"
      @focus=${() => acts.setCurrent(row.id)}
      @keydown=${(event: KeyboardEvent) => acts.key(event, row.id)}
      >${port.nameOf(row)}</a
    >
    ${values.length > 0 ? html`<p>${values.join(' · ')}</p>` : nothing}
  </li>`;
}
