import { expect } from 'chai';
import type { Column } from '../../../metadata/contributions.js';
import {
  addColumnSql,
  canBeUnique,
  createIndexSql,
  createTableSql,
  dropColumnSql,
  dropIndexSql,
  dropTableSql,
  indexName,
  renameColumnSql,
  tableInfo,
} from '../../../server/database/schema.js';
import { systemTables } from '../../../server/database/migrations/0001-system-tables.js';
import { eachDatabase } from '../../helper/databases.js';

const id: Column = { name: 'id', type: 'id', role: 'value' };
const name: Column = { name: 'name', type: 'text', role: 'value', length: 100 };
const group: Column = { name: 'group', type: 'text', role: 'value', length: 20 };
const notes: Column = { name: 'notes', type: 'longText', role: 'value' };

eachDatabase('database/schema', (fixture) => {
  const run = (sql: string): Promise<unknown> => fixture.database.write((transaction) => transaction.raw(sql));
  const table = (suffix: string): string => `d_schema_${suffix}`;

  it('makes every system table with its columns and indexes', async () => {
    for (const expected of systemTables) {
      const info = await tableInfo(fixture.database, expected.name);
      // Later migrations may have added columns and indexes.
      expect([...info!.columns.keys()], expected.name).to.include.members(Object.keys(expected.columns));
      const unique = [...info!.indexes.values()].filter((index) => index.unique).map((index) => index.columns);
      const plain = [...info!.indexes.values()].filter((index) => !index.unique).map((index) => index.columns);
      expect(unique, expected.name).to.have.deep.members([...(expected.unique ?? [])]);
      expect(plain, expected.name).to.include.deep.members([...(expected.indexes ?? [])]);
    }
  });

  it('gives every table of MySQL the collation that compares code points', async function () {
    if (fixture.engine === 'sqlite') return this.skip();
    await run(createTableSql(fixture.database.dialect, table('collation'), [id, name]));
    await run(addColumnSql(fixture.database.dialect, table('collation'), notes));
    const [rows] = (await fixture.database.read.raw(
      `SELECT DISTINCT collation_name AS collation FROM information_schema.columns
        WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND table_name NOT LIKE 'sys\\_migration%'`,
    )) as [{ collation: string }[]];
    expect(rows.map((row) => row.collation)).to.deep.equal(['utf8mb4_nopad_bin']);
  });

  it('knows nothing of a table that is not there', async () => {
    expect(await tableInfo(fixture.database, 'd_nothing')).to.equal(undefined);
  });

  it('adds, indexes, renames and drops, also with names that are words of SQL', async () => {
    const { database } = fixture;
    const { dialect } = database;
    const at = table('steps');
    await run(createTableSql(dialect, at, [id, name]));
    await run(createTableSql(dialect, at, [id, name]));
    await run(addColumnSql(dialect, at, group));
    await run(createIndexSql(dialect, at, indexName(at, ['group', 'name']), [group, name]));
    await run(createIndexSql(dialect, at, indexName(at, ['name'], true), [name], true));
    const made = (await tableInfo(database, at))!;
    await run(dropIndexSql(dialect, at, indexName(at, ['group', 'name'])));
    await run(renameColumnSql(dialect, at, 'group', 'order'));
    await run(dropColumnSql(dialect, at, 'order'));
    const left = (await tableInfo(database, at))!;
    await run(dropTableSql(dialect, at));
    await run(dropTableSql(dialect, at));

    expect([...made.columns]).to.have.length(3);
    expect(made.columns.get('id')!.nullable).to.equal(false);
    expect(made.columns.get('group')!.nullable).to.equal(true);
    expect(Object.fromEntries(made.indexes)).to.deep.equal({
      [`i_${at}_group_name`]: { columns: ['group', 'name'], unique: false },
      [`u_${at}_name`]: { columns: ['name'], unique: true },
    });
    expect([...left.columns.keys()]).to.deep.equal(['id', 'name']);
    expect(await tableInfo(database, at)).to.equal(undefined);
  });

  it('sees inside a transaction what it has made there', async function () {
    if (fixture.engine === 'mysql') return this.skip();
    const { database } = fixture;
    await database.write(async (transaction) => {
      await transaction.raw(createTableSql(database.dialect, table('inner'), [id]));
      expect(await tableInfo(database, table('inner'), transaction)).to.not.equal(undefined);
      expect(await tableInfo(database, table('inner'))).to.equal(undefined);
    });
  });

  it('indexes the beginning of long text, and refuses to call that unique', async () => {
    const { database } = fixture;
    const { dialect } = database;
    await run(createTableSql(dialect, table('long'), [id, notes]));
    await run(createIndexSql(dialect, table('long'), 'i_long', [notes]));
    expect(canBeUnique([notes])).to.equal(false);
    expect(canBeUnique([name, group])).to.equal(true);
    const unique = (): string => createIndexSql(dialect, table('long'), 'u_long', [notes], true);
    if (fixture.engine === 'mysql') expect(unique).to.throw('too long to be unique');
    else expect(unique()).to.contain('UNIQUE');
  });
});

describe('database/schema names', () => {
  it('keeps index names apart and within 64 characters', () => {
    const long = `d_${'x'.repeat(41)}`;
    const one = indexName(long, ['a'.repeat(40), 'b']);
    const other = indexName(long, ['a'.repeat(40), 'c']);
    expect(indexName('d_a', ['b', 'c'], true)).to.equal('u_d_a_b_c');
    expect([one.length, other.length]).to.deep.equal([64, 64]);
    expect(one).to.not.equal(other);
  });
});
