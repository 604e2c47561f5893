import { expect } from 'chai';
import type { ApiClient } from '../../../runtime/data/api-client.js';
import { ListStore } from '../../../runtime/data/list-store.js';

interface Asked {
  readonly body: { readonly view?: string; readonly setting?: unknown; readonly start?: string | null };
  answer(error?: Error): void;
}

/** A server that answers when it is told to. */
function slowServer() {
  const asked: Asked[] = [];
  const request = (_method: string, _path: string, { body }: { body: Asked['body'] }) =>
    new Promise((resolve, reject) => {
      asked.push({ body, answer: (error) => (error ? reject(error) : resolve({ body: {} })) });
    });
  return { asked, store: new ListStore({ request } as unknown as ApiClient, () => undefined) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const columns = (path: string) => ({ columns: [{ path }] });

describe('data/list-store', () => {
  it('writes one setting after the other, and shows the last at once', async () => {
    const { asked, store } = slowServer();
    const first = store.keepSetting('customer', 'all', columns('a'));
    const second = store.keepSetting('customer', 'all', columns('b'));
    await turn();
    expect(asked.map(({ body }) => body.setting)).to.deep.equal([columns('a')]);
    expect(store.setting('customer', 'all')).to.deep.equal(columns('b'));
    asked[0]!.answer();
    await first;
    await turn();
    expect(asked.map(({ body }) => body.setting)).to.deep.equal([columns('a'), columns('b')]);
    asked[1]!.answer();
    await second;
  });

  it('takes back only what was refused, and goes on', async () => {
    const { asked, store } = slowServer();
    const refused = store.keepSetting('customer', 'all', columns('a')).then(
      () => 'kept',
      () => 'refused',
    );
    const start = store.keepStart('customer', 'mine');
    const other = store.keepSetting('customer', 'mine', columns('c'));
    await turn();
    asked[0]!.answer(new Error('no'));
    expect(await refused).to.equal('refused');
    await turn();
    asked[1]!.answer();
    await start;
    await turn();
    asked[2]!.answer();
    await other;
    expect(store.setting('customer', 'all')).to.equal(undefined);
    expect(store.setting('customer', 'mine')).to.deep.equal(columns('c'));
    expect(store.start('customer')).to.equal('mine');
  });

  it('keeps a newer setting when an older one is refused', async () => {
    const { asked, store } = slowServer();
    const old = store.keepSetting('customer', 'all', columns('a')).catch(() => undefined);
    const newer = store.keepSetting('customer', 'all', columns('b'));
    await turn();
    asked[0]!.answer(new Error('no'));
    await old;
    await turn();
    asked[1]!.answer();
    await newer;
    expect(store.setting('customer', 'all')).to.deep.equal(columns('b'));
  });
});
