import { expect } from 'chai';
import fc from 'fast-check';
import { ringsOf, shapesOfDrawing } from '../../../server/maps/svg-map.js';

const drawing = (path: string) =>
  `export default {"label":"x","locations":[{"id":"a","name":"A","path":"${path}"}]};\n`;
const shapesOf = (path: string) =>
  (JSON.parse(shapesOfDrawing(drawing(path), {})) as { features: { properties: object; geometry: { coordinates: number[][][][] } }[] }).features[0]!; // prettier-ignore

describe('maps/svg-map', () => {
  it('reads steps from point to point, and outlines that begin where the one before began', () => {
    expect(ringsOf('m 1,1 2,0 0,2 z m 10,10 1,0 0,1 z')).to.deep.equal([
      [[1, 1], [3, 1], [3, 3], [1, 1]],
      [[11, 11], [12, 11], [12, 12], [11, 11]],
    ]); // prettier-ignore
    expect(ringsOf('M 1,1 3,1 3,3 z')).to.deep.equal([[[1, 1], [3, 1], [3, 3], [1, 1]]]); // prettier-ignore
  });

  it('leaves out what is no area and points that are repeated, and refuses what is no outline of points', () => {
    expect(ringsOf('m 1,1 0,0 0.01,0 z m 5,5 1,0 z')).to.deep.equal([]);
    expect(() => ringsOf('m 1,1 c 1,1 2,2 3,3 z')).to.throw('more than points');
  });

  it('makes an outline within another a hole that runs the other way, and one beside it an area of its own', () => {
    const { geometry, properties } = shapesOf('m 0,0 10,0 0,10 -10,0 z m 2,2 2,0 0,2 -2,0 z m 20,0 1,0 0,1 z');
    expect(properties).to.deep.equal({ code: 'a', name: 'A' });
    expect(geometry.coordinates.map((polygon) => polygon.length)).to.deep.equal([2, 1]);
    const turn = (ring: number[][]) => Math.sign(ring.slice(1).reduce((sum, [x, y], at) => sum + ring[at]![0]! * y! - x! * ring[at]![1]!, 0)); // prettier-ignore
    const [outer, hole] = geometry.coordinates[0]!;
    expect(turn(outer!)).to.equal(-turn(hole!));
  });

  it('keeps every rectangle where it was drawn', () => {
    const side = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: -500, max: 500 }),
        side,
        side,
        (x, y, w, h) => {
          const [ring] = shapesOf(`m ${x},${y} ${w},0 0,${h} ${-w},0 z`).geometry.coordinates[0]!;
          const corners = new Set(ring!.map((point) => point.join(' ')));
          expect(corners).to.deep.equal(new Set([`${x} ${y}`, `${x + w} ${y}`, `${x + w} ${y + h}`, `${x} ${y + h}`]));
        },
      ),
    );
  });
});
