import { expect } from 'chai';
import { readReleaseChanges } from '../../../server/releases/release-changes.js';
import { eachDatabase } from '../../helper/databases.js';

eachDatabase('releases/release-changes', (fixture) => {
  it('tells what each release changed against the live one before it', async () => {
    const { database } = fixture;
    const release = (number: number, state: string, documents: Readonly<Record<string, string>>) =>
      database.write(async (transaction) => {
        const at = '2026-11-21T08:00:00.000Z';
        await transaction('sys_release').insert({ number, state, hash: 'h', created_at: at, plan: '{}' });
        for (const [key, hash] of Object.entries(documents)) {
          const [kind, name] = key.split('/');
          await transaction('sys_document').insert({
            release: number, kind, name, hash, id: '01KAJ0QX00T2N8C9SEPKXK1000', layer: 'site', revision: 1, body: '{}',
          }); // prettier-ignore
        }
      });
    await release(1, 'live', { 'entity/a': '1', 'view/b': '1', 'view/c': '1' });
    await release(2, 'failed', { 'entity/a': '9' });
    await release(3, 'live', { 'entity/a': '2', 'view/b': '1', 'menu/d': '1' });

    expect(await readReleaseChanges(database.read, 1)).to.have.length(3);
    expect(await readReleaseChanges(database.read, 3)).to.deep.equal([
      { kind: 'entity', name: 'a', change: 'changed' },
      { kind: 'menu', name: 'd', change: 'added' },
      { kind: 'view', name: 'c', change: 'removed' },
    ]);
    expect(await readReleaseChanges(database.read, 4)).to.equal(undefined);
  });
});
