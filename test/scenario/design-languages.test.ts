/** What stands against a document, a release or a file, in the language of whoever shapes the application, over HTTP. */
import { expect } from 'chai';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { messages as pluginSentences } from '../../plugins/index/server.js';
import { runMap } from '../../server/import/run-map.js';
import { createMessages } from '../../server/messages/messages.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

interface Finding {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

eachDatabase('scenario/design-languages', (fixture) => {
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

  const customer = async (login: string) => {
    const { json } = await people[login]!.get('/api/documents/entity/customer');
    return json as { readonly document: EntityDocument; readonly revision: number };
  };
  const put = async (login: string, change: (document: EntityDocument) => unknown) => {
    const { document, revision } = await customer(login);
    const body = change(document);
    return people[login]!.send('PUT', '/api/documents/entity/customer', body, { 'if-match': `"${revision}"` });
  };
  const withField = (field: object) => (document: EntityDocument) => ({
    ...document,
    fields: [...document.fields, { id: '01KAJ0QX00T2N8C9SEPKXK9001', ...field }],
  });
  const publish = (login: string) => people[login]!.post('/api/releases', {});
  const errorOf = ({ json }: { readonly json: unknown }) =>
    (json as { readonly error: Finding & { readonly details: readonly Finding[] } }).error;

  it('refuses a text that is no document', async () => {
    const refused = await put('mei', withField({ name: 'rank', type: 'integr', label: 'Rank', colour: 1 }));
    expect(refused.status).to.equal(422);
    expect(errorOf(refused).details.map(({ message }) => message)).to.satisfy((messages: string[]) =>
      messages.some((message) => /^“fields › \d+ › type”必须是以下之一：.*您是指“integer”吗？$/.test(message)),
    );
    expect(refused.text).to.not.include('"said"');
  });

  it('tells a broken reference and an expression of the wrong type with the draft, and when it is to be published', async () => {
    const broken = { name: 'rank', type: 'lookup', label: 'Rank', options: { target: 'custmer' } };
    const wrong = {
      name: 'score',
      type: 'integer',
      label: 'Score',
      visibleIf: 'name + 1',
      requiredIf: 'count(1',
      readOnlyIf: 'nme = ""',
    };
    const draft = async (login: string) => {
      const stored = await put(login, (document) => {
        const more = withField({ ...wrong, id: '01KAJ0QX00T2N8C9SEPKXK9002' })(document);
        return withField(broken)(more as EntityDocument);
      });
      expect(stored.status, stored.text).to.equal(200);
      return (stored.json as { problems: readonly Finding[] }).problems.map(({ message }) => message);
    };
    expect(await draft('mei')).to.include.members([
      '没有实体“custmer”。请选择已有的实体，或先添加。',
      '这里没有字段“nme”。您是指“name”吗？',
      '“+”需要数字，而这是一段文本。文本用“&”连接。',
      '第 6 个字符处打开的括号缺少“)”。',
    ]);
    expect(await draft('yu')).to.include.members([
      '沒有實體「custmer」。請選擇已有的實體，或先新增。',
      '「+」需要數字，而這是一段文字。文字用「&」連接。',
    ]);
    expect(await draft('ana')).to.include.members([
      'No existe la entidad «custmer». Elija una que exista o añádala antes.',
      '«+» necesita números, y esto es un texto. Los textos se unen con «&».',
    ]);
    expect(await draft('ann')).to.include('There is no entity "custmer". Choose one that exists, or add it first.');

    const refused = await publish('mei');
    expect([refused.status, errorOf(refused).code]).to.deep.equal([422, 'DOCUMENT_PROBLEMS']);
    expect(errorOf(refused).details.map(({ message }) => message)).to.include(
      '没有实体“custmer”。请选择已有的实体，或先添加。',
    );
    const planned = await people['mei']!.post('/api/releases/plan', {});
    for (const { message } of (planned.json as { problems: Finding[] }).problems)
      expect(message).to.match(/[\u4e00-\u9fff]/);
    for (const answer of [refused, planned]) expect(answer.text).to.not.include('"said"');
  });

  it('asks for consent and tells what is still used', async () => {
    await people['ann']!.post('/api/records/customer', { name: 'Acme' });
    await people['mei']!.send('DELETE', '/api/documents/entity/customer', undefined, { 'if-match': `"${(await customer('mei')).revision}"` }); // prettier-ignore
    const stored = await put('mei', (document) => ({
      ...document,
      fields: document.fields.map((field) => (field.name === 'phone' ? { ...field, required: true } : field)),
    }));
    expect(stored.status, stored.text).to.equal(200);
    const refused = await publish('mei');
    expect([refused.status, errorOf(refused).code]).to.deep.equal([409, 'CONSENT_REQUIRED']);
    expect(errorOf(refused).message).to.match(/^需要同意以下内容：“customer”有 1 条记录没有“phone”/);
    expect(refused.text).to.not.include('"said"');
    await put('mei', (document) => ({
      ...document,
      fields: document.fields.filter(({ name }) => name !== 'name'),
    }));
    const used = errorOf(await publish('mei'));
    expect(used.code).to.equal('IN_USE');
    expect(used.message).to.match(/^“customer”的字段“name”仍在 \d+ 处使用：请先修改这些地方。$/);
  });

  it('tells why a file cannot be imported', async () => {
    const told = await createMessages(pluginSentences).in('zh-CN');
    const context = live.site.system('import');
    const find = (name: string) => context.release.model.find('import_map', name) as ImportMapDocument;
    const [{ name = '' } = {}] = context.release.model.list('import_map') as readonly Document[];
    const report = async (text: string) => {
      const { problems } = await runMap(context, find(name), new TextEncoder().encode(text));
      return problems.map((problem) => told(problem)).join(' ');
    };
    expect(await report('')).to.equal('文件为空；第一行必须是列名。');
    expect(await report('a,a\n1,2\n')).to.equal('有两列都名为“a”。请使用不同的名称。');
    expect(await report('a,b\n1,2\n')).to.match(/^文件没有列“[^”]+”。现有的列：a, b。/);
    expect(await report('"a,b\n')).to.match(/^文件在第 \d+ 行之后无法读取：引号没有结束。$/);
  });

  it('writes the log in English', () => {
    expect(live.log.lines.map((line) => JSON.stringify(line)).join('\n')).to.not.match(/[\u4e00-\u9fff]/);
  });
});
