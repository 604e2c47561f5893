import { expect } from 'chai';
import fc from 'fast-check';
import { definition } from '../../../../../plugins/core/views/map/schema.js';
import { nowhere, placeFilter, placesOf, ranked } from '../../../../../plugins/core/views/map/places.js';

const group = (value: string | null, count: number, sum?: number) => ({ value, label: undefined, count, sums: [sum] });
const words = { map: 'countries', none: 'Nowhere', labelOf: (code: string) => `in ${code}` };

describe('views/map/places', () => {
  it('takes codes that mean the same for one place, and adds them up', () => {
    const places = placesOf([group('DE', 2, 0.1), group('DEU', 3, 0.2), group('FR', 1)], words);
    expect(places).to.deep.equal([
      { key: 'DE', codes: ['DE', 'DEU'], label: 'in DE', count: 5, sum: 0.3 },
      { key: 'FR', codes: ['FR'], label: 'in FR', count: 1, sum: 0 },
    ]);
  });

  it('puts records without a place last, whatever their figure', () => {
    const places = placesOf([group(null, 90, 1), group('', 5, 1), group('FR', 1, 7), group('DE', 2, 3)], words);
    expect(places.at(-1)).to.deep.include({ key: nowhere, label: 'Nowhere', count: 95, codes: [''] });
    expect(ranked(places, 'count').map(({ key }) => key)).to.deep.equal(['DE', 'FR', nowhere]);
    expect(ranked(places, 'sum').map(({ key }) => key)).to.deep.equal(['FR', 'DE', nowhere]);
  });

  it('loses no record, and each code is in one place only', () => {
    const groups = fc.uniqueArray(
      fc.record({
        value: fc.oneof(fc.constant(null), fc.constantFrom('DE', 'DEU', '276', 'us', 'USA', 'XX', '', 'nowhere')),
        count: fc.nat(100),
      }),
      { selector: ({ value }) => value },
    );
    fc.assert(
      fc.property(groups, (given) => {
        const places = placesOf(given.map(({ value, count }) => group(value, count)), words); // prettier-ignore
        const total = (rows: readonly { readonly count: number }[]) => rows.reduce((all, { count }) => all + count, 0);
        expect(total(places)).to.equal(total(given));
        const codes = places.flatMap((place) => place.codes);
        expect(codes).to.have.members(given.flatMap(({ value }) => value ?? []));
        expect(new Set(places.map(({ key }) => key)).size).to.equal(places.length);
      }),
    );
  });

  it('finds the records of a place by every way to write it, and those without one', () => {
    const [germany, none] = placesOf([group('DE', 1), group('DEU', 1), group(null, 1), group('', 1)], words);
    expect(placeFilter('country', germany!)).to.deep.equal({ field: 'country', op: 'in', value: ['DE', 'DEU'] });
    expect(placeFilter('country', none!)).to.deep.equal({
      or: [{ field: 'country', op: 'isNull' }, { field: 'country', op: 'in', value: [''] }],
    }); // prettier-ignore
    expect(placeFilter('country', { ...none!, codes: [] })).to.deep.equal({ field: 'country', op: 'isNull' });
  });
});

describe('views/map/schema', () => {
  it('asks for the places with their figure, and for the list’s columns', () => {
    expect(definition.needs({ place: 'area.code', sum: 'amount' }, ['name'])).to.deep.equal({
      fields: ['area.code', 'name'],
      groups: { by: 'area.code', sums: ['amount'], most: 1000 },
    });
  });

  it('takes codes for its place and a figure for its sum', () => {
    const fields = new Map([
      ['country', { valueType: 'text', dictionary: 'country' }],
      ['area', { valueType: 'text', target: 'area' }],
      ['day', { valueType: 'date' }],
      ['amount', { valueType: 'number' }],
    ]);
    const found = (options: object) => definition.check!(options as never, { fields } as never);
    expect(found({ place: 'country', sum: 'amount' })).to.deep.equal([]);
    expect(found({ place: 'area.code' })).to.deep.equal([]);
    expect(found({ place: 'area' })[0]!.message).to.contain('like "area.code"');
    expect(found({ place: 'day', sum: 'country' }).map(({ path }) => path)).to.deep.equal(['/place', '/sum']);
  });
});
