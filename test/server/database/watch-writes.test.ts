import { expect } from 'chai';
import { eachDatabase } from '../../helper/databases.js';

eachDatabase('database/watch-writes', (fixture) => {
  it('tells when a watched table is written and when the transaction is over, even by a failure', async () => {
    const database = await fixture.open();
    const told: string[] = [];
    let at = 'before';
    database.watchWrites(['sys_setting', 'sys_session'], () => void told.push(at));
    await database.write(async (transaction) => {
      await transaction('sys_setting').insert({ name: 'x', value: '1' });
      at = 'committed';
    });
    expect(told).to.deep.equal(['before', 'committed']);
    told.length = 0;
    const failed = await database
      .write(async (transaction) => {
        at = 'open';
        await transaction('sys_setting').where('name', 'x').update({ value: '2' });
        at = 'undone';
        throw new Error('no');
      })
      .catch((error: Error) => error.message);
    expect(failed).to.equal('no');
    expect(told).to.deep.equal(['open', 'undone']);
  });

  it('is silent about reads and other tables', async () => {
    const database = await fixture.open();
    let told = 0;
    database.watchWrites(['sys_setting'], () => void told++);
    await database.read('sys_setting').select('name');
    await database.write(async (transaction) => {
      await transaction('sys_setting').select('name');
      await transaction('sys_sequence').insert({ name: 'sys_setting', value: 1 });
    });
    expect(told).to.equal(0);
  });
});
