/**
 * Printing by templates over HTTP: what leaves is what its reader may see, all or nothing; files that were kept are handed to
 * those who may read what went into them; many records are a job.
 */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { languages } from '../../metadata/value.js';
import { planTemplate } from '../../server/print/plan-template.js';
import { createRecord } from '../../server/records/create.js';
import { writeMany } from '../../server/records/bulk.js';
import { workOutOfMemory, workTimeout } from '../../server/work/failure.js';
import type { WorkPool } from '../../server/work/pool.js';
import { eachDatabase } from '../helper/databases.js';
import { eventually } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { temporaryFolder } from '../helper/prepared-site.js';

const nowhere = '01KAJ0QX00T2N8C9SEPKXKVMCP';
const ulid = (n: number): string => `01KAJ0QX00PRNT${String(n).padStart(12, '0')}`;
const role = (name: string, n: number, customer: object, grants: RoleDocument['grants'] = []): RoleDocument => ({
  kind: 'role',
  id: ulid(n),
  name,
  schema: 1,
  grants: [
    { entity: 'customer', actions: { read: 'own', print: true }, ...customer },
    { entity: 'contact', actions: { read: 'own', print: true } },
    { entity: 'user', actions: { read: 'all' } },
    { entity: 'region', actions: { read: 'all' } },
    ...grants,
  ],
});
const orders: RoleDocument['grants'] = [
  { entity: 'order', actions: { read: 'all', print: 'own' } },
  { entity: 'order_line', actions: { read: 'all' } },
  { entity: 'product', actions: { read: 'all' } },
];
const template = (name: string, n: number, rest: Partial<PrintTemplateDocument>): PrintTemplateDocument => ({
  kind: 'print_template',
  id: ulid(100 + n),
  name,
  schema: 1,
  entity: 'customer',
  body: '{{name}}',
  ...rest,
});
const documents = [
  role('prints_all', 1, {}, orders),
  role('prints_hidden', 2, { fields: { annual_revenue: 'hidden', phone: 'mask' } }),
  role('prints_not', 3, { actions: { read: 'own' } }),
  template('prints_revenue', 1, { body: '<p>{{name}} {{annual_revenue}}</p>', fileName: 'Revenue {{name}}' }),
  template('prints_contacts', 2, {
    body: '<h1>{{name}}</h1><p>{{phone}}</p>{{#each contact_customer}}<p>{{@number}} {{name}}</p>{{/each}}<p class="page">{{count contact_customer}} 个联系人</p>',
    footer: '<p>第 {{@page}} 页，共 {{@pages}} 页</p>',
    fileName: '{{name}}',
  }),
  template('prints_plain', 4, { body: '<p>{{name}}</p>' }),
  template('prints_order', 3, { entity: 'order', body: '{{#each lines}}<p>{{product.name}} × {{quantity}}</p>{{/each}}<p>Sum {{sum lines.quantity}}</p><p>{{customer.name}}</p>' }),
]; // prettier-ignore

eachDatabase('scenario/print', (fixture) => {
  let live: LiveSite;
  let folder: string;
  let [ann, hid, not, admin] = [] as unknown as [Browser, Browser, Browser, Browser];
  const users: Record<string, string> = {};
  let [customer, hidden, foreign, order, otherOrder] = ['', '', '', '', ''];
  let many: readonly string[] = [];

  before(async function () {
    this.timeout(90_000);
    folder = temporaryFolder('print');
    live = await startLiveSite({ url: await fixture.freshUrl(), packages: [{ id: 'prints', documents }] });
    for (const [login, roles] of [
      ['ann', ['prints_all']],
      ['hid', ['prints_hidden']],
      ['not', ['prints_not']],
    ] as const) {
      users[login] = await live.addUser({ login, roles });
    }
    const system = live.site.system('test');
    const make = async (entity: string, body: object) => (await createRecord(system, entity, body)).id;
    customer = await make('customer', { name: '北京茶叶公司', owner: users['ann'], annual_revenue: 777, phone: '+49 30 1234567' }); // prettier-ignore
    await make('contact', { name: '王芳', customer });
    await make('contact', { name: 'Łukasz Żak', customer });
    hidden = await make('customer', {
      name: 'Acme',
      owner: users['hid'],
      annual_revenue: 777,
      phone: '+49 30 1234567',
    });
    foreign = await make('customer', { name: 'Of nobody here', annual_revenue: 5 });
    const product = await make('product', { name: 'Oolong', list_price: 10 });
    const lines = Array.from({ length: 120 }, (_, i) => ({ product, quantity: i + 1 }));
    order = await make('order', { customer, owner: users['ann'], lines });
    otherOrder = await make('order', { customer: foreign, lines: [{ product, quantity: 1 }] });
    many = (await writeMany(system, 'customer', Array.from({ length: 60 }, (_, i) => ({ body: { name: `Many ${i}`, owner: users['ann'] } })), { duplicates: 'allow' } as never)).ids as readonly string[]; // prettier-ignore
    [ann, hid, not, admin] = [await live.signIn('ann'), await live.signIn('hid'), await live.signIn('not'), await live.signIn('admin')]; // prettier-ignore
  });
  after(() => live?.close());

  const print = (by: Browser, name: string, ids: readonly string[], rest: object = {}) => by.post(`/api/print/${name}`, { ids, ...rest }); // prettier-ignore
  const bytesOf = async (by: Browser, path: string, body?: unknown) => {
    const answer = await fetch(`${live.address}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { Cookie: by.cookie!, Origin: live.address, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };
  const textOf = async (bytes: Uint8Array): Promise<string> => {
    const file = join(folder, 'print.pdf');
    await writeFile(file, bytes);
    return (await promisify(execFile)('pdftotext', [file, '-'])).stdout;
  };
  const events = async (type: string): Promise<readonly { readonly user_id: string; readonly data: string }[]> =>
    live.site.services.database.read('sys_event').where({ type }).orderBy('id');
  const bare = (text: string): string => text.replace(/"requestId":"[^"]*"/g, '');

  it('makes a file with Chinese, rows under the reader’s rights and pages numbered', async () => {
    const { status, headers, bytes } = await bytesOf(ann, '/api/print/prints_contacts', { ids: [customer] });
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.equal('application/pdf');
    expect(headers.get('content-disposition')).to.include(`filename*=UTF-8''${encodeURIComponent('北京茶叶公司')}.pdf`);
    const pages = (await textOf(bytes)).split('\f');
    expect(pages[0]).to.match(/北京茶叶公司\s+\+49 30 1234567/).and.include('1 王芳').and.include('2 Łukasz Żak'.replace('Ł', 'L').slice(0, 3)); // prettier-ignore
    expect(pages[0]).to.include('第 1 页，共 2 页');
    expect(pages[1]).to.include('2 个联系人').and.include('第 2 页，共 2 页');
    const [event] = (await events('records.printed')).slice(-1);
    expect(event!.user_id).to.equal(users['ann']);
    expect(JSON.parse(event!.data)).to.deep.equal({ entity: 'customer', template: 'prints_contacts', output: 'pdf', count: 1, ids: [customer] }); // prettier-ignore
  });

  it('prints nothing when one field may not be read, and names it (B12); masked ones stay masked', async () => {
    const before = (await events('records.printed')).length;
    const answer = await print(hid, 'prints_revenue', [hidden]);
    expect(answer.status).to.equal(403);
    expect(answer.json.error).to.deep.include({ code: 'FIELD_FORBIDDEN', details: { fields: ['annual_revenue'] } });
    expect(answer.text).to.not.include('777');
    expect((await events('records.printed')).length).to.equal(before);
    const masked = await print(hid, 'prints_contacts', [hidden], { output: 'pages' });
    expect(masked.json.pictures[0], masked.text).to.include('•••').and.not.include('1234567');
    const offered = await hid.get('/api/print/templates?entity=customer');
    const lacks = Object.fromEntries(offered.json.templates.map((each: { name: string; lacks?: string }) => [each.name, each.lacks])); // prettier-ignore
    expect(lacks).to.include({ prints_revenue: 'fields', prints_contacts: undefined });
  });

  it('answers for a record of others as for none at all, and asks for the right to print', async () => {
    const [other, none] = [
      await print(ann, 'prints_revenue', [foreign]),
      await print(ann, 'prints_revenue', [nowhere]),
    ];
    expect([other.status, bare(other.text)]).to.deep.equal([404, bare(none.text)]);
    expect((await print(ann, 'prints_revenue', [customer, foreign])).status, 'all or nothing').to.equal(404);
    const refused = await print(not, 'prints_contacts', [nowhere]);
    expect([refused.status, refused.json.error.code]).to.deep.equal([403, 'ACTION_NOT_ALLOWED']);
    expect((await not.get('/api/print/templates?entity=customer')).json.templates).to.deep.equal([]);
    // Orders of others may be read, not printed.
    expect((await ann.get(`/api/records/order/${otherOrder}`)).status).to.equal(200);
    const narrower = await print(ann, 'prints_order', [otherOrder]);
    expect([narrower.status, narrower.json.error.code]).to.deep.equal([403, 'ACTION_NOT_ALLOWED']);
    expect((await print(hid, 'prints_order', [order])).status, 'an entity that is not there').to.equal(404);
    expect((await print(ann, 'nothing', [customer])).status).to.equal(404);
  });

  it('prints every row, however many an answer shows', async () => {
    const { bytes } = await bytesOf(ann, '/api/print/prints_order', { ids: [order] });
    const text = await textOf(bytes);
    expect(text.match(/Oolong/g)).to.have.length(120);
    expect(text).to.include('Sum 7,260').and.include('北京茶叶公司');
  });

  it('costs the same statements for many records as for one', async () => {
    const read = live.site.services.database.read;
    const count = async (ids: readonly string[]): Promise<number> => {
      let n = 0;
      const note = (): void => void (n += 1);
      read.on('query', note);
      await print(ann, 'prints_contacts', ids, { output: 'pages' });
      read.removeListener('query', note);
      return n;
    };
    await count([customer]);
    expect(await count(many.slice(0, 40))).to.be.at.most(await count([customer]));
  });

  it('keeps files with the record for those who may read what went into them', async () => {
    const kept = await bytesOf(ann, '/api/print/prints_contacts', { ids: [customer], archive: true });
    expect(kept.status).to.equal(200);
    const list = await ann.get(`/api/print/files?entity=customer&record=${customer}`);
    expect(list.json.files, list.text).to.have.length(1);
    const [file] = list.json.files as [{ id: string; fileName: string; by: { id: string } }];
    expect([file.fileName, file.by.id]).to.deep.equal(['北京茶叶公司.pdf', users['ann']]);
    // It stands in the timeline of its record, in pages as well.
    const inTimeline: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const { json } = await ann.get(
        `/api/records/customer/${customer}/timeline?limit=1${next === '' ? '' : `&before=${next}`}`,
      );
      inTimeline.push(
        ...(json.items as { type: string; print?: { id: string } }[]).map(({ type, print: each }) => each?.id ?? type),
      );
      next = json.next as string | undefined;
    }
    expect(inTimeline).to.deep.equal([file.id, 'change']);
    const again = await bytesOf(ann, `/api/print/files/${file.id}`);
    expect(await textOf(again.bytes)).to.include('王芳');
    expect(again.headers.get('content-security-policy')).to.include('sandbox');
    expect((await events('print.downloaded')).at(-1)!.user_id).to.equal(users['ann']);
    // Who may not see the record is told the same as for no file at all.
    const [other, none] = [await hid.get(`/api/print/files/${file.id}`), await hid.get(`/api/print/files/${nowhere}`)];
    expect([other.status, bare(other.text)]).to.deep.equal([404, bare(none.text)]);
    expect((await hid.get(`/api/print/files?entity=customer&record=${customer}`)).status).to.equal(404);
    // Whoever sees the record and lacks a field, or a record that went into the file, does not get it either.
    for (const name of ['prints_revenue', 'prints_plain'])
      expect((await print(ann, name, [customer], { archive: true })).status).to.equal(200);
    await live.site.services.database.write((transaction) => transaction('d_customer').where({ id: customer }).update({ owner: users['hid'] })); // prettier-ignore
    const seen = await hid.get(`/api/print/files?entity=customer&record=${customer}`);
    expect(seen.json.files.map((each: { template: string }) => each.template)).to.deep.equal(['prints_plain']);
    const told = await hid.get(`/api/records/customer/${customer}/timeline`);
    expect(
      (told.json.items as { print?: { template: string } }[]).flatMap(({ print: each }) => each?.template ?? []),
    ).to.deep.equal(['prints_plain']);
    await live.site.services.database.write((transaction) => transaction('d_customer').where({ id: customer }).update({ owner: users['ann'] })); // prettier-ignore
    expect((await print(ann, 'customer_list', [customer], { archive: true })).json.error.code).to.equal(
      'PRINT_NOT_KEPT',
    );
  });

  it('makes a job of many records, with progress, for whoever ordered it alone', async function () {
    this.timeout(60_000);
    const queued = await print(ann, 'prints_contacts', many);
    expect(queued.status, queued.text).to.equal(202);
    expect(queued.json.total).to.equal(60);
    const job = await eventually(async () => {
      const { json } = await ann.get(`/api/jobs/${queued.json.job}`);
      return ['done', 'failed'].includes(json.state as string) ? json : undefined;
    }, 'the job to end');
    expect(job, JSON.stringify(job)).to.deep.include({ state: 'done', done: 60, total: 60 });
    expect(job.result.pages).to.equal(120);
    const file = await bytesOf(ann, `/api/print/files/${job.result.print}`);
    expect((await textOf(file.bytes)).match(/第 1 页/g)).to.have.length(60);
    for (const by of [hid, admin]) expect((await by.get(`/api/print/files/${job.result.print}`)).status).to.equal(404);
    expect((await print(ann, 'prints_contacts', [...many, foreign])).status).to.equal(404);
    expect((await print(ann, 'prints_contacts', many, { output: 'html' })).json.error.code).to.equal('PRINT_ONLY_PDF');
    expect((await print(hid, 'prints_revenue', many)).json.error.code).to.equal('FIELD_FORBIDDEN');
    // Twenty that are still to be made are enough; few records are printed at once meanwhile.
    const { database } = live.site.services;
    const waiting = Array.from({ length: 20 }, (_, n) => ({ id: `01WAIT000000000000000000${10 + n}`, type: 'printRecords', state: 'queued', payload: '{}', created_by: users['ann'], principal_id: users['ann'], created_at: '2026-01-01T00:00:00.000Z', not_before: '2999-01-01T00:00:00.000Z' })); // prettier-ignore
    await database.write((transaction) => transaction('sys_job').insert(waiting));
    const refused = await print(ann, 'prints_contacts', many);
    expect([refused.status, refused.json.error.code]).to.deep.equal([429, 'TOO_MANY_ORDERED']);
    expect(Number(refused.headers.get('retry-after'))).to.be.greaterThan(0);
    expect((await print(ann, 'prints_contacts', [customer])).status).to.equal(200);
    await database.write((transaction) => transaction('sys_job').where('id', 'like', '01WAIT%').delete());
  });

  it('gives HTML as a file that is no page of ours', async () => {
    const answer = await print(ann, 'prints_contacts', [customer], { output: 'html', language: 'zh-CN' });
    expect(answer.text)
      .to.match(/^<!doctype html>\s<html lang="zh-CN">/)
      .and.include('王芳')
      .and.not.include('script');
    expect(answer.headers.get('content-disposition')).to.match(/^attachment/);
    expect(answer.headers.get('content-security-policy')).to.include("default-src 'none'").and.include('sandbox');
    expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
  });

  it('shows designers a draft on real records, and says where it is wrong', async () => {
    const draft = template('prints_draft', 9, { body: '<p>{{name}}</p>\n<p>{{nmae}}</p>' });
    const ask = (by: Browser, body: string) => by.post('/api/print/preview', { template: { ...draft, body }, ids: [customer], output: 'pages' }); // prettier-ignore
    expect((await ask(ann, draft.body as string)).status, 'needs the right to design').to.equal(403);
    const good = await ask(admin, '<p>{{name}} {{@today}}</p>');
    expect(good.json, good.text).to.deep.include({ pages: 1 });
    expect(good.json.pictures[0]).to.include('北京茶叶公司');
    await admin.send('PUT', '/api/session/preferences', { language: 'zh-CN' });
    const bad = await ask(admin, draft.body as string);
    await admin.send('PUT', '/api/session/preferences', { language: 'en' });
    expect(bad.status).to.equal(422);
    expect(bad.json.error.code).to.equal('TEMPLATE_BROKEN');
    expect(bad.json.error.message).to.match(/^此模板无法打印。第 2 行第 6 列：/);
    const stored = await admin.send('PUT', '/api/documents/print_template/prints_draft', { ...draft, id: nowhere }, { 'If-Match': '"0"' }); // prettier-ignore
    const problems = JSON.stringify(stored.json);
    expect(problems).to.include('TEMPLATE_NO_FIELD').and.include('Line 2, column 6');
  });

  it('names what stopped a template that takes too long or too much, and prints on', async () => {
    const work = live.site.services.work as { run: WorkPool['run'] };
    const { run } = work;
    const codes: string[] = [];
    try {
      for (const error of [workTimeout(20_000), workOutOfMemory(512)]) {
        work.run = () => Promise.reject(error);
        const answer = await print(ann, 'prints_contacts', [customer]);
        codes.push(`${answer.status} ${answer.json.error.code}`);
      }
    } finally {
      work.run = run;
    }
    expect(codes).to.deep.equal(['422 PRINT_TIMEOUT', '422 PRINT_MEMORY']);
    expect((await print(ann, 'prints_contacts', [customer], { output: 'pages' })).status).to.equal(200);
  });

  it('ships templates that print in every language', () => {
    const { model } = live.site.releases.current();
    const shipped = model.list('print_template').filter(({ name }) => !name.startsWith('prints_'));
    expect(shipped).to.have.length(7);
    for (const each of shipped) for (const language of languages) planTemplate(each, model, language);
  });
});
