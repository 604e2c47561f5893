/** Records counted by place on a map, with those of the chosen place beside it. */
import { Type } from '@sinclair/typebox';
import type { ViewMode } from '../../../../metadata/contributions.js';
import { Path } from '../../../../metadata/schema/common.js';
import { problem, say } from '../../../../metadata/words.js';

const options = Type.Object(
  {
    /** A choice or a text whose codes the map knows, also behind a look-up: `country`, `area.code`. */
    place: Path,
    /** `countries` unless stated, `countries_fine`, `us_states`, or the name of a map file of the administrator's. */
    map: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}$' })),
    /** A figure that is added up for each place. */
    sum: Type.Optional(Path),
  },
  { additionalProperties: false },
);

export interface MapViewOptions {
  readonly place: string;
  readonly map?: string;
  readonly sum?: string;
}

/** Places that are counted. */
const mostPlaces = 1000;

const optionsOf = (given: Readonly<Record<string, unknown>>) => given as unknown as MapViewOptions;

export const definition: ViewMode = {
  id: 'map',
  label: { en: 'Map', 'zh-CN': '地图', 'zh-TW': '地圖', es: 'Mapa' },
  icon: 'map',
  options,
  needs(given, columns) {
    const { place, sum } = optionsOf(given);
    return {
      fields: [place, ...columns],
      groups: { by: place, sums: sum === undefined ? [] : [sum], most: mostPlaces },
    };
  },
  paths(given) {
    const { place, sum } = optionsOf(given);
    return [{ at: '/place', path: place, needed: true }, ...(sum === undefined ? [] : [{ at: '/sum', path: sum }])];
  },
  check(given, entity) {
    const { place, sum } = optionsOf(given);
    const field = entity.fields.get(place);
    const summed = sum === undefined ? undefined : entity.fields.get(sum);
    const isCode = field === undefined || (field.valueType === 'text' && field.target === undefined);
    const noPlace =
      field?.target === undefined
        ? say`"${{ field: place }}" has no code of a place: name a choice or a text with codes.`
        : say`"${{ field: place }}" has no code of a place: name the field with its code, like "${{ field: place }}.code".`;
    return [
      ...(isCode ? [] : [problem('/place', 'BAD_MAP_PLACE', noPlace)]),
      ...(sum !== undefined && summed && summed.valueType !== 'number'
        ? [problem('/sum', 'BAD_MAP_SUM', say`"${{ field: sum }}" cannot be added up: name a figure.`)]
        : []),
    ];
  },
};
