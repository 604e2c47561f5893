import { expect } from 'chai';
import fc from 'fast-check';
import type { TextContext } from '../../../../metadata/contributions.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { languages } from '../../../../metadata/value.js';
import { readDatePattern, readDateText, writeDate } from '../../../../plugins/core/fields/date-values.js';
import { definition as date } from '../../../../plugins/core/fields/date/schema.js';
import { definition as datetime } from '../../../../plugins/core/fields/datetime/schema.js';

const field: FieldDocument = { id: 'f', name: 'f', type: 'date' };
const context = (locale: string, timeZone = 'UTC'): TextContext => ({
  locale,
  timeZone,
  currency: 'USD',
  choice: () => undefined,
});

describe('fields/date-values', () => {
  it('reads dates in the order of the locale, never guessing', () => {
    const table: readonly [string, string, string | undefined][] = [
      ['es', '31/12/2026', '2026-12-31'],
      ['en', '12/31/2026', '2026-12-31'],
      ['en', '31/12/2026', undefined],
      ['en-GB', '31/12/2026', '2026-12-31'],
      ['zh-CN', '2026/12/31', '2026-12-31'],
      ['zh-TW', '２０２６年１２月３１日', '2026-12-31'],
      ['en', '2026-12-31', '2026-12-31'],
      ['en', '1 Oct 2026', '2026-10-01'],
      ['es', '1 de octubre de 2026', '2026-10-01'],
      ['es', '1 sept 2026', '2026-09-01'],
      ['en', '2026-02-29', undefined],
      ['es', '31/4/2026', undefined],
      ['en', '12/31/26', undefined],
      ['en', '0999-01-01', undefined],
      ['en', 'tomorrow', undefined],
    ];
    for (const [locale, text, expected] of table)
      expect(readDateText(text, locale), `${locale} ${text}`).to.equal(expected);
  });

  it('reads a stated pattern exactly', () => {
    expect(readDatePattern('31.12.2026', 'DD.MM.YYYY')).to.equal('2026-12-31');
    expect(readDatePattern('3/4/2026', 'D/M/YYYY')).to.equal('2026-04-03');
    expect(readDatePattern('3/4/2026', 'DD/MM/YYYY')).to.equal(undefined);
    expect(readDatePattern('31x12x2026', 'DD.MM.YYYY')).to.equal(undefined);
  });

  it('writes dates as the language does', () => {
    expect(languages.map((language) => writeDate('2026-10-01', language))).to.deep.equal([
      '1 Oct 2026',
      '2026-10-01',
      '2026-10-01',
      '1 oct 2026',
    ]);
  });

  it('takes only real days over the wire', () => {
    expect(date.parse('2024-02-29', field)).to.deep.equal({ value: '2024-02-29' });
    for (const input of ['2026-02-29', '2026-13-01', '2026-1-1', '31/12/2026', '2026-01-01T00:00:00.000Z', ''])
      expect(date.parse(input, field), input).to.have.property('code', 'NOT_A_DATE');
  });

  it('stores moments in UTC with milliseconds, from any offset, and never without one', () => {
    expect(datetime.parse('2026-11-21T09:00:00+01:00', field)).to.deep.equal({ value: '2026-11-21T08:00:00.000Z' });
    for (const input of ['2026-11-21T09:00:00', '2026-11-21', '2026-02-30T00:00:00Z', '2026-11-21T25:00:00Z'])
      expect(datetime.parse(input, field), input).to.have.property('code', 'NOT_A_DATETIME');
  });

  it('reads wall time in the zone and refuses the hour that clocks skip', () => {
    const read = (text: string) => datetime.parseText!(text, field, context('es', 'Europe/Madrid'));
    expect(read('28/3/2026 02:30')).to.deep.equal({ value: '2026-03-28T01:30:00.000Z' });
    expect(read('29/3/2026 02:30')).to.have.property('code', 'NO_SUCH_TIME');
    expect(read('29/3/2026 03:30')).to.deep.equal({ value: '2026-03-29T01:30:00.000Z' });
    expect(read('28/3/2026 24:00')).to.have.property('code', 'NOT_A_DATETIME');
  });

  it('shows the same moment in three zones', () => {
    const shown = ['America/Lima', 'Europe/Madrid', 'Asia/Shanghai'].map((zone) =>
      datetime.format('2026-07-01T20:15:00.000Z', field, context('en', zone)),
    );
    expect(shown).to.deep.equal(['1 Jul 2026, 15:15', '1 Jul 2026, 22:15', '2 Jul 2026, 04:15']);
  });

  it('reads back every day it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300000, max: 2_000_000 }), fc.constantFrom(...languages), (day, locale) => {
        const value = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(readDateText(writeDate(value, locale), locale), `${locale} ${value}`).to.equal(value);
      }),
      { numRuns: 300 },
    );
  });
});
