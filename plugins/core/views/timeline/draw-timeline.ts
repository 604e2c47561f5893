/** A timeline as templates: its bar of buttons, its axis, its lanes. */
import { html, iconButton, nothing, repeat, type ModePort } from '../../../../runtime/api.js';
import { periodLabel } from '../../../../metadata/chart/periods.js';
import { placeOf, type Axis } from './axis.js';
import { drawBar } from './draw-bar.js';
import type { Lane } from './lanes.js';
import { say } from './say.js';
import { zooms } from './schema.js';
import type { TimelineActs, TimelineShown } from './timeline-port.js';

/** Pixels of a unit of the axis at least. */
const unitWidth = { day: 32, week: 52, month: 72, quarter: 96 } as const;

export function drawTimeline(port: ModePort, shown: TimelineShown, acts: TimelineActs) {
  const { axis, lanes, refusal, cut, loading } = shown;
  const { host } = port;
  const min = axis.units.length * unitWidth[axis.zoom];
  const isEmpty = !loading && lanes.length === 0;
  return html`${bar(port, shown, acts)}
    ${refusal === undefined ? nothing : html`<p class="note">${say(host, 'readOnly', { reason: refusal })}</p>`}
    ${cut === undefined ? nothing : html`<p class="note">${host.t('calendar.tooMany', { count: cut })}</p>`}
    <p class="hide" id="keys">${say(host, refusal === undefined ? 'keys' : 'keysRead')}</p>
    <div class="scroll">
      <div class="chart" style="--min:${min}px" aria-busy=${String(loading)}>
        ${heads(port, axis)}
        <div class="lanes">${lines(port, axis)} ${lanes.length === 0 ? nothing : laneList(port, shown, acts)}</div>
        ${isEmpty ? html`<p class="none">${say(host, 'nothing', { range: rangeText(port, axis) })}</p>` : nothing}
      </div>
    </div>`;
}

function rangeText({ host: { formats } }: ModePort, { zoom, first, last }: Axis): string {
  if (zoom === 'day' || zoom === 'week') return `${formats.date(first)} – ${formats.date(last)}`;
  return `${periodLabel(first, zoom, formats.locale, 'full')} – ${periodLabel(last, zoom, formats.locale, 'full')}`;
}

function bar(port: ModePort, { axis, unscheduled }: TimelineShown, acts: TimelineActs) {
  const { host } = port;
  return html`<div class="bar">
    <h2 aria-live="polite">${rangeText(port, axis)}</h2>
    ${
      unscheduled === 0
        ? nothing
        : html`<button
            type="button"
            class="gh late"
            aria-haspopup="menu"
            @click=${(event: Event) => acts.showUnscheduled(event.currentTarget as HTMLElement)}
          >
            ${say(host, 'unscheduled', { count: unscheduled })}
          </button>`
    }
    <span class="sp"></span>
    <button type="button" class="gh" @click=${() => acts.today()}>${host.t('calendar.today')}</button>
    ${iconButton({ label: host.t('calendar.before'), icon: 'chevron-left', run: () => acts.turn(-1) })}
    ${iconButton({ label: host.t('calendar.after'), icon: 'chevron-right', run: () => acts.turn(1) })}
    <span class="scales" role="group" aria-label=${say(host, 'unit')}
      >${zooms.map(
        (zoom) =>
          html`<button type="button" aria-pressed=${String(zoom === axis.zoom)} @click=${() => acts.zoom(zoom)}>
            ${say(host, zoom)}
          </button>`,
      )}</span
    >
  </div>`;
}

/** Two lines of heads; what they say each bar says too. */
function heads({ host: { formats } }: ModePort, axis: Axis) {
  const isFine = axis.zoom === 'day' || axis.zoom === 'week';
  const period = (first: string) => periodLabel(first, isFine ? 'month' : 'year', formats.locale, 'full');
  const unit = (first: string) => {
    if (axis.zoom === 'day') return String(Number(first.slice(8)));
    return axis.zoom === 'week' ? formats.shortDate(first) : periodLabel(first, axis.zoom, formats.locale, axis.zoom === 'month' && formats.locale.startsWith('zh') ? 'name' : 'axis').replace(/ .*$/, ''); // prettier-ignore
  };
  return html`<div class="head" aria-hidden="true">
    <div class="corner"></div>
    <div class="axis">
      <div class="row">
        ${axis.periods.map(({ first, left, width }) => html`<span class="period" style="left:${left}%;width:${width}%"><b>${width > (isFine ? 10 : 4) ? period(first) : ''}</b></span>`)}
      </div>
      <div class="row">
        ${axis.units.map(({ first, left, width }) => html`<span class="unit" style="left:${left}%;width:${width}%">${unit(first)}</span>`)}
      </div>
    </div>
  </div>`;
}

/** Behind the lanes: the beginnings of units, and today. */
function lines({ host }: ModePort, axis: Axis) {
  const today = placeOf(host.today(), axis);
  return html`<div class="lines" aria-hidden="true">
    ${axis.units.map(({ left }) => html`<i style="left:${left}%"></i>`)}
    ${today === undefined ? nothing : html`<i class="today" style="left:${today + 50 / axis.days}%"></i>`}
  </div>`;
}

const laneList = (port: ModePort, shown: TimelineShown, acts: TimelineActs) =>
  html`<div role="list" aria-label=${port.label}>
    ${repeat(
      shown.lanes,
      (lane) => lane.key,
      (lane) => drawLane(port, lane, shown, acts),
    )}
  </div>`;

function drawLane(port: ModePort, lane: Lane, shown: TimelineShown, acts: TimelineActs) {
  const { host } = port;
  const { inLanes } = shown;
  return html`<div class="lane" role="listitem">
    <div class="name">
      ${
        inLanes && lane.colour
          ? html`<span class="tag ${lane.colour}"><i></i><span data-tip-cut>${lane.label}</span></span>`
          : inLanes
            ? html`<span class="clip" data-tip=${lane.label}>${lane.label}</span>`
            : html`<button
                type="button"
                class="go clip"
                tabindex="-1"
                data-tip=${lane.label}
                @click=${() => port.look(lane.key)}
              >
                ${lane.label}
              </button>`
      }
      ${inLanes ? html`<span class="ct num">${host.formats.number(lane.bars.length)}</span>` : nothing}
    </div>
    <div class="track" style="--lines:${lane.lines}">
      ${repeat(
        lane.bars,
        (each) => each.entry.row.id,
        (each) => drawBar(port, each, lane, shown, acts),
      )}
    </div>
  </div>`;
}
