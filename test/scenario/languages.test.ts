/** What a refused request says, in the language of who asked, over HTTP. */
import { expect } from 'chai';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

interface Told {
  readonly code: string;
  readonly message: string;
  readonly details?: readonly { readonly path: string; readonly message: string }[];
}

eachDatabase('scenario/languages', (fixture) => {
  let live: LiveSite;
  const people: Record<string, Browser> = {};
  before(async function () {
    this.timeout(60_000);
    live = await startLiveSite({ url: await fixture.freshUrl() });
    for (const [login, language] of [['ana', 'es'], ['mei', 'zh-CN'], ['yu', 'zh-TW'], ['ann', 'en']] as const) {
      await live.addUser({ login, roles: ['administrator'], language });
      people[login] = await live.signIn(login);
    } // prettier-ignore
  });
  after(() => live.close());

  const errorOf = (answer: { readonly json: unknown }): Told => (answer.json as { error: Told }).error;

  it('names the field by its label in the language of the person', async () => {
    const messages = await Promise.all(
      ['ann', 'ana', 'mei', 'yu'].map(async (login) =>
        errorOf(await people[login]!.post('/api/records/customer', { city: 'Graz' })),
      ),
    );
    expect(messages.map(({ code }) => code)).to.deep.equal(Array(4).fill('REQUIRED'));
    expect(messages.map(({ message }) => message)).to.deep.equal([
      '"Name" must be filled in.',
      'Hay que rellenar «Nombre».',
      '必须填写“名称”。',
      '必須填寫「名稱」。',
    ]);
    for (const { message, details } of messages) {
      expect(details![0]).to.deep.equal({ path: '/name', code: 'REQUIRED', message });
    }
  });

  it('sorts Chinese by its sounds, among other names, whatever the language of the reader', async () => {
    const names = ['张三', 'Zürich', '阿里', '北京', '陈', 'Ábaco', '成都'];
    for (const [n, name] of names.entries()) {
      const made = await people['mei']!.post('/api/records/region', { name, code: `Z${n}` });
      expect(made.status, made.text).to.equal(201);
    }
    for (const login of ['mei', 'yu', 'ann']) {
      const { rows } = (await people[login]!.get('/api/records/region?sort=name&fields=name&limit=200')).json as { rows: { name: string }[] }; // prettier-ignore
      const sorted = rows.map(({ name }) => name).filter((name) => names.includes(name));
      expect(sorted, login).to.deep.equal(['Ábaco', '阿里', '北京', '陈', '成都', '张三', 'Zürich']);
    }
  });

  it("tells a field type's finding with its figures", async () => {
    const answer = await people['ana']!.post('/api/records/customer', { name: 'x'.repeat(300), email: 'nobody' });
    const messages = errorOf(answer).details!.map(({ message }) => message);
    expect(messages).to.include('No es una dirección de correo. Es como name@example.com.');
    expect(messages.join(' ')).to.match(/300 caracteres son demasiados; se admiten \d+ como máximo\./);
  });

  it('takes the language of the program where nobody is signed in, and the own one before it', async () => {
    const stranger = { 'Accept-Language': 'zh-TW,en;q=0.5' };
    const refused = await fetch(`${live.address}/api/app`, { headers: stranger });
    expect(errorOf({ json: await refused.json() }).message).to.equal('請先登入。');
    const own = await people['ana']!.get('/api/records/nothing', stranger);
    expect(errorOf(own).message).to.equal('Aquí no hay nada, o no puede verlo.');
  });

  it('tells findings of many records at once, and keeps them for readers of other languages', async () => {
    const { json } = await people['ana']!.post('/api/records/customer', { name: 'Acme' });
    const other = (await people['ana']!.post('/api/records/customer', { name: 'Borealis' })).json as { id: string };
    const rows = [
      { id: (json as { id: string }).id, version: 1, values: { email: 'nobody' } },
      { id: other.id, version: 1, values: { city: 'Graz' } },
    ];
    const request = { action: 'edit', rows };
    const answer = await people['ana']!.post('/api/records/customer/bulk', request);
    const { batch, failed } = answer.json as { batch: string; failed: { problems: { message: string }[] }[] };
    expect(failed[0]!.problems[0]).to.deep.include({
      message: 'No es una dirección de correo. Es como name@example.com.',
    });
    expect(answer.text).to.not.include('"said"');
    // when the person reads another language by then
    await people['ana']!.send('PUT', '/api/session/preferences', { language: 'zh-CN' });
    const again = await people['ana']!.get(`/api/batches/${batch}`);
    expect(again.text).to.include('这不是电子邮件地址').and.to.not.include('"said"');
  });

  it('writes the log in English', async () => {
    await people['mei']!.post('/api/records/customer', { city: 'Graz' });
    expect(live.log.lines.map((line) => JSON.stringify(line)).join('\n')).to.not.match(/[\u4e00-\u9fff]/);
  });
});
