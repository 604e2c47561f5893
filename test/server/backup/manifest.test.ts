import { expect } from 'chai';
import { isSafePath, readManifest, type Manifest } from '../../../server/backup/manifest.js';

const hash = 'a'.repeat(64);
const manifest: Manifest = {
  product: 'trellis', format: 1, version: '0.1.0', site: 'S', at: '2026-11-21T08:00:00.000Z', engine: 'sqlite', release: 3,
  migrations: ['0001-system-tables'], position: { history: null, event: null }, keys: [{ name: 'TRELLIS_SECRET', id: '12' }],
  tables: [{ name: 'd_visit', system: false, columns: [{ name: 'id', type: 'id', role: 'value' }], key: ['id'], indexes: [], rows: 1, sha256: hash }],
  files: [{ path: 'files/prints/ab/abcd', bytes: 3, sha256: hash }], leftOut: [],
}; // prettier-ignore

const told = (change: object): string => {
  try {
    readManifest(JSON.stringify({ ...manifest, ...change }));
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('backup/manifest', () => {
  it('takes its own, and none whose names lead elsewhere', () => {
    expect(readManifest(JSON.stringify(manifest))).to.deep.equal(manifest);
    const [table] = manifest.tables;
    const [file] = manifest.files;
    for (const change of [
      { tables: [{ ...table, name: 'sys_x; DROP TABLE d_visit' }] },
      { tables: [{ ...table, name: 'mysql' }] },
      { tables: [{ ...table, columns: [{ name: 'a` int, b', type: 'id', role: 'value' }] }] },
      { tables: [{ ...table, indexes: [{ name: 'i', columns: ['a b'], unique: false }] }] },
      { tables: [{ ...table, sha256: 'none' }] },
      { files: [{ ...file, path: 'files/../secret' }] },
      { migrations: [1] },
      { product: 'another' },
    ]) {
      expect(told(change), JSON.stringify(change)).to.match(/^This backup is damaged: its list of contents/);
    }
    expect(told({ format: 2, version: '9.0' })).to.match(/format 2, .* version that made it \(9\.0\)/);
  });

  it('leads nowhere but into the folders of a backup', () => {
    for (const path of ['files/a', 'files/prints/ab/ef', 'maps/中国.svg']) expect(isSafePath(path), path).to.equal(true);
    for (const path of ['files', '/files/a', 'files//a', 'files/./a', 'files/../a', 'maps/..', 'files\\a', 'files/a\\b', 'secret', 'connections/a.db', 'files/a\u0000b', `files/${'a'.repeat(256)}`])
      expect(isSafePath(path), path).to.equal(false);
  }); // prettier-ignore
});
