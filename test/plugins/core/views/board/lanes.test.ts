import { expect } from 'chai';
import fc from 'fast-check';
import {
  laneFilter,
  laneOf,
  lanesOf,
  moveCard,
  nextCard,
  type Lane,
} from '../../../../../plugins/core/views/board/lanes.js';
import { definition } from '../../../../../plugins/core/views/board/schema.js';

const card = (id: string) => ({ id, version: 1 });
const lane = (key: string, ...ids: string[]): Lane => ({
  ...{ key, value: key, label: key, colour: undefined, sums: [] },
  count: ids.length,
  cards: ids.map(card),
});
const choice = (code: string, active = true) => ({ code, label: code.toUpperCase(), colour: undefined, active });
const group = (value: string | null, count: number, label?: string) => ({ value, label, count, sums: [] });
const heads = (lanes: readonly Lane[]) => lanes.map((each) => [each.label, each.count]);

describe('views/board/lanes', () => {
  it('gives every active choice a column, a retired one only where it has cards', () => {
    const groups = [group('b', 2), group('old', 1)];
    const choices = [choice('a'), choice('b'), choice('old', false), choice('gone', false)];
    const lanes = lanesOf(groups, { choices, none: 'None', mayBeNone: false });
    expect(heads(lanes)).to.deep.equal([['A', 0], ['B', 2], ['OLD', 1]]); // prettier-ignore
  });

  it('puts records without a value first, and shows codes that no choice has', () => {
    const lanes = lanesOf([group(null, 3), group('x', 1)], { choices: [choice('a')], none: 'None', mayBeNone: false });
    expect(heads(lanes)).to.deep.equal([['None', 3], ['A', 0], ['x', 1]]); // prettier-ignore
    expect(heads(lanesOf([], { choices: [choice('a')], none: 'None', mayBeNone: true }))[0]).to.deep.equal(['None', 0]);
  });

  it('takes the records of a look-up by their names', () => {
    const lanes = lanesOf([group('1', 4, 'North')], { choices: undefined, none: 'None', mayBeNone: false });
    expect(heads(lanes)).to.deep.equal([['North', 4]]);
  });

  it('finds the records of a column', () => {
    expect(laneFilter('stage', { value: 'won' })).to.deep.equal({ field: 'stage', op: 'eq', value: 'won' });
    expect(laneFilter('stage', { value: null })).to.deep.equal({ field: 'stage', op: 'isNull' });
  });

  it('moves a card without losing or doubling any, and back again', () => {
    const board = fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 12 }).chain((ids) =>
      fc.record({
        lanes: fc.constant([0, 1, 2].map((n) => lane(`l${n}`, ...ids.filter((id) => id % 3 === n).map(String)))),
        id: fc.constantFrom(...ids.map(String)),
        to: fc.constantFrom('l0', 'l1', 'l2', 'elsewhere'),
      }),
    );
    const all = (lanes: readonly Lane[]) => lanes.flatMap((each) => each.cards.map(({ id }) => id)).sort();
    fc.assert(
      fc.property(board, ({ lanes, id, to }) => {
        const from = laneOf(lanes, id)!.key;
        const moved = moveCard(lanes, id, to);
        expect(all(moved)).to.deep.equal(all(lanes));
        expect(laneOf(moved, id)!.key).to.equal(to === 'elsewhere' ? from : to);
        expect(moved.map((each) => each.count)).to.deep.equal(moved.map((each) => each.cards.length));
        const back = moveCard(moved, id, from);
        expect(back.map((each) => each.count)).to.deep.equal(lanes.map((each) => each.count));
      }),
    );
  });

  it('goes by arrows past empty columns, to the nearest card', () => {
    const lanes = [lane('a', '1', '2', '3'), lane('b'), lane('c', '4', '5')];
    expect(nextCard(lanes, '2', 'ArrowDown')).to.equal('3');
    expect(nextCard(lanes, '3', 'ArrowDown')).to.equal(undefined);
    expect(nextCard(lanes, '3', 'ArrowRight')).to.equal('5');
    expect(nextCard(lanes, '4', 'ArrowLeft')).to.equal('1');
    expect(nextCard(lanes, '2', 'Home')).to.equal('1');
    expect(nextCard(lanes, '2', 'End')).to.equal('3');
    expect(nextCard(lanes, '2', 'x')).to.equal(undefined);
  });

  it('asks for the figures of its columns and the list columns unless cards are stated', () => {
    expect(definition.needs({ by: 'stage', sums: ['amount'] }, ['name', 'stage', 'owner'])).to.deep.equal({
      fields: ['stage', 'owner'],
      groups: { by: 'stage', sums: ['amount'] },
    });
    expect(definition.needs({ by: 'stage', cards: ['owner'] }, ['name', 'x']).fields).to.deep.equal(['stage', 'owner']);
  });
});
