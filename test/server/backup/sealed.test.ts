import { expect } from 'chai';
import { isSealed, opened, sealed } from '../../../server/backup/sealed.js';

const key = 'q9Wc1Zt7Lr3Xk5Vb8Nm2Hs6Jd4Fg0Pa';
const other = `${key.slice(1)}x`;

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += 50_000) yield bytes.subarray(from, from + 50_000);
}
const whole = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
};
const seal = (bytes: Buffer) => whole(sealed(pieces(bytes), key));
const open = (bytes: Buffer, with_: string | undefined = key) => whole(opened(pieces(bytes), with_));
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'opened without a complaint',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('backup/sealed', () => {
  const text = Buffer.alloc(140_000, 'a line of a table\n');
  let file: Buffer;
  before(async () => {
    file = await seal(text);
  });

  it('opens what it closed, whatever the length, and no two files look alike', async () => {
    expect(isSealed(file)).to.equal(true);
    expect(file.includes('a line of a table')).to.equal(false);
    expect((await open(file)).equals(text)).to.equal(true);
    for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072]) {
      const bytes = Buffer.alloc(length, length % 251);
      expect((await open(await seal(bytes))).equals(bytes), `${length} bytes`).to.equal(true);
    }
    expect((await seal(text)).equals(file)).to.equal(false);
  });

  it('says so for another key, and for none', async () => {
    expect(await refusal(open(file, other))).to.equal('BackupRefused: TRELLIS_BACKUP_KEY is not the key that this backup was made with. Nothing was written.');
    expect(await refusal(whole(opened(pieces(file), undefined)))).to.equal('BackupRefused: This backup is encrypted. Set TRELLIS_BACKUP_KEY to the key it was made with.');
  }); // prettier-ignore

  it('refuses every byte that is another one', async () => {
    const head = 10 + file.readUInt16BE(8);
    // The head, both lengths, inside each piece, each tag, the end.
    const places = [8, 9, 12, head - 3, head, head + 3, head + 4, head + 65_540, head + 65_556 + 2, head + 70_000, file.length - 17, file.length - 1];
    for (const place of places) {
      const changed = Buffer.from(file);
      changed[place]! ^= 1;
      expect(await refusal(open(changed)), `byte ${place}`).to.match(/^BackupRefused: (This backup is damaged|TRELLIS_BACKUP_KEY is not the key)/);
    }
  }); // prettier-ignore

  it('refuses what is cut, between pieces too, what is turned round and what is longer', async () => {
    const head = 10 + file.readUInt16BE(8);
    const piece = 4 + 65_536 + 16;
    for (const length of [0, 5, head - 1, head, head + 2, head + piece, head + 2 * piece, file.length - 1]) {
      expect(await refusal(open(file.subarray(0, length))), `${length} bytes`).to.match(/^BackupRefused: .*ends too early/);
    }
    const turned = Buffer.concat([file.subarray(0, head), file.subarray(head + piece, head + 2 * piece), file.subarray(head, head + piece), file.subarray(head + 2 * piece)]);
    expect(await refusal(open(turned))).to.match(/it was altered/);
    expect(await refusal(open(Buffer.concat([file, Buffer.from('more')])))).to.match(/behind its end/);
  }); // prettier-ignore
});
