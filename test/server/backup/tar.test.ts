import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { readTar, tarEnd, tarHeader, tarPadding } from '../../../server/backup/tar.js';

const at = new Date('2026-11-21T08:00:00Z');
type Entry = readonly [path: string, content: Buffer];

const tarOf = (entries: readonly Entry[]): Buffer =>
  Buffer.concat([
    ...entries.flatMap(([path, content]) => [tarHeader({ path, bytes: content.length }, at), content, tarPadding(content.length)]),
    tarEnd(),
  ]); // prettier-ignore

/** In pieces of this size, as a file or a network gives them. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(bytes: Buffer, size = 1000): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for await (const entry of readTar(pieces(bytes, size))) {
    const parts: Buffer[] = [];
    for await (const part of entry.body()) parts.push(Buffer.from(part));
    found.push([entry.path, Buffer.concat(parts)]);
  }
  return found;
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'read without a complaint',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('backup/tar', () => {
  const long = `maps/${'深圳的地图'.repeat(30)}.json`;

  it('gives back any paths and contents, in whatever pieces they arrive', async () => {
    const path = fc.stringMatching(/^files\/[a-z0-9]{1,150}$/);
    const content = fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(path, content), { maxLength: 4 }),
        fc.integer({ min: 1, max: 1500 }),
        async (entries, size) => {
          expect(await read(tarOf(entries), size)).to.deep.equal(entries);
        },
      ),
      { numRuns: 60 },
    );
    expect((await read(tarOf([[long, Buffer.from('{}')]])))[0]![0]).to.equal(long);
  });

  it('is what tar itself opens', function () {
    const bytes = tarOf([['tables/d_order/0000001.jsonl', Buffer.from('["1"]\n')], [long, Buffer.from('{}')]]); // prettier-ignore
    const listed = spawnSync('tar', ['-tf', '-', '--quoting-style=literal'], { input: bytes });
    if (listed.error) return this.skip();
    expect(listed.stdout.toString('utf8').trim().split('\n')).to.deep.equal(['tables/d_order/0000001.jsonl', long]);
    return undefined;
  });

  it('goes on where an entry was not read to its end', async () => {
    const bytes = tarOf([['files/a', Buffer.alloc(5000, 1)], ['files/b', Buffer.from('b')]]); // prettier-ignore
    const found: string[] = [];
    for await (const { path } of readTar(pieces(bytes, 700))) found.push(path);
    expect(found).to.deep.equal(['files/a', 'files/b']);
  });

  it('refuses what is cut anywhere, a link, and a header that was changed', async () => {
    const bytes = tarOf([['files/a', Buffer.alloc(700, 1)]]);
    for (const length of [0, 100, 512, 900, 1536]) {
      expect(await refusal(read(bytes.subarray(0, length))), `${length} bytes`).to.match(/^BackupRefused: .*ends too early/);
    }
    const changed = Buffer.from(bytes);
    changed[3] = 'X'.charCodeAt(0);
    expect(await refusal(read(changed))).to.match(/header in it does not fit its sum/);
    const linked = Buffer.from(bytes);
    linked.write('2', 156);
    const sum = linked.fill(' ', 148, 156).subarray(0, 512).reduce((all, byte) => all + byte, 0);
    linked.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
    expect(await refusal(read(linked))).to.match(/no plain file/);
  }); // prettier-ignore
});
