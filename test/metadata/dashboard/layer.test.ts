import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { tighten } from '../../../metadata/document/tighten.js';
import {
  applyLayer,
  layerOf,
  LayerSchema,
  orderOfPhone,
  overlaps,
  settle,
  type ArrangedWidget,
  type Layer,
} from '../../../metadata/dashboard/layer.js';

const widget = (
  id: string,
  x: number,
  y: number,
  w = 4,
  h = 3,
  rest: Partial<ArrangedWidget> = {},
): ArrangedWidget => ({ id, type: 'kpi', x, y, w, h, ...rest });
interface Board {
  readonly widgets: readonly ArrangedWidget[];
  readonly phoneOrder?: string[];
}
const published: Board = { widgets: [widget('a', 0, 0), widget('b', 4, 0), widget('c', 0, 3, 12)] };
const place = (id: string, key: 'x' | 'y' | 'w' | 'h', value: number) =>
  ({ op: 'set', path: ['widgets', { id }, key], value }) as Layer[number];
const at = (document: Board, id: string) => document.widgets.find((each) => each.id === id)!;

describe('dashboard/layer', () => {
  it('lets what an administrator changes later arrive beside what a person moved', () => {
    const layer = [place('a', 'x', 8), place('b', 'h', 5)];
    const later = {
      ...published,
      widgets: [
        ...published.widgets.map((each) => (each.id === 'a' ? { ...each, label: 'New' } : each)),
        widget('d', 0, 6),
      ],
    };
    const arranged = applyLayer(later, layer);
    expect(at(arranged, 'a')).to.include({ x: 8, y: 0, label: 'New' });
    expect(at(arranged, 'b')).to.include({ h: 5 });
    expect(at(arranged, 'd')).to.include({ x: 0 });
  });

  it('leaves out what speaks of a part that is gone', () => {
    const layer = [
      place('gone', 'x', 1),
      place('a', 'y', 9),
      { op: 'set', path: ['phoneOrder'], value: ['gone', 'c'] } as Layer[number],
    ];
    const arranged = applyLayer(published, layer);
    expect(at(arranged, 'a').y).to.equal(9);
    expect(orderOfPhone(arranged)).to.deep.equal(['c', 'b', 'a']);
  });

  it('moves down what lies on another part, of the same tab only; hidden parts take no room', () => {
    const [, b] = settle([widget('a', 0, 0), widget('b', 2, 1)]);
    expect(b).to.include({ x: 2, y: 3 });
    expect(settle([widget('a', 0, 0, 4, 3, { tab: 'x' }), widget('b', 0, 0, 4, 3, { tab: 'y' })])[1]!.y).to.equal(0);
    expect(settle([widget('a', 0, 0, 4, 3, { hidden: true }), widget('b', 0, 0)])[1]!.y).to.equal(0);
  });

  it('is the fewest operations: none for the published arrangement', () => {
    expect(layerOf(published, applyLayer(published, []))).to.deep.equal([]);
    const moved = {
      ...published,
      widgets: published.widgets.map((each) => (each.id === 'a' ? { ...each, y: 6, hidden: true } : each)),
      phoneOrder: ['c'],
    };
    expect(layerOf(published, moved)).to.deep.equal([
      place('a', 'y', 6),
      { op: 'set', path: ['widgets', { id: 'a' }, 'hidden'], value: true },
      { op: 'set', path: ['phoneOrder'], value: ['c', 'b', 'a'] },
    ]);
  });

  const arrangement = fc.array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.nat(11),
      fc.nat(20),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
    ),
    { maxLength: 3 },
  );

  it('gives back what was arranged, in a form the schema takes, and nothing lies on anything', () => {
    const check = createAjvChecker()(tighten(LayerSchema as never));
    fc.assert(
      fc.property(arrangement, (changes) => {
        const widgets = settle(
          published.widgets.map((each) => {
            const change = changes.find(([id]) => id === each.id);
            return change
              ? {
                  ...each,
                  x: change[1],
                  y: change[2],
                  w: Math.min(change[3], 12 - change[1]),
                  h: change[4],
                  hidden: change[5],
                }
              : each;
          }),
        );
        const layer = layerOf(published, { widgets });
        expect(check(layer)).to.deep.equal([]);
        const again = applyLayer(published, layer).widgets;
        expect(again.map(({ id, x, y, w, h, hidden = false }) => [id, x, y, w, h, hidden])).to.deep.equal(
          widgets.map(({ id, x, y, w, h, hidden = false }) => [id, x, y, w, h, hidden]),
        );
        const shown = again.filter((each) => !each.hidden);
        for (const one of shown)
          for (const other of shown) if (one !== other) expect(overlaps(one, other)).to.equal(false);
      }),
    );
  });

  it('takes no other operation', () => {
    const check = createAjvChecker()(tighten(LayerSchema as never));
    for (const bad of [
      [{ op: 'set', path: ['widgets', { id: 'a' }, 'options'], value: 1 }],
      [{ op: 'remove', path: ['widgets', { id: 'a' }] }],
      [{ op: 'set', path: ['datasets'], value: [] }],
      [place('a', 'x', 12)],
    ])
      expect(check(bad), JSON.stringify(bad)).not.to.deep.equal([]);
  });
});
