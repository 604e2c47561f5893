import { expect } from 'chai';
import fc from 'fast-check';
import type { Column, ColumnType } from '../../../metadata/contributions.js';
import { compareText, type Value } from '../../../metadata/value.js';
import { startOfGrain } from '../../../metadata/time.js';
import { addColumnSql, createIndexSql, createTableSql } from '../../../server/database/schema.js';
import { InexactValue } from '../../../server/database/errors.js';
import { eachDatabase } from '../../helper/databases.js';

const column = (name: string, type: ColumnType, more: Partial<Column> = {}): Column => ({
  name,
  type,
  role: 'value',
  ...more,
});
const id = column('id', 'id');

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((value) => value.replaceAll('\0', '')),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((value) => value.replaceAll('\0', '')),
  fc.constantFrom('', ' ', 'a', 'a ', 'A', 'á', 'a\u0301', '𠮷野家', '👩‍👩‍👧', "'; --", '\\', '%_', '\n\t', 'ﬀ', '客户'),
);
const decimal = (precision: number, scale: number): fc.Arbitrary<number> =>
  fc
    .bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n })
    .map((digits) => Number(`${digits}e-${scale}`) + 0);
const instant = fc.date({
  min: new Date('1000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const plainJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Value);

/** Every column type with the values it must give back unchanged. */
const cases: readonly [Column, fc.Arbitrary<Value>][] = [
  [column('reference', 'id'), fc.constantFrom('01ARZ3NDEKTSV4RRFFQ69G5FAV', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ')],
  [column('short', 'text', { length: 60 }), text],
  [column('wide', 'text', { length: 400 }), text],
  [column('open', 'text'), text],
  [column('long', 'longText'), fc.oneof(text, fc.constant('長'.repeat(70_000)))],
  [column('whole', 'integer'), fc.maxSafeInteger().map((value) => value + 0)],
  [column('money', 'decimal', { precision: 15, scale: 2 }), decimal(15, 2)],
  [column('count', 'decimal', { precision: 15, scale: 0 }), decimal(15, 0)],
  [column('fine', 'decimal', { precision: 15, scale: 9 }), decimal(15, 9)],
  [column('rate', 'decimal', { precision: 6, scale: 6 }), decimal(6, 6)],
  [column('flag', 'boolean'), fc.boolean()],
  [column('day', 'date'), instant.map((date) => date.toISOString().slice(0, 10))],
  [column('moment', 'datetime'), instant.map((date) => date.toISOString())],
  [column('moment_l', 'date', { role: 'local' }), instant.map((date) => date.toISOString().slice(0, 13))],
  [column('data', 'json'), plainJson],
];

eachDatabase('database/dialect', (fixture) => {
  const { engine } = fixture;

  it('gives every value back as it was written', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const columns = cases.map(([each]) => each);
    await database.write((transaction) => transaction.raw(createTableSql(dialect, 'd_all', [id, ...columns])));
    const row = fc.record(
      Object.fromEntries(cases.map(([each, values]) => [each.name, fc.option(values, { freq: 9 })])),
    );
    let next = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const ids = rows.map(() => String(next++).padStart(26, '0'));
        const encoded = rows.map((values, index) => ({
          id: ids[index],
          ...Object.fromEntries(columns.map((each) => [each.name, dialect.encode(each, values[each.name] ?? null)])),
        }));
        await database.write((transaction) => transaction('d_all').insert(encoded));
        const stored = await database.read('d_all').whereIn('id', ids).orderBy('id');
        const decoded = stored.map((raw: Record<string, unknown>) =>
          Object.fromEntries(columns.map((each) => [each.name, dialect.decode(each, raw[each.name])])),
        );
        expect(decoded).to.deep.equal(rows.map((values) => ({ ...values })));
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what a column would change', () => {
    const { dialect } = fixture.database;
    const money = column('money', 'decimal', { precision: 15, scale: 2 });
    const refused: readonly [Column, Value][] = [
      [money, 0.005],
      [money, 0.1 + 0.2],
      [money, 1e13],
      [money, Number.NaN],
      [money, '1.00'],
      [column('whole', 'integer'), 2 ** 53],
      [column('whole', 'integer'), 1.5],
      [column('flag', 'boolean'), 1],
      [column('day', 'date'), '2026-02-30'],
      [column('day', 'date'), '2026-11-21T08'],
      [column('moment', 'datetime'), '2026-11-21T08:00:00Z'],
      [column('short', 'text'), 'half \ud83d'],
      [column('short', 'text'), 'nul \0 inside'],
    ];
    for (const [each, value] of refused) {
      expect(() => dialect.encode(each, value), `${each.name} ${String(value)}`).to.throw(InexactValue);
    }
  });

  it('compares text by code point: case, accents and trailing blanks tell values apart', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const name = column('name', 'text', { length: 40 });
    const values = ['a', 'A', 'á', 'a\u0301', 'a ', 'a  ', ' a', 'ａ', 'ß', 'ss', '客', '𠮷', '\uffee', ''];
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_words', [id, name]));
      await transaction.raw(createIndexSql(dialect, 'd_words', 'u_words', [name], true));
      await transaction('d_words').insert(values.map((value, index) => ({ id: String(index), name: value })));
    });
    for (const value of values) {
      const found = await database.read('d_words').where({ name: value });
      expect(found.map((row: { name: string }) => row.name)).to.deep.equal([value]);
    }
    const groups = await database.read('d_words').select('name').groupBy('name').orderBy('name');
    expect(groups.map((row: { name: string }) => row.name)).to.deep.equal([...values].sort(compareText));
  });

  it('tells duplicates from other errors', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const name = column('name', 'text', { length: 40 });
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_unique', [id, name]));
      await transaction.raw(createIndexSql(dialect, 'd_unique', 'u_d_unique_name', [name], true));
      await transaction('d_unique').insert({ id: '1', name: "it's 'x' for key 'y'" });
    });
    const insert = (row: object): Promise<unknown> =>
      database
        .write((transaction) => transaction('d_unique').insert(row))
        .then(
          () => undefined,
          (error: unknown) => error,
        );
    const duplicate = dialect.uniqueViolation(await insert({ id: '2', name: "it's 'x' for key 'y'" }));
    const sameId = dialect.uniqueViolation(await insert({ id: '1', name: 'b' }));
    const other = dialect.uniqueViolation(await insert({ id: '3', nothing: 1 }));
    expect(duplicate).to.deep.equal(engine === 'sqlite' ? { columns: ['name'] } : { index: 'u_d_unique_name' });
    expect(sameId).to.deep.equal(engine === 'sqlite' ? { columns: ['id'] } : { index: 'PRIMARY' });
    expect(other).to.equal(undefined);
    expect(await database.read('d_unique').where({ id: '3' })).to.have.length(0);
  });

  it('sums beyond 2^53 and averages in natural units', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const money = column('amount', 'decimal', { precision: 15, scale: 2 });
    const whole = column('whole', 'integer');
    const amounts = [9_999_999_999_999.99, 9_999_999_999_999.98, -0.03, 1250.5, 0, null];
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_sums', [id, money, whole]));
      const rows = Array.from({ length: 200 }, (_, n) => n).flatMap((n) =>
        amounts.map((amount, k) => ({
          id: `${n}-${k}`,
          amount: dialect.encode(money, amount),
          whole: dialect.encode(whole, k === 0 ? Number.MAX_SAFE_INTEGER : 1),
        })),
      );
      for (let i = 0; i < rows.length; i += 300) await transaction('d_sums').insert(rows.slice(i, i + 300));
    });
    const select = (where: string): Promise<Record<string, unknown>> =>
      database
        .read('d_sums')
        .whereRaw(where)
        .first(
          database.read.raw(`${dialect.sum('amount', money)} AS total`),
          database.read.raw(`${dialect.avg('amount', money)} AS average`),
          database.read.raw(`${dialect.sum('whole', whole)} AS wholes`),
        );
    const all = await select('1 = 1');
    const none = await select('1 = 0');
    expect(dialect.decodeSum(money, all['total'])).to.equal(4_000_000_000_250_088);
    expect(dialect.decodeSum(money, all['average'])).to.equal(4_000_000_000_250.09);
    expect(dialect.decodeSum(whole, all['wholes'])).to.equal(Number(BigInt(Number.MAX_SAFE_INTEGER) * 200n + 1000n));
    expect(dialect.decodeSum(money, none['total'])).to.equal(null);
    expect(dialect.decodeSum(money, none['average'])).to.equal(null);
  });

  it('keeps 0.1 + 0.2 exact in sums', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const money = column('amount', 'decimal', { precision: 15, scale: 2 });
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_cents', [id, money]));
      const rows = [0.1, 0.2, -1.05].map((value, n) => ({ id: `${n}`, amount: dialect.encode(money, value) }));
      await transaction('d_cents').insert(rows);
    });
    const row = await database.read('d_cents').first(database.read.raw(`${dialect.sum('amount', money)} AS total`));
    expect(dialect.decodeSum(money, row.total)).to.equal(-0.75);
  });

  it('compares with numbers that have more digits than the column', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const money = column('amount', 'decimal', { precision: 15, scale: 2 });
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_bounds', [id, money]));
      const rows = [0, 0.01, 1.15, 12.5].map((value, n) => ({ id: `${n}`, amount: dialect.encode(money, value) }));
      await transaction('d_bounds').insert(rows);
    });
    const above = async (bound: number): Promise<number> => {
      const value = dialect.encodeBound(money, bound) as number;
      return (await database.read('d_bounds').where('amount', '>', value)).length;
    };
    expect(await above(0.005)).to.equal(3);
    expect(await above(1e-7)).to.equal(3);
    expect(await above(1.15)).to.equal(1);
    expect(await above(1.1499)).to.equal(2);
    expect(await above(1e25)).to.equal(0);
    const equal = await database.read('d_bounds').where('amount', dialect.encodeBound(money, 1.15) as number);
    expect(equal).to.have.length(1);
  });

  it('matches patterns literally but for % and _, with a backslash before them as text', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const key = column('name_k', 'text', { role: 'key', length: 40 });
    const values = ['100% sure', '100 sure', 'a_b', 'axb', 'c\\d', 'ABC', 'abc'];
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_like', [id, key]));
      await transaction('d_like').insert(values.map((value, n) => ({ id: `${n}`, name_k: value })));
    });
    const find = async (pattern: string): Promise<string[]> =>
      (await database.read('d_like').whereRaw(dialect.like('name_k'), [pattern]).orderBy('id')).map(
        (row: { name_k: string }) => row.name_k,
      );
    expect(await find('100\\%%')).to.deep.equal(['100% sure']);
    expect(await find('a\\_b')).to.deep.equal(['a_b']);
    expect(await find('a_b')).to.deep.equal(['a_b', 'axb']);
    expect(await find('%\\\\%')).to.deep.equal(['c\\d']);
    expect(await find('abc')).to.deep.equal(['abc']);
  });

  it('starts grains where metadata/time does', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const day = column('day', 'date');
    const local = column('moment_l', 'date', { role: 'local' });
    const random = fc.sample(instant, { numRuns: 150, seed: 7 });
    const edges = ['2024-12-30', '2025-01-01', '2026-01-04', '2024-02-29', '2026-12-31', '2027-01-03', '2026-10-01'];
    const moments = [...random.map((date) => date.toISOString()), ...edges.map((date) => `${date}T09:30:00.000Z`)];
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_grains', [id, day, local]));
      const rows = moments.map((moment, n) => ({
        id: `${n}`,
        day: moment.slice(0, 10),
        moment_l: moment.slice(0, 13),
      }));
      await transaction('d_grains').insert([...rows, { id: 'none', day: null, moment_l: null }]);
    });
    for (const grain of ['year', 'quarter', 'month', 'week', 'day', 'hour'] as const) {
      const sql = `SELECT id, ${dialect.grain('`day`', grain)} AS d, ${dialect.grain('`moment_l`', grain)} AS l FROM d_grains`;
      const answer: unknown[] = await database.read.raw(sql);
      const rows = (engine === 'mysql' ? answer[0] : answer) as { id: string; d: unknown; l: unknown }[];
      for (const row of rows) {
        const moment = moments[Number(row.id)];
        const start = moment === undefined || grain === 'hour' ? null : startOfGrain(moment.slice(0, 10), grain, 'UTC');
        if (moment === undefined) expect([row.d, row.l]).to.deep.equal([null, null]);
        else if (grain === 'hour')
          expect([row.d, row.l]).to.deep.equal([`${moment.slice(0, 10)}T00`, moment.slice(0, 13)]);
        else expect([row.d, row.l], `${grain} of ${moment}`).to.deep.equal([start, start]);
      }
    }
  });

  it('adds a column of every type to a table that has rows', async () => {
    const { database } = fixture;
    const { dialect } = database;
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(dialect, 'd_grow', [id]));
      await transaction('d_grow').insert({ id: '1' });
      for (const [each] of cases) await transaction.raw(addColumnSql(dialect, 'd_grow', each));
    });
    const row = await database.read('d_grow').first();
    expect({ ...row }).to.deep.equal({ id: '1', ...Object.fromEntries(cases.map(([each]) => [each.name, null])) });
  });
});
