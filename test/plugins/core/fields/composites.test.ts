import { expect } from 'chai';
import type { Parsed, TextContext } from '../../../../metadata/contributions.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { addressLine } from '../../../../plugins/core/fields/address/lines.js';
import { definition as address } from '../../../../plugins/core/fields/address/schema.js';
import { definition as dateRange } from '../../../../plugins/core/fields/dateRange/schema.js';
import { definition as personName } from '../../../../plugins/core/fields/personName/schema.js';

const field = (options: Record<string, unknown> = {}): FieldDocument => ({ id: 'f', name: 'f', type: 'x', options });
const context: TextContext = {
  locale: 'en',
  timeZone: 'UTC',
  currency: 'USD',
  choice: (_dictionary, code) => ({ FR: 'France' })[code],
};
const codeOf = (parsed: Parsed) => ('code' in parsed ? parsed.code : undefined);

describe('fields: composites', () => {
  it('read every part by its own type, and all parts empty is no value', () => {
    expect(address.parse({ city: ' Lyon ' }, field())).to.deep.equal({
      value: { street: null, postal_code: null, city: 'Lyon', state: null, country: null },
    });
    expect(address.parse({ city: '', street: null }, field())).to.deep.equal({ value: null });
    expect(codeOf(address.parse({ town: 'Lyon' }, field()))).to.equal('UNKNOWN_PART');
    expect(codeOf(address.parse({ city: ['Lyon'] }, field()))).to.equal('WRONG_TYPE');
    expect(codeOf(dateRange.parse({ from: '2026-02-30' }, field()))).to.equal('NOT_A_DATE');
  });

  it('keep countries in one column, whether they are chosen or typed', () => {
    const column = (options: object) => {
      const part = address.parts!(field({ ...options })).find((each) => each.name === 'country')!;
      return { type: part.type };
    };
    expect(column({})).to.deep.equal({ type: 'text' });
    expect(column({ dictionary: 'country' })).to.deep.equal({ type: 'choice' });
  });

  it('write an address in the order of its country', () => {
    const french = { street: '12 Rue Mercière', postal_code: '69002', city: 'Lyon', state: null, country: 'FR' };
    expect(address.format(french, field({ dictionary: 'country' }), context)).to.equal(
      '12 Rue Mercière, 69002 Lyon, France',
    );
    const american = { street: '1 Main St', postal_code: '10001', city: 'New York', state: 'NY', country: 'US' };
    expect(addressLine(american, 'United States', 'US')).to.equal('1 Main St, New York, NY 10001, United States');
    const chinese = { street: '南京路1号', postal_code: '200001', city: '上海市', state: null, country: 'CN' };
    expect(addressLine(chinese, '中国', 'CN')).to.equal('中国 上海市南京路1号 200001');
    expect(addressLine({ city: 'Lyon' }, '', '')).to.equal('Lyon');
  });

  it('write names and ranges on one line', () => {
    const name = (value: object) => personName.format(value as never, field(), context);
    expect(name({ title: 'Dr.', given: 'Ann', family: 'Miller' })).to.equal('Dr. Ann Miller');
    expect(name({ given: '小明', family: '李' })).to.equal('李小明');
    expect(name({ family: 'Miller' })).to.equal('Miller');
    expect(dateRange.format({ from: '2026-01-01', to: null }, field(), context)).to.equal('1 Jan 2026 – …');
  });

  it('refuse a range that ends before it begins', () => {
    const check = (from: string | null, to: string | null) => dateRange.checkParts!({ from, to }, field())?.code;
    expect(check('2026-01-02', '2026-01-01')).to.equal('RANGE_BACKWARDS');
    expect(check('2026-01-01', '2026-01-01')).to.equal(undefined);
    expect(check(null, '2026-01-01')).to.equal(undefined);
  });
});
