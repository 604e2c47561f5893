import { createRequire } from 'node:module';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseExpression } from '../../../metadata/expression/parse.js';
import { printExpression } from '../../../metadata/expression/print.js';
import { expressionToSql } from '../../../metadata/expression/sql.js';
import type { Value } from '../../../metadata/value.js';
import { anyRow, anyTyped, columns, evaluateRow, target, type Row } from './sql-random.js';

interface Statement {
  get(...bindings: readonly unknown[]): Record<string, unknown>;
  run(...bindings: readonly unknown[]): unknown;
  setReadBigInts(on: boolean): void;
}
interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}
const { DatabaseSync } = createRequire(import.meta.url)('@photostructure/sqlite') as {
  DatabaseSync: new (path: string) => Sqlite;
};

const translate = (text: string, engine: 'sqlite' | 'mysql' = 'sqlite') =>
  expressionToSql(parseExpression(text).node, target(engine));

/** A value as the table holds it. */
function stored(value: Value, { type, scale = 0 }: { type: string; scale?: number }): unknown {
  if (typeof value === 'number') return BigInt(Math.round(value * 10 ** scale));
  return type === 'boolean' && value !== null ? BigInt(value === true ? 1 : 0) : value;
}

/** A result of SQLite as the evaluator would give it. */
function read(value: unknown, type: string, scale = 0): Value {
  if (value === null) return null;
  if (type === 'boolean') return value !== 0n;
  if (type !== 'number') return value as string;
  expect(typeof value).to.equal('bigint');
  return Number(`${String(value)}e${-scale}`) + 0;
}

describe('expression/sql: on SQLite', () => {
  let database: Sqlite;
  let insert: Statement;

  before(() => {
    database = new DatabaseSync(':memory:');
    const kinds: Readonly<Record<string, string>> = { number: 'INTEGER', boolean: 'INTEGER' };
    database.exec(`CREATE TABLE r (${Object.entries(columns).map(([id, { type }]) => `${id} ${kinds[type] ?? 'TEXT'}`).join(', ')})`); // prettier-ignore
    insert = database.prepare(`INSERT INTO r VALUES (${Object.keys(columns).map(() => '?').join(', ')})`); // prettier-ignore
  });
  after(() => database.close());

  const put = (row: Row): void => {
    database.exec('DELETE FROM r');
    insert.run(...Object.entries(columns).map(([id, column]) => stored(row[id] ?? null, column)));
  };

  it('gives what the evaluator gives, for all that it translates', () => {
    let translated = 0;
    let all = 0;
    fc.assert(
      fc.property(anyTyped, anyRow, (node, row) => {
        all++;
        const sql = expressionToSql(node, target('sqlite'));
        const expected = evaluateRow(node, row);
        if (!sql || !expected) return;
        translated++;
        put(row);
        const statement = database.prepare(`SELECT ${sql.sql} AS v FROM r`);
        statement.setReadBigInts(true);
        const { v } = statement.get(...sql.bindings);
        const told = `${printExpression(node)}\n${JSON.stringify(row)}\n${sql.sql}`;
        expect(read(v, sql.type, sql.scale), told).to.equal(expected.value);
      }),
      { numRuns: 3000 },
    );
    expect(translated / all).to.be.greaterThan(0.5);
  });

  it('keeps rows for which a condition is true, not those for which it is null', () => {
    database.exec('DELETE FROM r');
    for (const d of [null, 100, 250])
      insert.run(...Object.keys(columns).map((id) => (id === 'd' && d !== null ? BigInt(d) : null)));
    const count = (text: string): unknown => {
      const sql = translate(text);
      return sql && database.prepare(`SELECT count(*) AS n FROM r WHERE ${sql.sql}`).get(...sql.bindings)['n'];
    };
    expect(count('d > 1')).to.equal(1);
    expect(count('not (d > 1)')).to.equal(1);
    expect(count('d <> 1')).to.equal(2);
    expect(count('d = null')).to.equal(1);
    expect(count('isNull(d) or d < 2')).to.equal(2);
    expect(count('d in (1, 2.5)')).to.equal(2);
    expect(count('d not in (1, 2.5)')).to.equal(1);
    expect(count('d > $limit')).to.equal(0);
  });
});

describe('expression/sql: text', () => {
  /** Expression, SQL for SQLite, SQL for MySQL, bindings. */
  const rows: readonly (readonly [string, string, string, ...unknown[]])[] = [
    ['d > 100', '(d > 10000)', '(d > 100)'],
    ['d > 10.5', '(d > 1050)', '(d > 10.5)'],
    ['d = 1.005', '((d * 10) IS 1005)', '(d <=> 1.005)'],
    ['j + e', '((j * 1000) + e)', '(j + e)'],
    ['j * e', '(j * e)', '(j * e)'],
    ['j / 4', '(j * 25)', '(j * 0.25)'],
    ['-d < -1', '((-d) < (-100))', '((-d) < (-1))'],
    ['t = "a"', '(t IS ?)', '(t <=> ?)', 'a'],
    ['t <> null', '(NOT (t IS NULL))', '(NOT (t <=> NULL))'],
    ['t & "x" & u', "(COALESCE((COALESCE(t, '') || ?), '') || COALESCE(u, ''))", "CONCAT(COALESCE(CONCAT(COALESCE(t, ''), ?), ''), COALESCE(u, ''))", 'x'], // prettier-ignore
    ['yes and not isNull(t)', '(yes AND (NOT (t IS NULL)))', '(yes AND (NOT (t IS NULL)))'],
    ['t in $codes', '((t IS NULL) OR (t IN (?, ?) AND t IS NOT NULL))', '((t <=> NULL) OR (t IN (?, ?) AND t IS NOT NULL))', 'a', 'b'], // prettier-ignore
    ['i in (1, "a")', '((i IN (1) AND i IS NOT NULL))', '((i IN (1) AND i IS NOT NULL))'],
    ['day < today()', '(day < ?)', '(day < ?)', '2026-11-22'],
    ['day >= addDays(today(), -30)', '(day >= ?)', '(day >= ?)', '2026-10-23'],
    ['year(day) = 2026', '(CAST(substr(day, 1, 4) AS INTEGER) IS 2026)', '(YEAR(day) <=> 2026)'],
    ['daysBetween(due, today()) > 30', '(CAST(julianday(?) - julianday(due) AS INTEGER) > 30)', '(DATEDIFF(?, due) > 30)', '2026-11-22'], // prettier-ignore
    ['addDays(day, 3) < due', "(date(day, 3 || ' days') < due)", '(DATE_ADD(day, INTERVAL 3 DAY) < due)'],
    ['if(d > 1, d, i)', '(CASE WHEN (d > 100) THEN d ELSE (i * 100) END)', '(CASE WHEN (d > 1) THEN d ELSE i END)'],
    ['coalesce(d, 0)', 'COALESCE(d, 0)', 'COALESCE(d, 0)'],
    ['t = user.login', '(t IS ?)', '(t <=> ?)', 'ann'],
    ['1 + 2 = 3', '1', '1'],
    ['if(true, d, t & 1 / 0)', 'd', 'd'],
  ];
  for (const [text, sqlite, mysql, ...bindings] of rows) {
    it(`writes ${text}`, () => {
      expect(translate(text, 'sqlite')).to.include({ sql: sqlite }).and.have.deep.property('bindings', bindings);
      expect(translate(text, 'mysql')).to.include({ sql: mysql }).and.have.deep.property('bindings', bindings);
    });
  }

  it('tells type and scale', () => {
    expect(translate('j * e + 1')).to.include({ type: 'number', scale: 3 });
    expect(translate('j / 8')).to.include({ type: 'number', scale: 3 });
    expect(translate('d > 1')).to.include({ type: 'boolean' }).and.not.have.property('scale');
    expect(translate('day')).to.include({ type: 'date' });
    expect(translate('2.5')).to.include({ sql: '25', type: 'number', scale: 1 });
  });

  it('rounds in SQL what may have more than 15 digits', () => {
    expect(translate('d + d')?.sql).to.match(/^\(CASE WHEN ABS/);
    expect(translate('j + j')?.sql).to.equal('(j + j)');
  });

  const refused = [
    'i / 3', 'i / j', 'd * d', 'i ^ 2', 'd + t', 'unknown + 1', 'unknown = 1', '$unknown = 1', 'round(d, 1) = 1',
    'upper(t) = "A"', 't = 1', 'day = "nonsense"', 'i + 1e300', 'sum(i, j)', 'nothing(i)', 'today(1) = day', 't in (i)',
    'i and yes', 'if(i, 1, 2)', 'if(yes, i, t)', 'coalesce(i, t)', 'year(t) = 1', 'addDays(day, d) = day', '-t',
    'not t', 'i = $codes', 'not_there', 'C1 + 1', 'row["x"] = 1', 'd +',
  ]; // prettier-ignore
  for (const text of refused) {
    it(`leaves ${text} to the evaluator`, () => expect(translate(text)).to.equal(undefined));
  }

  it('needs to know the type of a column, and of a number its scale', () => {
    const node = parseExpression('x = 1').node;
    const field = (type: 'number' | 'any' | 'json', scale?: number) =>
      expressionToSql(node, {
        ...target('sqlite'),
        field: () => ({ sql: 'x', type, ...(scale === undefined ? {} : { scale }) }),
      });
    expect(field('number', 0)?.sql).to.equal('(x IS 1)');
    expect(field('number')).to.equal(undefined);
    expect(field('any')).to.equal(undefined);
    expect(field('json')).to.equal(undefined);
  });

  it('does not take a date-time for a date: its day depends on the zone', () => {
    const at = { ...target('sqlite'), field: () => ({ sql: 'x', type: 'datetime' as const }) };
    expect(expressionToSql(parseExpression('year(x) = 2026').node, at)).to.equal(undefined);
    expect(expressionToSql(parseExpression('x < today()').node, at)).to.equal(undefined);
    expect(expressionToSql(parseExpression('x < now()').node, at)?.bindings).to.deep.equal([
      '2026-11-21T23:30:00.000Z',
    ]);
    const encoded = { ...at, encode: (value: string) => value.replace('T', ' ').replace('Z', '') };
    expect(expressionToSql(parseExpression('x < now()').node, encoded)?.bindings).to.deep.equal([
      '2026-11-21 23:30:00.000',
    ]);
  });

  it('never writes a text into the SQL', () => {
    const sql = translate(`t = "'); DROP TABLE r; --" and u in ("?", "' OR 1=1")`);
    expect(sql?.sql).to.equal('((t IS ?) AND ((u IN (?, ?) AND u IS NOT NULL)))');
    expect(sql?.bindings).to.deep.equal(["'); DROP TABLE r; --", '?', "' OR 1=1"]);
  });

  it('stops at a size instead of doubling without end', () => {
    const nested = 'if('.repeat(150) + 'yes' + ', d + 1, d + 2) > 1'.repeat(150);
    const sql = translate(nested);
    expect(sql === undefined || sql.sql.length <= 20_000).to.equal(true);
  });
});
