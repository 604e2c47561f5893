/** A map as templates: the chart with its legend, and beside it the places as a table or the records of one place. */
import { html, loadChart, nothing } from '../../../../runtime/api.js';
import type { ResultRow } from '../../../../metadata/contributions.js';
import { measureLabel, sumColumn } from './chart-input.js';
import { drawPlaces } from './draw-places.js';
import { drawRecords } from './draw-records.js';
import type { MapActs, MapShown } from './map-port.js';
import type { Measure } from './places.js';
import { say } from './say.js';

export function drawMap(shown: MapShown, acts: MapActs) {
  const { port, left, chosen, places } = shown;
  const { host } = port;
  return html`${left > 0 ? html`<p class="note">${say(host, 'left', { count: left })}</p>` : nothing}
    <p class="hide" id="keys">${say(host, 'keys')}</p>
    <div class="split">
      <section class="card" aria-label=${port.label}>${bar(shown, acts)} ${chart(shown, acts)}</section>
      <section class="card side" aria-label=${chosen ? chosen.label : say(host, 'places')}>
        ${chosen ? drawRecords(shown, chosen, acts) : drawPlaces(port, places, shown, acts)}
      </section>
    </div>`;
}

function bar(shown: MapShown, acts: MapActs) {
  const { port, chart: type, measure, input } = shown;
  const entries = type?.legend?.(input) ?? [];
  const scale = (each: Measure) =>
    html`<button type="button" aria-pressed=${String(measure === each)} @click=${() => acts.measure(each)}>
      ${measureLabel(port, each)}
    </button>`;
  const hasSum = sumColumn(port) !== undefined;
  if (!hasSum && entries.length < 2) return nothing;
  return html`<div class="bar">
    ${
      hasSum
        ? html`<span class="scales" role="group" aria-label=${say(port.host, 'measure')}
            >${scale('count')}${scale('sum')}</span
          >`
        : nothing
    }
    ${
      entries.length < 2
        ? nothing
        : html`<span class="legend"
            >${entries.map((entry) => html`<span><i style="background:${entry.colour}"></i>${entry.label}</span>`)}</span
          >`
    }
  </div>`;
}

function chart(shown: MapShown, acts: MapActs) {
  const { port, chart: type, chosen, input } = shown;
  if (!type) return html`<tr-skeleton .columns=${2}></tr-skeleton>`;
  loadChart();
  return html`<tr-vega-chart
    .type=${type}
    .options=${input.options}
    .columns=${input.columns}
    .rows=${input.rows}
    .selected=${input.selected}
    .name=${port.label}
    choosable
    @tr-mark=${(event: CustomEvent<ResultRow>) => {
      event.stopPropagation();
      const key = String(event.detail['place']);
      acts.choose(key === chosen?.key ? undefined : key);
    }}
  ></tr-vega-chart>`;
}
