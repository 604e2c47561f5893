/** What the chart of a map is given: one row for each place, with the figure that its colour stands for. */
import { chartTokens, type ModePort } from '../../../../runtime/api.js';
import type { ChartInput, ResultColumn, ResultRow } from '../../../../metadata/contributions.js';
import { nowhere, type MapPlace, type Measure } from './places.js';
import { say } from './say.js';
import type { MapViewOptions } from './schema.js';

const optionsOf = (port: ModePort) => port.options as unknown as MapViewOptions;

/** The figure that is added up, where the person may see it. */
export function sumColumn(port: ModePort) {
  const { sum } = optionsOf(port);
  return sum === undefined ? undefined : port.column(sum);
}

export const measureLabel = (port: ModePort, measure: Measure): string =>
  measure === 'count' ? port.label : (sumColumn(port)?.label ?? '');

/** Records without a place are in the table only. */
export function chartInput(
  port: ModePort,
  places: readonly MapPlace[],
  measure: Measure,
  chosen: MapPlace | undefined,
): ChartInput {
  const { formats, context, today } = port.host;
  const summed = measure === 'sum' ? sumColumn(port) : undefined;
  const unit = summed?.unit;
  const columns: readonly ResultColumn[] = [
    { name: 'place', type: 'text', label: say(port.host, 'place') },
    { name: 'value', type: 'number', label: measureLabel(port, measure), ...(summed ? {} : { scale: 0 }) },
  ];
  const rows: readonly ResultRow[] = places
    .filter(({ key }) => key !== nowhere)
    .map((place) => ({ place: place.key, place_label: place.label, value: place[measure] }));
  return {
    options: {
      ...{ chart: 'map', map: optionsOf(port).map ?? 'countries', x: 'place', y: ['value'] },
      ...(unit === undefined ? {} : { units: { value: unit } }),
    },
    ...{ columns, rows, theme: chartTokens, locale: formats.locale, timeZone: context.timeZone, today: today() },
    selected: chosen && chosen.key !== nowhere ? [chosen.key] : [],
    ...{ width: 0, height: 0 },
  };
}
