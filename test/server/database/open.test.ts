import { expect } from 'chai';
import { openDatabase } from '../../../server/database/open.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';

eachDatabase('database/open', (fixture) => {
  it('creates the system tables and is ready to write and read', async () => {
    const { database } = fixture;
    await database.write((transaction) => transaction('sys_setting').insert({ name: 'a', value: 'b' }));
    const row = await database.read('sys_setting').where({ name: 'a' }).first();
    expect(row.value).to.equal('b');
  });

  it('changes nothing when opened again', async () => {
    const url = await fixture.freshUrl();
    const first = await openDatabase({ url, log: quietLog() });
    await first.write((transaction) => transaction('sys_sequence').insert({ name: 'n', value: 7 }));
    const before = await first.read('sys_migration').select('*');
    await first.close();
    const log = quietLog();
    const second = await openDatabase({ url, log });
    const after = await second.read('sys_migration').select('*');
    const kept = await second.read('sys_sequence').first();
    await second.close();
    expect(after).to.deep.equal(before);
    expect(kept.value).to.equal(7);
    expect(log.lines).to.deep.equal([]);
  });
});
