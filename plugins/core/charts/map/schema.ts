/** Figures by area of a map. Areas are joined by code; what has no area is said in words below, never left out. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType } from '../../../../metadata/contributions.js';
import { isChosen, labelOf, measureLabel, measureText } from '../../../../metadata/chart/category.js';
import { magnitudeLegend } from '../../../../metadata/chart/magnitude.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { listNames, say } from '../../../../metadata/chart/words.js';
import { closed } from '../../../../metadata/schema/common.js';
import { drawMap, mapOptionsOf, mapSteps, planMap, rowName } from './shared.js';

const options = closed({
  chart: Type.Literal('map'),
  /** `countries`, `countries_fine`, `us_states`, `china_provinces`, or the name of a map file of the administrator's. */
  map: Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}$' }),
  /** The column with the areas' codes: `DE`, `DEU`, `US-CA`, `CN-ZJ`. */
  x: columnOption,
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  ...commonOptions,
});

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, y } = mapOptionsOf(input);
  return planMap(input).places.map((place) => ({
    datum: place.row,
    label: place.label,
    selected: isChosen(input, place.row[x]),
    figures: [{ label: measureLabel(input, y[0]), text: measureText(input, y[0], place.value) }],
  }));
}

export const definition: ChartType = {
  id: 'map',
  label: { en: 'Map', 'zh-CN': '地图', 'zh-TW': '地圖', es: 'Mapa' },
  icon: 'map',
  options,
  begins: { map: 'countries' },
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  shapes: (chosen) => String(chosen['map']),
  compile: drawMap,
  describe(input) {
    const { x, y } = mapOptionsOf(input);
    const { places } = planMap(input);
    const measure = labelOf(input, y[0]);
    const [best] = places;
    if (!best) return say(input.locale, 'nothing', { measure });
    const value = measureText(input, y[0], best.value);
    return say(input.locale, 'highest', {
      measure,
      x: labelOf(input, x),
      count: places.length,
      label: best.label,
      value,
    });
  },
  marks,
  legend(input) {
    if (input.rows.length === 0) return [];
    return magnitudeLegend(input, mapOptionsOf(input).y[0], mapSteps(input));
  },
  notes(input) {
    const { y } = mapOptionsOf(input);
    const names = planMap(input).unmatched.map(
      (row) => `${rowName(input, row)} ${measureText(input, y[0], row[y[0]])}`,
    );
    return names.length === 0 ? [] : [say(input.locale, 'notOnMap', { names: listNames(input.locale, names, 8) })];
  },
};
