/** Draws a key figure: the number with its unit, its course as a small line, the change in words with arrow and sign. */
import { css, html, icon, nothing, svg, type WidgetInput, type WidgetView } from '../../../../runtime/api.js';
import { periodLabel } from '../../../../metadata/chart/periods.js';
import { percent, shortFigure } from '../../../../metadata/chart/theme.js';
import type { Label } from '../../../../metadata/value.js';
import { courseOf, figureOf, type Change, type Course, type KpiOptions } from './shared.js';

/** Above this a tile shortens the number; the whole one is its tool tip. */
const SHORTEN = 100_000_000;

const read = (input: WidgetInput) => input.options as unknown as KpiOptions;

function course(input: WidgetInput): (Course & { readonly grain: string | undefined }) | undefined {
  const { spark } = read(input);
  const data = spark && input.datasets[spark.dataset];
  if (!spark || !data) return undefined;
  const grain = data.columns.find((column) => column.name === spark.x)?.grain;
  const chosen = input.selections.find((selection) => selection.grain !== undefined && selection.grain === grain);
  return { ...courseOf({ ...spark, ...data, chosen: chosen?.value, today: input.today }), grain };
}

function display(input: WidgetInput) {
  const options = read(input);
  const { formats } = input.host;
  const value = figureOf(input.data.rows[0], options.value, options.divide);
  const digits = options.digits ?? 0;
  const shown = input.data.columns.find((column) => column.name === options.value);
  const write = (figure: number): string =>
    (options.style ?? (shown?.percent && options.divide === undefined ? 'percent' : undefined)) === 'percent'
      ? percent(figure, formats.locale, digits)
      : formats.number(figure, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const whole = value === null ? '–' : write(value);
  const isLong = value !== null && Math.abs(value) >= SHORTEN;
  const currency = shown?.currency;
  const unit = options.unit === undefined ? currency : input.host.text(options.unit as Label);
  const steps = course(input);
  const figure = html`<span class="figure" data-tip=${isLong ? whole : nothing}>
    ${isLong ? shortFigure(value, formats.locale) : whole}${
      unit && value !== null ? html`<span class="unit"> ${unit}</span>` : nothing
    }
  </span>`;
  return html`<div class="kpi">
    ${input.choose ? opener(input, figure) : figure}
    ${steps && steps.points.length > 1 ? spark(steps, input.phone) : html`<span></span>`}
    ${steps?.change ? changeWords(input, steps.change, steps) : html`<div class="change"></div>`}
  </div>`;
}

/** The whole tile below its name, as one button: what the figure is made of. */
const opener = (input: WidgetInput, figure: unknown) =>
  html`<button type="button" class="open" @click=${() => input.choose?.(input.data.rows[0] ?? {})}>
    <span class="sr">${input.title}: </span>${figure}
  </button>`;

function changeWords(
  input: WidgetInput,
  change: Change,
  { grain, chosen }: Course & { readonly grain: string | undefined },
) {
  const { host } = input;
  const { locale } = host.formats;
  const name = (start: string) =>
    grain ? periodLabel(start, grain, locale, grain === 'month' ? 'name' : 'axis') : start;
  const before = name(change.before);
  const words =
    chosen === undefined
      ? host.t('kpi.periodOn', { period: name(change.period), before })
      : host.t('kpi.on', { before });
  const direction = Math.sign(change.difference);
  const tone = direction === 0 ? '' : direction > 0 !== (read(input).lessIsBetter ?? false) ? 'good' : 'bad';
  const sign = direction > 0 ? '+' : '';
  const ratio = change.ratio === null ? host.t('kpi.new') : sign + tenths(change.ratio, locale);
  return html`<div class="change">
    <span class="how ${tone}">
      ${direction === 0 ? nothing : icon(direction > 0 ? 'arrow-up' : 'arrow-down', 's')}${ratio}
    </span>
    <span class="words clip" data-tip-cut>${words}${chosen === undefined ? '' : counted(input, change)}</span>
  </div>`;
}

/** Counts say the difference too: "6 fewer". */
function counted(input: WidgetInput, change: Change): string {
  const { value, divide } = read(input);
  const column = input.data.columns.find((each) => each.name === value);
  if (divide !== undefined || column?.currency || column?.scale !== 0 || change.difference === 0) return '';
  const count = Math.abs(change.difference);
  const comma = input.host.language.startsWith('zh') ? '，' : ', ';
  return comma + input.host.t(change.difference < 0 ? 'kpi.fewer' : 'kpi.more', { count });
}

/** `5.5 %`; whole from a hundred percent on. */
function tenths(ratio: number, locale: string): string {
  if (Math.abs(ratio) >= 1) return percent(ratio, locale);
  const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    .format(ratio * 100)
    .replace('-', '−');
  return locale.startsWith('zh') ? `${text}%` : `${text} %`;
}

/** Decoration: the change stands in words beside it. */
function spark({ points, chosen }: Course, phone: boolean) {
  const [width, height] = phone ? [64, 22] : [108, 34];
  const values = points.map((point) => point.value ?? 0);
  const low = Math.min(0, ...values);
  const high = Math.max(...values);
  const place = (index: number): readonly [number, number] => [
    2 + (index * (width - 6)) / Math.max(1, points.length - 1),
    height - 4 - ((values[index]! - low) / (high - low || 1)) * (height - 8),
  ];
  const line = values.map((_, index) =>
    place(index)
      .map((each) => each.toFixed(1))
      .join(','),
  );
  const dot = chosen === undefined ? undefined : place(chosen);
  return html`<svg
    class="spark"
    viewBox="0 0 ${width} ${height}"
    width=${width}
    height=${height}
    aria-hidden="true"
    focusable="false"
  >
    ${svg`<polygon points="2,${height} ${line.join(' ')} ${width - 4},${height}" fill="var(--tr-chart-1)" opacity=".1"></polygon>
    <polyline points=${line.join(' ')} fill="none" stroke="var(--tr-chart-1)" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"></polyline>
    ${dot ? svg`<circle cx=${dot[0]} cy=${dot[1]} r="3.2" fill="var(--tr-chart-1)" stroke="var(--tr-surface)" stroke-width="1.5"></circle>` : nothing}`}
  </svg>`;
}

export const view: WidgetView = {
  id: 'kpi',
  tile: true,
  styles: css`
    .kpi { position: relative; display: grid; grid-template-columns: max-content minmax(0, 1fr); column-gap: 10px; align-items: end; }
    .spark { justify-self: end; max-width: 100%; height: auto; }
    .figure { display: block; font: var(--tr-text-kpi); letter-spacing: -0.02em; white-space: nowrap; margin-top: 2px; }
    .open { border: 0; padding: 0; background: none; color: inherit; text-align: start; cursor: pointer; }
    .open::after { content: ''; position: absolute; inset: -4px -8px; border-radius: var(--tr-radius-s); }
    .open:hover .figure { color: var(--tr-accent-text); }
    .open:focus-visible { outline: none; }
    .open:focus-visible::after { outline: var(--tr-focus-width) solid var(--tr-focus); }
    .unit { font: var(--tr-text-body); letter-spacing: 0; color: var(--tr-text-3); }
    .change { grid-column: 1 / -1; display: flex; align-items: center; gap: 6px; min-height: 20px; margin-top: 4px; white-space: nowrap; min-width: 0; }
    .how { display: inline-flex; align-items: center; gap: 4px; font-weight: 500; }
    .how.good { color: var(--tr-good); }
    .how.bad { color: var(--tr-bad); }
    .words { font: var(--tr-text-meta); color: var(--tr-text-3); }
    @container card (max-width: 205px) {
      .kpi { grid-template-columns: minmax(0, 1fr) auto; }
      .spark { grid-row: 2; grid-column: 2; }
      .spark { justify-self: end; max-width: 100%; height: auto; }
    .figure { font-size: 22px; line-height: 28px; margin: 0; }
    .figure, .open { grid-column: 1 / -1; }
      .change { grid-column: 1; margin: 0; }
      .words, .kpi > span:empty { display: none; }
    }
  `, // prettier-ignore
  display,
  // Nothing sold is a number too: zero.
  isEmpty: (input) => input.data.rows.length === 0,
};
