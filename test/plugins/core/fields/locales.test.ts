/**
 * The same value in four languages and four zones: as files and as screens write it, read back, in full-width digits too,
 * and what is refused instead of guessed. Blanks that do not break are written as plain ones here.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { FieldType, Parsed, TextContext } from '../../../../metadata/contributions.js';
import type { Field } from '../../../../metadata/model/model.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { localDateTime } from '../../../../metadata/time.js';
import { languages, type Language, type Value } from '../../../../metadata/value.js';
import { definition as autonumber } from '../../../../plugins/core/fields/autonumber/schema.js';
import { definition as date } from '../../../../plugins/core/fields/date/schema.js';
import { definition as dateRange } from '../../../../plugins/core/fields/dateRange/schema.js';
import { definition as datetime } from '../../../../plugins/core/fields/datetime/schema.js';
import { definition as decimal } from '../../../../plugins/core/fields/decimal/schema.js';
import { definition as duration } from '../../../../plugins/core/fields/duration/schema.js';
import { definition as integer } from '../../../../plugins/core/fields/integer/schema.js';
import { definition as money } from '../../../../plugins/core/fields/money/schema.js';
import { definition as percent } from '../../../../plugins/core/fields/percent/schema.js';
import { definition as time } from '../../../../plugins/core/fields/time/schema.js';
import type { FieldHost, FieldView } from '../../../../runtime/host/field-views.js';
import { createFormats } from '../../../../runtime/ui/formats.js';

const types = { autonumber, date, dateRange, datetime, decimal, duration, integer, money, percent, time } as const;
type TypeName = keyof typeof types;
const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kolkata'] as const;
type Zone = (typeof zones)[number];

const field = (type: string, options: Record<string, unknown> = {}): FieldDocument => ({
  id: 'f',
  name: 'f',
  type,
  options,
});
const context = (locale: string, timeZone = 'UTC'): TextContext => ({
  locale, timeZone, currency: 'USD', choice: () => undefined,
}); // prettier-ignore
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
/** Every sign of ASCII in the width of Chinese characters, as an input method writes it. */
const wide = (text: string): string =>
  text.replace(/[ -~]/g, (sign) => (sign === ' ' ? '\u3000' : String.fromCharCode(sign.charCodeAt(0) + 0xfee0)));
const read = (type: FieldType, text: string, document: FieldDocument, locale: string, zone?: string): Parsed =>
  type.parseText!(text, document, context(locale, zone));

/** Type, value, then the texts of a file in en, zh-CN, zh-TW and es, and those of a screen where they differ. */
interface Row {
  readonly type: TypeName;
  readonly value: Value;
  readonly options?: Record<string, unknown>;
  readonly file: readonly [string, string, string, string];
  readonly screen?: readonly [string, string, string, string];
}
const same = (text: string) => [text, text, text, text] as const;
const han = (en: string, zh: string, es: string) => [en, zh, zh, es] as const;

const rows: readonly Row[] = [
  { type: 'integer', value: 1234567, file: han('1,234,567', '1,234,567', '1.234.567') },
  { type: 'integer', value: 1234, file: han('1,234', '1,234', '1.234') },
  { type: 'integer', value: 2026, options: { grouping: false }, file: same('2026') },
  { type: 'decimal', value: 1234567.5, file: han('1,234,567.5', '1,234,567.5', '1.234.567,5'), screen: han('1,234,567.50', '1,234,567.50', '1.234.567,50') },
  { type: 'decimal', value: -1234.56, file: han('−1,234.56', '−1,234.56', '−1.234,56') },
  { type: 'money', value: 12345.5, file: han('USD 12,345.50', 'USD 12,345.50', '12.345,50 USD'), screen: han('USD 12,345.50', 'USD 12,345.50', 'USD 12.345,50') },
  { type: 'percent', value: 0.125, file: han('12.5%', '12.5%', '12,5 %'), screen: han('12.5 %', '12.5%', '12,5 %') },
  { type: 'date', value: '2026-09-01', file: han('1 Sep 2026', '2026-09-01', '1 sept 2026') },
  { type: 'date', value: '2026-10-31', file: han('31 Oct 2026', '2026-10-31', '31 oct 2026') },
  { type: 'dateRange', value: { from: '2026-01-01', to: '2026-03-31' }, file: han('1 Jan 2026 – 31 Mar 2026', '2026-01-01 – 2026-03-31', '1 ene 2026 – 31 mar 2026') },
  { type: 'time', value: '08:30', file: same('08:30') },
  { type: 'duration', value: 90, file: same('1:30') },
  { type: 'duration', value: 90, options: { unit: 'seconds' }, file: same('0:01:30') },
  { type: 'autonumber', value: 'SO-2026-00042', file: same('SO-2026-00042') },
]; // prettier-ignore

/** Moments around both changes of clocks in New York; wall times of each zone, day and hour apart. */
const moments: readonly (readonly [string, Readonly<Record<Zone, string>>])[] = [
  ['2026-03-08T06:59:00.000Z', { UTC: '2026-03-08 06:59', 'Asia/Shanghai': '2026-03-08 14:59', 'America/New_York': '2026-03-08 01:59', 'Asia/Kolkata': '2026-03-08 12:29' }],
  ['2026-03-08T07:00:00.000Z', { UTC: '2026-03-08 07:00', 'Asia/Shanghai': '2026-03-08 15:00', 'America/New_York': '2026-03-08 03:00', 'Asia/Kolkata': '2026-03-08 12:30' }],
  ['2026-11-01T05:30:00.000Z', { UTC: '2026-11-01 05:30', 'Asia/Shanghai': '2026-11-01 13:30', 'America/New_York': '2026-11-01 01:30', 'Asia/Kolkata': '2026-11-01 11:00' }],
  ['2026-11-01T06:30:00.000Z', { UTC: '2026-11-01 06:30', 'Asia/Shanghai': '2026-11-01 14:30', 'America/New_York': '2026-11-01 01:30', 'Asia/Kolkata': '2026-11-01 12:00' }],
  ['2026-12-31T20:00:00.000Z', { UTC: '2026-12-31 20:00', 'Asia/Shanghai': '2027-01-01 04:00', 'America/New_York': '2026-12-31 15:00', 'Asia/Kolkata': '2027-01-01 01:30' }],
]; // prettier-ignore
const monthsOf: Readonly<Record<string, readonly [en: string, es: string]>> = {
  '01': ['Jan', 'ene'], '03': ['Mar', 'mar'], '11': ['Nov', 'nov'], '12': ['Dec', 'dic'],
}; // prettier-ignore
/** `2026-03-08 06:59` as a language writes it. */
function inWords(wall: string, language: Language): string {
  if (language.startsWith('zh')) return wall;
  const [, year, month, day, hour] = /^(\d+)-(\d+)-(\d+) (.+)$/.exec(wall)!;
  return `${Number(day)} ${monthsOf[month!]![language === 'es' ? 1 : 0]} ${year}, ${hour}`;
}
/** The second of two hours with the same wall time. */
const isSecondHour = (iso: string, zone: string): boolean =>
  localDateTime(new Date(Date.parse(iso) - 3_600_000).toISOString(), zone) === localDateTime(iso, zone);

describe('fields: languages and zones', () => {
  const views = new Map<TypeName, FieldView>();
  before(async () => {
    for (const name of Object.keys(types) as TypeName[]) {
      const folder = new URL(`../../../../plugins/core/fields/${name}/`, import.meta.url);
      views.set(name, ((await import(new URL('view.ts', folder).href)) as { view: FieldView }).view);
    }
  });
  /** What a list or a form shows. */
  const shown = ({ type, value, options }: Row, language: Language, zone = 'UTC'): string => {
    const formats = createFormats(language, zone);
    const host = { language, formats, currency: 'USD', context: context(formats.locale, zone) } as unknown as FieldHost;
    const held = { type: types[type], document: field(type, options) } as unknown as Field;
    return views.get(type)!.text(value, held, host);
  };

  it('write every kind of value in files and on screens', () => {
    for (const row of rows) {
      const { type, value, options } = row;
      const files = languages.map((each) => plain(types[type].format(value, field(type, options), context(each))));
      expect(files, `${type} in a file`).to.deep.equal([...row.file]);
      const screens = languages.map((each) => plain(shown(row, each)));
      expect(screens, `${type} on a screen`).to.deep.equal([...(row.screen ?? row.file)]);
    }
  });

  it('show one moment on the clocks of four zones, over both changes of clocks, and dates the same in all', () => {
    for (const [value, walls] of moments) {
      for (const zone of zones) {
        const expected = languages.map((language) => inWords(walls[zone], language));
        const files = languages.map((each) => datetime.format(value, field('datetime'), context(each, zone)));
        expect(files, `${value} in ${zone}`).to.deep.equal(expected);
        const screens = languages.map((each) => shown({ type: 'datetime', value, file: same('') }, each, zone));
        expect(screens, `${value} in ${zone} on a screen`).to.deep.equal(expected);
      }
    }
    for (const row of rows.filter(({ type }) => type.startsWith('date'))) {
      for (const zone of zones) {
        expect(languages.map((each) => plain(shown(row, each, zone)))).to.deep.equal([...(row.screen ?? row.file)]);
      }
    }
  });

  it('read back what files and screens write, in full-width digits too', () => {
    for (const row of rows.filter(({ type }) => type !== 'dateRange')) {
      const document = field(row.type, row.options);
      for (const language of languages) {
        const texts = [
          [types[row.type].format(row.value, document, context(language)), language],
          [shown(row, language), createFormats(language).locale],
        ] as const;
        for (const [text, locale] of texts) {
          const forms = row.type === 'autonumber' ? [text] : [text, wide(text)];
          for (const each of forms)
            expect(read(types[row.type], each, document, locale), `${row.type} ${locale} ${each}`).to.deep.equal({ value: row.value }); // prettier-ignore
        }
      }
    }
  });

  it('read back any number, day and moment they write', () => {
    const language = fc.constantFrom(...languages);
    const numbers = fc.property(
      fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.constantFrom(decimal, money, percent, integer), language,
      (digits, type, locale) => {
        const document = field(type.id, type === integer ? {} : { scale: 4 });
        const value = type === integer ? digits : Number(`${digits}e-4`);
        const text = type.format(value, document, context(locale));
        for (const each of [text, wide(text)]) expect(read(type, each, document, locale), each).to.deep.equal({ value });
      },
    ); // prettier-ignore
    fc.assert(numbers, { numRuns: 200 });
    // Minutes of the years 2020 to 2035, the days of the clocks' changes often.
    const minute = fc.oneof(
      fc.integer({ min: 26_297_280, max: 34_713_600 }),
      fc.integer({ min: -1500, max: 1500 }).map((near) => Date.parse('2026-03-08T07:00Z') / 60_000 + near),
      fc.integer({ min: -1500, max: 1500 }).map((near) => Date.parse('2026-11-01T06:00Z') / 60_000 + near),
    );
    const times = fc.property(minute, fc.constantFrom(...zones), language, (at, zone, locale) => {
      const iso = new Date(at * 60_000).toISOString();
      const text = datetime.format(iso, field('datetime'), context(locale, zone));
      const again = read(datetime, wide(text), field('datetime'), locale, zone);
      // A wall time that comes twice is the earlier one: it cannot say which it was.
      const first = isSecondHour(iso, zone) ? new Date(at * 60_000 - 3_600_000).toISOString() : iso;
      expect(again, `${iso} ${zone} ${text}`).to.deep.equal({ value: first });
      const day = localDateTime(iso, zone).slice(0, 10);
      expect(read(date, date.format(day, field('date'), context(locale)), field('date'), locale)).to.deep.equal({ value: day }); // prettier-ignore
    });
    fc.assert(times, { numRuns: 300 });
  });

  it('take what is typed in the order and with the signs of the language', () => {
    const cases: readonly (readonly [TypeName, string, string, Value])[] = [
      ['decimal', 'es', '1.234,56', 1234.56], ['decimal', 'en', '1,234.56', 1234.56], ['decimal', 'zh-CN', '１，２３４．５６', 1234.56],
      ['decimal', 'es', '1234,5', 1234.5], ['integer', 'es', '1.234', 1234], ['percent', 'es', '12,5 %', 0.125],
      ['percent', 'zh-TW', '１２．５％', 0.125], ['money', 'es', '1.234,56 US$', 1234.56], ['money', 'zh-CN', 'ＵＳＤ１，２３４．５', 1234.5],
      ['date', 'es', '3/4/2026', '2026-04-03'], ['date', 'en-GB', '3/4/2026', '2026-04-03'], ['date', 'en', '3/4/2026', '2026-03-04'],
      ['date', 'zh-TW', '２０２６年４月３日', '2026-04-03'], ['time', 'zh-CN', '下午３：０５', '15:05'], ['duration', 'zh-CN', '１小时３０分', 90],
      ['duration', 'es', '1,5 h', 90], ['datetime', 'es', '8/3/2026 03:30', '2026-03-08T03:30:00.000Z'],
    ]; // prettier-ignore
    for (const [type, locale, text, value] of cases)
      expect(read(types[type], text, field(type), locale), `${type} ${locale} ${text}`).to.deep.equal({ value });
  });

  it('refuse with words what is wrong or could mean two things', () => {
    const cases: readonly (readonly [TypeName, string, string, string])[] = [
      ['decimal', 'en', '1.234,56', 'NOT_A_NUMBER'], ['decimal', 'es', '1,234.56', 'NOT_A_NUMBER'], ['decimal', 'en', '1,23', 'NOT_A_NUMBER'],
      ['decimal', 'es', '1.23', 'NOT_A_NUMBER'], ['decimal', 'es', '1,234', 'TOO_MANY_DECIMALS'], ['integer', 'en', '1.5', 'TOO_MANY_DECIMALS'],
      ['integer', 'en', '1234567890123456', 'TOO_MANY_DIGITS'], ['percent', 'en', '12,5%', 'NOT_A_NUMBER'],
      ['money', 'en', '€5', 'OTHER_CURRENCY'], ['money', 'es', 'US$ 1,234.50', 'NOT_A_NUMBER'],
      ['date', 'en', '31/12/2026', 'NOT_A_DATE'], ['date', 'es', '12/31/2026', 'NOT_A_DATE'], ['date', 'en-GB', '3/4/26', 'NOT_A_DATE'],
      ['date', 'zh-CN', '3/4/2026', 'NOT_A_DATE'], ['date', 'en', '31 Feb 2026', 'NOT_A_DATE'],
      ['datetime', 'en-GB', '8 Mar 2026', 'NOT_A_DATETIME'], ['datetime', 'en-GB', '8 Mar 2026 24:00', 'NOT_A_DATETIME'],
      ['time', 'en', '25:00', 'NOT_A_TIME'], ['time', 'es', '8', 'NOT_A_TIME'],
      ['duration', 'es', '1.500 h', 'NOT_A_DURATION'], ['duration', 'en', '1,500 h', 'NOT_A_DURATION'], ['duration', 'en', '1:75', 'NOT_A_DURATION'],
    ]; // prettier-ignore
    for (const [type, locale, text, code] of cases) {
      const parsed = read(types[type], text, field(type), locale);
      expect(parsed, `${type} ${locale} ${text}`).to.have.property('code', code);
      expect((parsed as { message: string }).message, text).to.match(/^\S.{8,}\.$/s);
    }
    const skipped = zones.map((zone) => read(datetime, '2026-03-08 02:30', field('datetime'), 'en', zone));
    expect(skipped.map((parsed) => ('code' in parsed ? parsed.code : parsed.value))).to.deep.equal([
      '2026-03-08T02:30:00.000Z',
      '2026-03-07T18:30:00.000Z',
      'NO_SUCH_TIME',
      '2026-03-07T21:00:00.000Z',
    ]);
  });
});
