/** Draws a chart of any registered type; its legend stands in the card's head, or its parts are listed beside it. */
import {
  chartTokens,
  css,
  html,
  loadChart,
  nothing,
  type WidgetData,
  type WidgetInput,
  type WidgetView,
} from '../../../../runtime/api.js';
import type { ChartInput, ChartMark, ChartType, ResultRow } from '../../../../metadata/contributions.js';
import { putBeside, type Beside } from '../../../../metadata/chart/beside.js';
import { ChartRefusal } from '../../../../metadata/chart/refusal.js';
import { percent } from '../../../../metadata/chart/theme.js';
import type { Scalar } from '../../../../metadata/value.js';

/** The widget's rows with the figures of another dataset beside them; kept, so that a chart is not drawn again. */
const besides = new WeakMap<WidgetData, { readonly other: WidgetData | undefined; readonly data: WidgetData }>();

function dataOf({ data, datasets, options }: WidgetInput): WidgetData {
  const beside = options['beside'] as Beside | undefined;
  if (!beside) return data;
  const other = datasets[beside.dataset];
  const known = besides.get(data);
  if (known && known.other === other) return known.data;
  const joined = putBeside(data, other, beside);
  besides.set(data, { other, data: joined });
  return joined;
}

/** Rows with the labels of choices beside their codes, as records have theirs; kept, so that a chart is not drawn again. */
const labelled = new WeakMap<WidgetData, { readonly language: string; readonly rows: readonly ResultRow[] }>();

function rowsOf(input: WidgetInput): readonly ResultRow[] {
  const { host } = input;
  const data = dataOf(input);
  const choices = data.columns.filter((column) => column.dictionary !== undefined);
  if (choices.length === 0) return data.rows;
  const known = labelled.get(data);
  if (known?.language === host.language) return known.rows;
  const rows = data.rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      choices.flatMap(({ name, dictionary }) => {
        const code = row[name];
        const label = typeof code === 'string' ? host.choice(dictionary!, code)?.label : undefined;
        return label === undefined ? [] : [[`${name}_label`, label]];
      }),
    ),
  }));
  labelled.set(data, { language: host.language, rows });
  return rows;
}

const typeOf = (input: WidgetInput): ChartType | undefined => input.charts.find(String(input.options['chart']));

function selectedValues(input: WidgetInput, type: ChartType): readonly Scalar[] {
  const column = type.selects(input.options);
  if (column === undefined) return [];
  return input.data.rows.filter((row) => input.isChosen(row)).map((row) => (row[column] ?? null) as Scalar);
}

/** The chart's input with colours as custom properties: for what is drawn in HTML. */
const tokenInput = (input: WidgetInput, type: ChartType): ChartInput => ({
  columns: dataOf(input).columns,
  rows: rowsOf(input),
  options: input.options,
  selected: selectedValues(input, type),
  theme: chartTokens,
  locale: input.host.formats.locale,
  timeZone: input.timeZone,
  today: input.today,
  width: 0,
  height: 0,
});

/** A chart that refuses its rows says so in its own place; around it there is then nothing to list. */
function unlessRefused<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof ChartRefusal) return [];
    throw error;
  }
}

function legend(input: WidgetInput) {
  const type = typeOf(input);
  const entries = unlessRefused(() => type?.legend?.(tokenInput(input, type)) ?? []);
  if (entries.length < 2) return nothing;
  return html`<span class="legend">
    ${entries.map(
      (entry) =>
        html`<span class="entry"
          ><i class=${entry.shape} style="background:${entry.colour}"></i>${entry.label}${
            entry.endAxis && !input.phone ? html`<span class="axis">, ${input.host.t('chart.endAxis')}</span>` : nothing
          }</span
        >`,
    )}
  </span>`;
}

function display(input: WidgetInput) {
  const type = typeOf(input);
  if (!type) return html`<p class="t3">${input.host.t('widget.unknown', { type: String(input.options['chart']) })}</p>`;
  loadChart();
  const plot = html`<tr-vega-chart
    class="plot"
    .type=${type}
    .options=${input.options}
    .columns=${dataOf(input).columns}
    .rows=${rowsOf(input)}
    .selected=${selectedValues(input, type)}
    .today=${input.today}
    .name=${input.title}
    ?choosable=${input.choose !== undefined}
    @tr-mark=${(event: CustomEvent<ResultRow>) => {
      event.stopPropagation();
      input.choose?.(event.detail);
    }}
  ></tr-vega-chart>`;
  if (!type.listed || !type.marks) return plot;
  const marks = unlessRefused(() => type.marks?.(tokenInput(input, type)) ?? []);
  return html`<div class="beside">
    ${plot}
    <ul>
      ${marks.map((mark) => html`<li>${part(input, mark)}</li>`)}
    </ul>
  </div>`;
}

function part(input: WidgetInput, mark: ChartMark) {
  const inner = html`<i class="dot" style="background:${mark.colour ?? 'currentColor'}"></i
    ><span class="sp clip">${mark.label}</span><span class="num">${mark.figures[0]?.text}</span>${
      mark.share === undefined
        ? nothing
        : html`<span class="num t3 share">${percent(mark.share, input.host.formats.locale)}</span>`
    }`;
  if (!input.choose || mark.gathered) return html`<span class="part">${inner}</span>`;
  return html`<button
    type="button"
    class="part"
    aria-pressed=${String(mark.selected)}
    @click=${() => input.choose?.(mark.datum)}
  >
    ${inner}
  </button>`;
}

export const view: WidgetView = {
  id: 'chart',
  head: legend,
  display,
  styles: css`
    .plot { flex: 1; min-height: 0; }
    .legend { display: flex; gap: 4px 12px; flex-wrap: wrap; font: var(--tr-text-meta); color: var(--tr-text-2); }
    .entry { display: inline-flex; align-items: center; white-space: nowrap; }
    .entry i { flex: none; width: 12px; height: 10px; border-radius: 2px; margin-inline-end: 6px; }
    .entry i.line { height: 2px; }
    .beside { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(110px, 2fr) minmax(0, 3fr); gap: 16px; align-items: center; padding: 4px 0 12px; }
    .beside .plot { aspect-ratio: 1; max-height: 100%; max-width: 168px; width: 100%; }
    .beside ul { max-height: 100%; overflow: auto; padding: 2px; margin-inline-end: -8px; display: flex; flex-direction: column; }
    .beside li { flex: 0 1 32px; min-height: 24px; display: flex; }
    .part { display: flex; align-items: center; gap: 6px; width: 100%; border: 0; background: none; padding: 0 6px; border-radius: var(--tr-radius-s); text-align: start; }
    button.part { cursor: pointer; }
    button.part:hover { background: var(--tr-hover); }
    .part[aria-pressed='true'] { background: var(--tr-selected); font-weight: 600; }
    .part .dot { width: 9px; height: 9px; border-radius: 2px; flex: none; margin-inline-end: 2px; }
    .part .share { width: 40px; }
    @container card (max-width: 380px) {
      .plot { min-height: 196px; }
      .beside { grid-template-columns: minmax(0, 1fr); justify-items: center; gap: 8px; align-items: start; overflow: auto; }
      .beside .plot { width: 150px; height: 150px; min-height: 0; max-height: none; }
      .beside ul { width: 100%; max-height: none; }
      .beside li { flex-basis: 36px; }
    }
  `, // prettier-ignore
};
