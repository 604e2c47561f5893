/** Lines over places: they rest where there is no figure; the way into a period that is not over is dashed. */
import type { ChartInput } from '../contributions.js';
import type { AxisFrame } from './axis-frame.js';
import type { Layer } from './axis.js';
import type { AxisPlan } from './axis-plan.js';

export interface LinePath {
  readonly colour: string;
  readonly values: readonly (number | null)[];
  /** Of an earlier time: thin, without points. */
  readonly mute?: boolean;
}

/** Pixels per place below which points would run into each other. */
const POINT_ROOM = 11;

export function lineLayers(input: ChartInput, plan: AxisPlan, path: LinePath, { x, y }: AxisFrame): readonly Layer[] {
  const { colour, values, mute = false } = path;
  const points = plan.places.map((place, mark) => ({
    at: String(mark),
    mark,
    value: values[mark] ?? null,
    chosen: place.chosen,
  }));
  const openAt = plan.places.findIndex((place) => place.open);
  const closed = openAt < 0 ? points : [...points.slice(0, openAt), ...points.slice(openAt + 1)];
  const tail = openAt < 1 ? [] : points.slice(openAt - 1, openAt + 1);
  const stroke = {
    type: 'line',
    stroke: colour,
    strokeWidth: mute ? 1.5 : 2,
    strokeJoin: 'round',
    invalid: 'break-paths-show-domains',
  };
  const paths = [
    { data: { values: closed }, mark: stroke, encoding: { x, y } },
    ...(tail.length === 0
      ? []
      : [{ data: { values: tail }, mark: { ...stroke, strokeDash: [3, 4] }, encoding: { x, y } }]),
  ];
  if (mute) return paths;
  const dense = plan.places.length * POINT_ROOM > input.width;
  const shown = points.filter(
    (point) => point.value !== null && (!dense || point.chosen || isAlone(values, point.mark)),
  );
  return [
    ...paths,
    {
      data: { values: shown },
      mark: { type: 'point', filled: false, fill: input.theme.surface, stroke: colour, strokeWidth: 2, opacity: 1 },
      encoding: { x, y, size: { condition: { test: 'datum.chosen', value: 64 }, value: 28 } },
    },
  ];
}

/** A figure between two gaps has no line to be seen by. */
const isAlone = (values: readonly (number | null)[], at: number): boolean =>
  (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
