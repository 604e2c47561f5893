/**
 * A drawn map to shapes: the outlines of a package @svg-maps/… (`export default {"locations":[{"id","name","path"}]}`, paths
 * of `m`, `z` and steps between points) become GeoJSON on the plane of the drawing. What lies within another outline of the
 * same area is a hole in it.
 */
import type { Label } from '../../metadata/value.js';

type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

/** By the id of a location: its code, and its name where the drawing's own will not do. */
export type AreaNames = Readonly<Record<string, { readonly code: string; readonly name: Label }>>;

/** The text of a FeatureCollection; a location that is not named in `areas` keeps its own id and name. */
export function shapesOfDrawing(source: string, areas: AreaNames): string {
  const json = source.replace(/^\s*export default\s*/, '').replace(/;\s*$/, '');
  const { locations } = JSON.parse(json) as {
    readonly locations: readonly { id: string; name: string; path: string }[];
  };
  const features = locations.map(({ id, name, path }) => ({
    type: 'Feature',
    properties: areas[id] ?? { code: id, name },
    geometry: { type: 'MultiPolygon', coordinates: polygonsOf(ringsOf(path)) },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Closed outlines of a path. Each begins where the one before began, as `z` leads back there. */
export function ringsOf(path: string): readonly Ring[] {
  const rings: Ring[] = [];
  let at: Point = [0, 0];
  for (const part of path.split(/z/i)) {
    const body = part.trim();
    if (body === '') continue;
    if (!/^m[\s\d.,e-]*$/i.test(body)) throw new Error(`A path has more than points: "${body.slice(0, 20)}".`);
    const isAbsolute = body.startsWith('M');
    const numbers = body.slice(1).trim().split(/[\s,]+/).map(Number); // prettier-ignore
    const points: Point[] = [];
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const [x, y] = [numbers[index]!, numbers[index + 1]!];
      const from: Point = isAbsolute ? [0, 0] : (points.at(-1) ?? at);
      points.push([from[0] + x, from[1] + y]);
    }
    if (points.length > 0) at = points[0]!;
    const ring = withoutRepeats(points.map(rounded));
    if (ring.length > 2) rings.push([...ring, ring[0]!]);
  }
  return rings;
}

/** A tenth of a pixel is finer than is drawn. */
const rounded = ([x, y]: Point): Point => [Math.round(x * 10) / 10, Math.round(y * 10) / 10];

function withoutRepeats(points: readonly Point[]): Ring {
  const kept = points.filter(([x, y], index) => index === 0 || points[index - 1]![0] !== x || points[index - 1]![1] !== y); // prettier-ignore
  const [first, last] = [kept[0], kept.at(-1)];
  return kept.length > 1 && first![0] === last![0] && first![1] === last![1] ? kept.slice(0, -1) : kept;
}

/** Outer outlines, each with its holes, which run the other way round. */
function polygonsOf(rings: readonly Ring[]): readonly (readonly Ring[])[] {
  const holderOf = (ring: Ring) => rings.find((other) => other !== ring && holds(other, ring[0]!));
  const outer = rings.filter((ring) => !holderOf(ring));
  return outer.map((ring) => [
    turned(ring, true),
    ...rings.filter((hole) => holderOf(hole) === ring).map((hole) => turned(hole, false)),
  ]);
}

function turned(ring: Ring, clockwise: boolean): Ring {
  const isClockwise = doubleArea(ring) > 0;
  return isClockwise === clockwise ? ring : [...ring].reverse();
}

const doubleArea = (ring: Ring): number =>
  ring.slice(1).reduce((sum, [x, y], index) => sum + ring[index]![0] * y - x * ring[index]![1], 0);

/** Whether a point lies within an outline: a ray to the right meets it an odd number of times. */
function holds(ring: Ring, [x, y]: Point): boolean {
  let isInside = false;
  for (let index = 1; index < ring.length; index++) {
    const [[x1, y1], [x2, y2]] = [ring[index - 1]!, ring[index]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside;
  }
  return isInside;
}
