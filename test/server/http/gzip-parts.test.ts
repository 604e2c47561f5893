import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { closeGzip, openGzip, textOfHead } from '../../../server/http/gzip-parts.js';

describe('http/gzip-parts', () => {
  for (const [title, first] of [
    ['a short text', '{"a":1'],
    ['a long one in several scripts', `{"a":"${'区域 Región €'.repeat(20_000)}"`],
  ] as const)
    it(`adds a part to ${title} that was compressed before, and gives the first alone as it was`, async () => {
      const head = await openGzip(Buffer.from(first));
      const whole = Buffer.concat(await closeGzip(head, Buffer.from(',"b":"é"}')));
      expect(gunzipSync(whole).toString()).to.equal(`${first},"b":"é"}`);
      expect(Buffer.from(await textOfHead(head)).toString()).to.equal(first);
    });
});
