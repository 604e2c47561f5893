import { expect } from 'chai';
import { entryOf } from '../../../../../plugins/core/views/entry.js';
import { changeByDays, changeByUnits } from '../../../../../plugins/core/views/timeline/changes.js';
import { definition } from '../../../../../plugins/core/views/timeline/schema.js';

const change = { options: { from: 'from', to: 'to' }, timeZone: 'Europe/Berlin' };
const entry = (from: string, to: string | null, options: { from: string; to?: string } = change.options) =>
  entryOf({ id: 'r', version: 1, from, to }, { from: options.from, end: options.to }, change.timeZone)!;
const spring = entry('2026-03-01', '2026-03-31');

describe('views/timeline/changes', () => {
  it('moves a bar with its length in days, by a unit or by days', () => {
    expect(changeByUnits(spring, 'all', { zoom: 'month', by: 1 }, change)).to.deep.equal({ from: '2026-04-01', to: '2026-05-01' }); // prettier-ignore
    expect(changeByDays(spring, 'all', -2, change)).to.deep.equal({ from: '2026-02-27', to: '2026-03-29' });
    expect(changeByDays(spring, 'all', 0, change)).to.equal(undefined);
  });

  it('moves one end, never past the other', () => {
    expect(changeByUnits(spring, 'last', { zoom: 'week', by: 1 }, change)).to.deep.equal({ to: '2026-04-07' });
    expect(changeByUnits(spring, 'last', { zoom: 'quarter', by: -1 }, change)).to.equal(undefined);
    expect(changeByDays(spring, 'first', 30, change)).to.deep.equal({ from: '2026-03-31' });
    expect(changeByDays(spring, 'first', 31, change)).to.equal(undefined);
  });

  it('gives an end to what has none, where the view knows ends', () => {
    expect(changeByDays(entry('2026-03-01', null), 'last', 3, change)).to.deep.equal({ to: '2026-03-04' });
    const short = { ...change, options: { from: 'from' } };
    expect(changeByDays(entry('2026-03-01', null, short.options), 'last', 3, short)).to.equal(undefined);
  });

  it('keeps the time of day over a change of clocks', () => {
    const night = entry('2026-03-28T20:00:00.000Z', '2026-03-28T21:30:00.000Z');
    expect(changeByDays(night, 'all', 1, change)).to.deep.equal({
      from: '2026-03-29T19:00:00.000Z',
      to: '2026-03-29T20:30:00.000Z',
    });
  });

  it('asks for its dates, its lane and its words, and for the days it shows', () => {
    expect(definition.needs({ from: 'a', to: 'b', group: 'g', label: 'l.n' }, ['name'])).to.deep.equal({
      fields: ['a', 'b', 'g', 'l.n'],
      range: { path: 'a', end: 'b' },
    });
  });

  it('says what of its options does not fit the entity', () => {
    const field = (valueType: string, rest = {}) => ({ valueType, ...rest });
    const fields = new Map<string, object>([
      ['day', field('date')],
      ['at', field('datetime')],
      ['name', field('text')],
      ['kind', field('text', { dictionary: 'kinds' })],
      ['many', field('list', { dictionary: 'kinds' })],
    ]);
    const paths = (options: object) => definition.check!(options as never, { fields } as never).map(({ path }) => path);
    expect(paths({ from: 'day', to: 'day', group: 'kind' })).to.deep.equal([]);
    expect(paths({ from: 'name' })).to.deep.equal(['/from']);
    expect(paths({ from: 'day', to: 'at', group: 'many' })).to.deep.equal(['/to', '/group']);
    expect(paths({ from: 'day', group: 'name' })).to.deep.equal(['/group']);
  });
});
