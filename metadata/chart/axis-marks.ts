/** What can be pointed at on charts with places: a place with the figures of all its series; legend, sentence and notes. */
import type { ChartInput, ChartMark, LegendEntry } from '../contributions.js';
import { axisOptionsOf, placeTotal, planAxis, type AxisPlan, type Place } from './axis-plan.js';
import { categoryText, columnOf, labelOf, measureLabel, measureText } from './category.js';
import { say } from './words.js';

export function axisMarks(input: ChartInput): readonly ChartMark[] {
  const plan = planAxis(input);
  return plan.places.map((place, at) => ({
    datum: place.datum,
    label: place.label,
    selected: place.chosen,
    ...(place.gathered ? { gathered: true } : {}),
    figures: [...seriesFigures(input, plan, at), ...otherFigures(input, place)],
  }));
}

const seriesFigures = (input: ChartInput, plan: AxisPlan, at: number) =>
  plan.series.map(({ label, measure, colour, values }) => ({
    label,
    text: measureText(input, measure, values[at] ?? null),
    colour,
  }));

function otherFigures(input: ChartInput, { compare, target }: Place) {
  const options = axisOptionsOf(input);
  return [
    ...(options.compare === undefined
      ? []
      : [{ label: measureLabel(input, options.compare), text: measureText(input, options.compare, compare) }]),
    ...(typeof options.target === 'string'
      ? [{ label: measureLabel(input, options.target), text: measureText(input, options.target, target) }]
      : []),
  ];
}

/** `shape` is that of the series' marks. */
export function axisLegend(input: ChartInput, shape: 'block' | 'line'): readonly LegendEntry[] {
  const { compare } = axisOptionsOf(input);
  const series = planAxis(input).series.map(({ label, colour }): LegendEntry => ({ label, colour, shape }));
  if (compare === undefined) return series;
  return [...series, { label: measureLabel(input, compare), colour: input.theme.mute, shape }];
}

export function describeAxis(input: ChartInput): string {
  const { x, y } = axisOptionsOf(input);
  const plan = planAxis(input);
  const measure = y[0]!;
  const totals = plan.places.map((_, at) => placeTotal(input, plan, at) ?? -Infinity);
  const at = totals.indexOf(Math.max(...totals));
  const place = plan.places[at];
  if (!place || totals[at] === -Infinity) return say(input.locale, 'nothing', { measure: labelOf(input, measure) });
  return say(input.locale, 'highest', {
    measure: labelOf(input, measure),
    x: labelOf(input, x),
    count: plan.places.length,
    label: place.label,
    value: measureText(input, measure, totals[at]),
  });
}

/** Rows without a date have no place on a time axis. */
export function axisNotes(input: ChartInput): readonly string[] {
  const { x, y } = axisOptionsOf(input);
  if (!columnOf(input, x)?.grain) return [];
  const lost = input.rows.filter((row) => (row[x] ?? null) === null);
  if (lost.length === 0) return [];
  const names = lost.map((row) => `${categoryText(input, x, row)} ${measureText(input, y[0]!, row[y[0]!])}`).join(', ');
  return [say(input.locale, 'withoutPlace', { column: labelOf(input, x), names })];
}
