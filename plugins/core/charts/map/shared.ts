/** Map files to areas with codes, rows joined to them by code, and the drawing. */
import { feature } from 'topojson-client';
import type { ChartInput, ResultRow } from '../../../../metadata/contributions.js';
import { categoryText, keepsColour, needAdditive, needColumns } from '../../../../metadata/chart/category.js';
import { languageOf } from '../../../../metadata/chart/language.js';
import { magnitudeSteps, stepOf } from '../../../../metadata/chart/magnitude.js';
import { ChartRefusal } from '../../../../metadata/chart/refusal.js';
import { frame } from '../../../../metadata/chart/theme.js';
import { sum } from '../../../../metadata/expression/decimal.js';
import { labelText, type Label } from '../../../../metadata/value.js';
import { countryName, normalCode } from './codes.js';

interface MapOptions {
  readonly map: string;
  readonly x: string;
  readonly y: readonly [string];
}
export const mapOptionsOf = (input: ChartInput): MapOptions => input.options as unknown as MapOptions;

interface Feature {
  readonly type: 'Feature';
  readonly id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry: { readonly type: string; readonly coordinates?: unknown } | null;
}
interface Area {
  readonly code: string;
  readonly name: Label | undefined;
  readonly geometry: NonNullable<Feature['geometry']>;
}
interface Shapes {
  readonly areas: readonly Area[];
  /** Coordinates are of a plane already, not degrees. */
  readonly projected: boolean;
}

/** Files are read once: their objects stay the same for as long as they are held. */
const read = new WeakMap<object, Shapes>();

export function shapesOf(input: ChartInput): Shapes {
  const { shapes: file } = input;
  const { map } = mapOptionsOf(input);
  if (typeof file !== 'object' || file === null) throw badMap(map);
  const known = read.get(file) ?? readShapes(map, file);
  read.set(file, known);
  return known;
}

const badMap = (map: string) => new ChartRefusal('badMap', { map }, `The file of map "${map}" has no areas.`);

function readShapes(map: string, file: object): Shapes {
  const areas = featuresOf(map, file).flatMap((each): Area[] =>
    each.geometry === null
      ? []
      : [{ code: codeOf(each, map), name: each.properties?.['name'] as Label | undefined, geometry: each.geometry }],
  );
  if (areas.length === 0) throw badMap(map);
  const projected = areas.some((area) =>
    pairs(area.geometry.coordinates).some(([x, y]) => Math.abs(x) > 180.01 || Math.abs(y) > 90.01),
  );
  return { areas, projected };
}

/** TopoJSON: the object with the most areas, since outlines of the whole stand beside it. */
function featuresOf(map: string, file: object): readonly Feature[] {
  const { type, features, objects } = file as { type?: unknown; features?: unknown; objects?: Record<string, unknown> };
  if (type === 'FeatureCollection' && Array.isArray(features)) return features as Feature[];
  if (type !== 'Topology' || !objects) throw badMap(map);
  const count = (each: unknown) => (each as { geometries?: readonly unknown[] }).geometries?.length ?? 0;
  const [largest] = Object.values(objects).sort((a, b) => count(b) - count(a));
  try {
    const collection = feature(file as never, largest as never) as unknown as { features?: readonly Feature[] };
    return collection.features ?? [];
  } catch {
    throw badMap(map);
  }
}

function* pairsIn(coordinates: unknown): Generator<readonly [number, number]> {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === 'number') yield coordinates as unknown as [number, number];
  else for (const each of coordinates) yield* pairsIn(each);
}
const pairs = (coordinates: unknown) => [...pairsIn(coordinates)];

/** In the user-assigned range: the atlas gives these no number. */
const unnumbered: Readonly<Record<string, string>> = { Kosovo: 'XK' };

function codeOf({ id, properties }: Feature, map: string): string {
  const stated = ['code', 'iso_3166_2', 'iso_a2', 'adcode']
    .map((key) => properties?.[key])
    .find((each) => typeof each === 'string' || typeof each === 'number');
  return normalCode(String(stated ?? id ?? unnumbered[String(properties?.['name'])] ?? ''), map);
}

export interface MapPlace {
  readonly row: ResultRow;
  readonly area: Area;
  readonly label: string;
  readonly value: number | null;
}
export interface MapPlan {
  /** The largest figure first. */
  readonly places: readonly MapPlace[];
  /** Rows whose code no area has. */
  readonly unmatched: readonly ResultRow[];
  readonly steps: readonly number[];
}

export function planMap(input: ChartInput): MapPlan {
  const byCode = new Map(shapesOf(input).areas.map((area) => [area.code, area]));
  const groups = groupByCode(input);
  const places = groups.flatMap(({ code, rows, value }): MapPlace[] => {
    const area = code === '' ? undefined : byCode.get(code);
    return area ? [{ row: rows[0]!, area, label: nameOf(input, area, rows[0]!), value }] : [];
  });
  places.sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  const unmatched = groups.filter(({ code }) => code === '' || !byCode.has(code)).flatMap((group) => group.rows);
  return { places, unmatched, steps: mapSteps(input) };
}

/** Steps of all figures, those without an area too: so that the legend needs no shapes. */
export const mapSteps = (input: ChartInput): readonly number[] =>
  magnitudeSteps(groupByCode(input).flatMap(({ value }) => (value === null ? [] : [value])));

function groupByCode(input: ChartInput) {
  const { map, x, y } = mapOptionsOf(input);
  needColumns(input, [x, y[0]]);
  const groups = new Map<string, ResultRow[]>();
  for (const row of input.rows) {
    const code = typeof row[x] === 'string' ? normalCode(row[x], map) : '';
    groups.set(code, [...(groups.get(code) ?? []), row]);
  }
  return [...groups].map(([code, rows]) => {
    const figures = rows.map((row) => row[y[0]]).filter((value) => typeof value === 'number');
    // Rows without a code are not one place.
    if (code !== '' && figures.length > 1) needAdditive(input, y[0]);
    return { code, rows, value: code === '' ? null : sum(figures) };
  });
}

/** The record's own name, else the country's in the reader's language, else the file's. */
function nameOf(input: ChartInput, { code, name }: Area, row: ResultRow): string {
  if (name !== undefined && typeof name === 'object') return labelText(name, languageOf(input.locale), code);
  const own = rowName(input, row);
  return own === row[mapOptionsOf(input).x] && typeof name === 'string' ? name : own;
}

/** What a row's area is called without the map: the label of its code, else the country's name, else the code itself. */
export function rowName(input: ChartInput, row: ResultRow): string {
  const { x, map } = mapOptionsOf(input);
  const code = typeof row[x] === 'string' ? normalCode(row[x], map) : '';
  if (typeof row[`${x}_label`] === 'string') return categoryText(input, x, row);
  return countryName(code, map, input.locale) ?? categoryText(input, x, row);
}

/** Nobody sells there, and it would take a fifth of the height. */
const empty = 'AQ';

export function drawMap(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x } = mapOptionsOf(input);
  const { theme } = input;
  const { areas, projected } = shapesOf(input);
  const plan = planMap(input);
  const placeOf = new Map(plan.places.map((place, mark) => [place.area, { place, mark }]));
  const values = areas.flatMap((area) => {
    const { code, geometry } = area;
    const found = placeOf.get(area);
    if (!found) return code === empty ? [] : [{ type: 'Feature', geometry, fill: theme.surface }];
    const { value, row } = found.place;
    const colour = value === null ? theme.surface : theme.heat[stepOf(plan.steps, value)]!;
    return [{ type: 'Feature', geometry, mark: found.mark, fill: keepsColour(input, row[x]) ? colour : theme.mute }];
  });
  return {
    ...frame(theme, input.width, input.height),
    autosize: 'none',
    data: { values },
    projection: projected ? { type: 'identity' } : { type: 'equalEarth' },
    mark: { type: 'geoshape', stroke: theme.mute, strokeWidth: 0.5, cursor: 'pointer' },
    encoding: { fill: { field: 'fill', type: 'nominal', scale: null } },
  };
}
