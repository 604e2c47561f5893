/** The text of SQL datasets: what is read from it, and everything that is refused before a database sees it. */
import { expect } from 'chai';
import { readSql, type SqlLanguage, type SqlStatement } from '../../../metadata/dataset/sql-statement.js';
import { writeSql } from '../../../metadata/dataset/sql-text.js';
import { parametersRead } from '../../../metadata/query/parameters.js';
import { SqlRefused } from '../../../metadata/dataset/sql-tokens.js';
import { createTestRegistries } from '../document/registries.js';

const refusalOf = (sql: string, language?: SqlLanguage): string => {
  try {
    readSql(sql, language);
  } catch (error) {
    if (error instanceof SqlRefused) return error.words.message;
    throw error;
  }
  return 'read';
};
const written = (statement: SqlStatement, parameters = {}) => {
  const { own, select, bindings } = writeSql(statement, parameters);
  return { own, select, bindings };
};

describe('metadata/dataset/sql-statement', () => {
  it('reads tables, columns and what stands where', () => {
    const read = readSql(`
      -- sales of a period
      WITH big AS (SELECT o.id, o."customer_id" FROM "order" o WHERE o.total > :least)
      SELECT c.name, c.region_id AS region, sum(b.amount) total, case when 1 = 1 then 'a;b' end AS kind
      FROM customer AS c LEFT JOIN (big x JOIN order_line b ON b.order_id = x.id), region
      WHERE c.id = x.customer_id AND c.since IN (:from, :from)
      GROUP BY c.name, c.region_id ORDER BY 3 DESC;`);
    expect(read.tables.map(({ name, alias }) => [name, alias])).to.deep.equal([
      ['order', 'o'], ['customer', 'c'], ['big', 'x'], ['order_line', 'b'], ['region', 'region'],
    ]); // prettier-ignore
    expect([...read.own]).to.deep.equal(['big']);
    expect(read.outputs.map(({ name, column }) => [name, column?.name])).to.deep.equal([
      ['name', 'name'], ['region', 'region_id'], ['total', undefined], ['kind', undefined],
    ]); // prettier-ignore
    expect(read.parameters).to.deep.equal(['least', 'from']);
    expect(read).to.include({ grouped: true, ordered: true, limited: false, star: false, byPlace: true });
    expect(read.mentions.map(({ table, name }) => (table ? `${table}.${name}` : name))).to.include.members([
      'o.customer_id', 'o.total', 'c.region_id', 'b.amount', 'x.customer_id',
    ]); // prettier-ignore
  });

  it('writes it anew: no comments, names in back quotes, values bound, lists as many values', () => {
    const read = readSql(`select /*! x */ "order".id, 'it''s', 'what?' as q -- end\n from "order" where id in (:ids) and x = :none`.replace("'it''s',", "'it''s' as t,")); // prettier-ignore
    expect(written(read, { ids: ['a', 'b'], none: null })).to.deep.equal({
      own: '',
      select: "select `order` . `id` , 'it''s' as `t` , ? as `q` from `order` where id in( ?, ? ) and x = ?",
      bindings: ['what?', 'a', 'b', null],
    });
    expect(written(readSql('select count(*) as n from customer where id in (:ids)'), { ids: [] })).to.deep.equal({
      own: '',
      select: 'select count( * ) as `n` from `customer` where id in( ? )',
      bindings: [null],
    });
    const value = "x'); drop table d_customer; --";
    expect(written(readSql('select id from customer where name = :name'), { name: value }).select).to.not.contain(
      'drop',
    );
  });

  it('refuses whatever is no single reading statement over entities', () => {
    const statements = [
      '', 'x', 'delete from customer', 'insert into customer values (1)', 'WITH x AS (select 1 as a) DELETE FROM customer',
      'with x as (select 1 as a) update customer set name = 1', 'SELECT 1 as a; DROP TABLE t', 'select 1 as a; select 2 as b',
      "ATTACH 'x.db' AS x", 'PRAGMA user_version', 'explain select 1 as a', 'show tables', 'table customer',
      "select load_file('/etc/passwd') as f", "select LOAD_FILE /* x */ ('/etc/passwd') as f", "select `load_file`('/etc/passwd') as f",
      "select id from customer into outfile '/tmp/x'", "select id into dumpfile '/tmp/x' from customer", 'select id into @x from customer',
      'select id from sys_session', 'select id from customer, sys_session', 'select id from customer c join sys_account a on 1 = 1',
      'select id from (customer c join sys_account a on 1 = 1)', 'select (select id from sys_session) as x', 'select id from "sys_session"', 'select id from `d_customer`',
      'with sys_session as (select 1 as id) select id from sys_session', 'select name from sqlite_master', 'select name from SQLite_Schema', "select name from pragma_table_info('d_customer')",
      'select table_name as t from information_schema.tables', 'select id from main.customer', 'select id from trellis . d_customer', 'select mysql.user.host as h from customer',
      'select a.b.c as x from customer a', "select value from json_each('[1]')", 'select sleep(10) as s', 'select benchmark(1, 2) as s', 'select user() as u', 'select current_user as u',
      'select version() as v', 'select @@version as v', 'select now() as n', 'select current_timestamp as n', 'select random() as r', "select get_lock('x', 1) as l",
      'select id from customer for update', 'select id from customer lock in share mode', 'select next value for x as n', 'select id from customer procedure analyse()',
      "select 'a\\'b' as x", 'select "a b" as x', 'select [id] as x from customer', 'select id # x\n from customer', 'select ?1 as x', 'select 0x41 as x', 'select $x as x',
      'select id from customer where id = :', 'select 1 as a /* open', "select 'open as a", 'select (1 as a', 'select 1) as a', 'select 1 + 1 from customer', 'select id as Größe from customer',
      'select id from customer, lateral (select 1 as a) x', 'select load_extension(1) as x', 'select 1 as a from from customer', 'select id from customer use index (x)',
      "select is distinct from sys_session", 'select extractvalue(1, 2) as x', 'select id from customer join', 'select x.`sleep`(1) as a from customer x', 'select 1 as a union select id from sys_session',
      'select id from customer where id in (select id from sys_session)', "select id from customer where exists (with y as (select 1 as a) select * from sys_account)",
    ]; // prettier-ignore
    expect(statements.filter((sql) => refusalOf(sql) === 'read')).to.deep.equal([]);
  });

  it('tells where and why', () => {
    try {
      readSql('select id from sys_session');
      expect.fail('read');
    } catch (error) {
      expect(error).to.include({ from: 15, to: 26 });
      expect((error as SqlRefused).words.message).to.match(/sys_session/);
    }
    expect(refusalOf('select id from order')).to.match(/double quotes/);
    expect(refusalOf('select id + 1 from customer')).to.match(/AS/);
  });

  it('allows names that are words of SQL in double quotes, and what analyses need', () => {
    const statements = [
      'select "table", "set" as x from "order"',
      'select left(name, 3) as l, replace(name, \'a\', \'b\') as r from customer left join region r2 on r2.id = customer.region_id',
      'select id, row_number() over (partition by region_id order by name) as n, sum(x) over w as s from customer window w as (order by id)',
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 5) select sum(i) as s from n',
      'select count(distinct a) as n from customer having count(*) > 1 limit 3 offset 1',
      "select cast(a as decimal(10, 2)) as d, a || 'x' as t from customer where a is not distinct from 3 and name like 'A!%' escape '!'",
      'select t.id from (select id from customer union select id from region) as t',
      'with a as (select 1 as x), b(y) as (select x from a) select y from b;',
    ]; // prettier-ignore
    for (const sql of statements) expect(refusalOf(sql), sql).to.equal('read');
  });

  it('lets a named connection have tables and schemas of its own, but not those of the server', () => {
    expect(refusalOf('select o.id from shop.orders o join d_things d on d.id = o.id', { foreign: true })).to.equal(
      'read',
    );
    for (const table of ['mysql.user', 'information_schema.tables', 'sqlite_master', 'performance_schema.threads']) {
      expect(refusalOf(`select 1 as x from ${table}`, { foreign: true }), table).to.match(/no table/);
    }
  });

  it('tells which parameters a source reads, so that a page knows what to read again', () => {
    const registries = createTestRegistries();
    const declared = [
      { name: 'period', type: 'dateRange' as const },
      { name: 'x', type: 'text' as const },
    ];
    const sql = { type: 'sql' as const, sql: "select ':x' as t from customer where since >= :period_from" };
    expect([...parametersRead(sql, registries, declared)]).to.have.members(['period_from', 'period']);
    const shared = { type: 'dataset' as const, name: 'revenue', parameters: { owner: 'if($x = "a", 1, 2)' } };
    expect([...parametersRead(shared, registries, declared)]).to.deep.equal(['x']);
  });
});
