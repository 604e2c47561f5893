/**
 * B20: two people ask the very same, with the same address, body, parameters and tags; the first has warmed every cache.
 * Each gets rows of their own, and another answer once their rights change. B15: no file holds what its reader may not see.
 */
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { inflateRawSync } from 'node:zlib';
import type { Document } from '../../metadata/schema/kinds.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Answer, Browser } from '../helper/http.js';
import { pdfText } from '../helper/pdf-text.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { withheldDocuments } from '../helper/withheld-documents.js';
import { tablesOf } from './hostile-site.js';

const hiddenCanary = 918273645;
const maskedCanary = '+49 30 5550199';
/** As it may be written: by itself, grouped, without signs. */
const canaries = /918[.,' ]?273[.,' ]?645|5550199/;

/** A report within a report: of each customer that its reader sees, the figures of that customer. */
const within: readonly Document[] = [
  {
    kind: 'report', id: '01KAJ0QX00R1GHTSW1TH1N0001', name: 'rights_inner', schema: 1, label: 'Inner',
    parameters: [{ name: 'who', type: 'text' }],
    datasets: [{ name: 'S', source: { type: 'query', query: {
      entity: 'customer', select: [{ path: 'name' }, { path: 'annual_revenue' }, { path: 'phone' }],
      where: { field: 'name', op: 'eq', value: { parameter: 'who' } },
    } } }],
    sheet: { columns: [{ width: 140 }, { width: 90 }, { width: 140 }], cells: {
      A1: { bind: { dataset: 'S', field: 'name', as: 'list' }, hideWhenEmpty: true },
      B1: { bind: { dataset: 'S', field: 'annual_revenue', as: 'value' } },
      C1: { bind: { dataset: 'S', field: 'phone', as: 'value' } },
      A2: { text: 'Sum' }, B2: { bind: { dataset: 'S', field: 'annual_revenue', as: 'sum' } },
    } },
  },
  {
    kind: 'report', id: '01KAJ0QX00R1GHTSW1TH1N0002', name: 'rights_outer', schema: 1, label: 'Outer',
    datasets: [{ name: 'S', source: { type: 'query', query: { entity: 'customer', select: [{ path: 'name' }] } } }],
    sheet: { columns: [{ width: 140 }, { width: 400 }], rows: [{ height: 90 }], cells: {
      A1: { bind: { dataset: 'S', field: 'name', as: 'group' } },
      B1: { report: { name: 'rights_inner', parameters: { who: 'A1' } } },
    } },
  },
]; // prettier-ignore

describe('scenario/trust-same-question', () => {
  let site: RightsSite;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ documents: [...withheldDocuments, ...within] });
  });
  after(() => site?.live.close());

  type Question = (browser: Browser, tag?: string) => Promise<Answer>;
  const get =
    (path: string): Question =>
    (browser, tag) =>
      browser.get(`/api${path}`, tag === undefined ? {} : { 'If-None-Match': tag });
  const post =
    (path: string, body: object): Question =>
    (browser, tag) =>
      browser.post(`/api${path}`, body, tag === undefined ? {} : { 'If-None-Match': tag });
  const questions: Readonly<Record<string, Question>> = {
    list: get('/records/customer?fields=id,name&sort=name&limit=50'),
    query: post('/query', { entity: 'customer', select: [{ path: 'name' }] }),
    dashboard: post('/dashboards/sales_overview/data', { widget: 'c_customers' }),
    report: post('/reports/sales_by_region/run', {}),
  };

  for (const [name, ask] of Object.entries(questions)) {
    it(`gives each the own rows of the same ${name}`, async () => {
      const { ann, cyn } = site.as;
      const warm = [await ask(ann), await ask(ann)];
      for (const answer of warm) expect(answer.text).to.include('Customer of ann').and.not.include('Customer of cyn');
      const other = await ask(cyn, warm[1]!.headers.get('etag') ?? '"1"');
      expect(other.status, other.text).to.equal(200);
      expect(other.text).to.include('Customer of cyn').and.not.include('Customer of ann');
      expect((await ask(ann)).text, 'and back')
        .to.include('Customer of ann')
        .and.not.include('Customer of cyn');
    });
  }

  it('shows of a report within a report what its reader may see: rows, totals, its file', async () => {
    const cellsOf = async (by: Browser, name: string, parameters: object = {}) => {
      const answer = await by.post(`/api/reports/${name}/run`, { parameters });
      expect(answer.status, answer.text).to.equal(200);
      return answer.json.cells as GridCell[];
    };
    /** As the page asks for it: the outer sheet, then each report in it with the parameters of its cell. */
    const seen = async (by: Browser) => {
      const found: string[] = [];
      for (const { report } of await cellsOf(by, 'rights_outer'))
        if (report) found.push((await cellsOf(by, report.name, report.parameters)).map(({ text }) => text).join(' '));
      return found;
    };
    const fileOf = async (by: Browser) => {
      const headers = { Cookie: by.cookie!, 'Content-Type': 'application/json' };
      const made = await fetch(`${site.live.address}/api/reports/rights_outer/export`, { method: 'POST', headers, body: '{"format":"pdf"}' });
      expect(made.status).to.equal(200);
      return pdfText(new Uint8Array(await made.arrayBuffer())).replace(/\s+/g, ' ');
    };
    const { desk, mia, ann } = site.as;
    const [own] = await seen(desk);
    expect(await seen(desk)).to.have.length(1);
    expect(own).to.equal('Customer of desk No access ••• Sum No access');
    const all = await seen(mia);
    expect(all.length).to.be.greaterThan(3);
    for (const each of all) expect(each).to.match(/^Customer of \w+ 700 .*1234567 Sum 700$/);
    expect(await fileOf(desk)).to.include('Customer of desk').and.include('No access').and.not.match(/700|1234567|Customer of (?!desk)/);
    const file = await fileOf(mia);
    for (const name of ['ann', 'bob', 'cyn']) expect(file).to.include(`Customer of ${name}`);
    expect(file.match(/Sum 700/g)).to.have.length(all.length);
    // Parameters are anybody's to send: they choose among the reader's own rows only.
    const foreign = (await cellsOf(ann, 'rights_inner', { who: 'Customer of cyn' })).map(({ text }) => text).join(' ');
    expect(foreign).to.not.match(/Customer|700/);
  }); // prettier-ignore

  it('gives each the own application for the same tag', async () => {
    const ask = get('/app');
    const first = await ask(site.as.ann);
    const other = await ask(site.as.desk, first.headers.get('etag') ?? '"1"');
    expect(other.status).to.equal(200);
    expect(other.text).to.not.equal(first.text);
    expect(first.text, 'sees the field').to.include('"annual_revenue"');
    expect(other.text).to.not.include('"annual_revenue"');
  });

  it('answers anew once a right has changed', async () => {
    const { admin } = site.as;
    const before = await site.live.signIn('bob');
    const held = new Map<string, Answer>();
    for (const [name, ask] of Object.entries(questions)) held.set(name, await ask(before));
    const wider = await admin.send('PATCH', `/api/users/${site.users.bob}`, { roles: ['marketing'] });
    expect(wider.status, wider.text).to.be.lessThan(300);
    const after = await site.live.signIn('bob');
    for (const [name, ask] of Object.entries(questions)) {
      const earlier = held.get(name)!;
      expect(earlier.text, name).to.not.include('Customer of cyn');
      const now = await ask(after, earlier.headers.get('etag') ?? '"1"');
      expect(now.status, name).to.equal(200);
      expect(now.text, name).to.include('Customer of cyn');
    }
    await admin.send('PATCH', `/api/users/${site.users.bob}`, { roles: ['salesperson'] });
    const narrow = await site.live.signIn('bob');
    for (const [name, ask] of Object.entries(questions))
      expect((await ask(narrow)).text, name).to.not.include('Customer of cyn');
  });

  it('writes no hidden or masked value into a file: lists and reports, xlsx and csv, nor into jobs, events or log', async () => {
    const { admin, live } = { admin: site.as.admin, live: site.live };
    const path = `/api/records/customer/${site.customers.desk}`;
    const { version } = (await admin.get(path)).json as { version: number };
    const body = { annual_revenue: hiddenCanary, phone: maskedCanary };
    expect((await admin.send('PATCH', path, body, { 'If-Match': `"${version}"` })).status).to.equal(200);
    const grant = { entity: 'customer', actions: { read: 'own', export: true }, fields: { annual_revenue: 'hidden', phone: 'mask' } }; // prettier-ignore
    const role = (await admin.get('/api/documents/role/rights_desk')).json as { document: { grants: { entity: string }[] }; revision: number }; // prettier-ignore
    const grants = role.document.grants.map((each) => (each.entity === 'customer' ? grant : each));
    const put = await admin.send('PUT', '/api/documents/role/rights_desk', { ...role.document, grants }, { 'If-Match': `"${role.revision}"` }); // prettier-ignore
    expect(put.status, put.text).to.equal(200);
    expect((await admin.post('/api/releases', { note: 'May export' })).status).to.equal(201);

    const download = async (by: Browser, at: string, ask: object): Promise<{ status: number; texts: string }> => {
      const answer = await fetch(`${live.address}/api${at}`, {
        method: 'POST',
        headers: { Cookie: by.cookie!, 'Content-Type': 'application/json' },
        body: JSON.stringify(ask),
      });
      const texts = await textsOf(Buffer.from(await answer.arrayBuffer()));
      live.refused.note(texts, answer.status);
      return { status: answer.status, texts };
    };
    const list = (format: string, ...columns: string[]) => ({
      format,
      columns: columns.map((each) => ({ path: each })),
    });
    const both = ['csv', 'xlsx'].map((format) => ['/records/customer/export', list(format, 'name', 'annual_revenue', 'phone')] as const); // prettier-ignore
    const sheet = ['/reports/rights_files/export', { format: 'xlsx' }] as const;
    const widget = ['/dashboards/rights_board/export', { format: 'csv', widget: 'w' }] as const;
    // Who may see them finds them in all of these: the reading below is no blind one.
    for (const [at, ask] of [...both, sheet, widget])
      expect((await download(admin, at, ask)).texts, at).to.match(canaries);
    const { desk } = site.as;
    const plain = ['csv', 'xlsx'].map((format) => ['/records/customer/export', list(format, 'name')] as const);
    for (const [at, ask] of plain) {
      const file = await download(desk, at, ask);
      expect(file.status, file.texts).to.equal(200);
      expect(file.texts).to.include('Customer of desk').and.not.match(canaries);
    }
    const each = ['annual_revenue', 'phone'].flatMap((field) =>
      ['csv', 'xlsx'].map((format) => ['/records/customer/export', list(format, 'name', field)] as const),
    );
    for (const [at, ask] of each) {
      const refused = await download(desk, at, ask);
      expect(refused.status, JSON.stringify(ask)).to.equal(403);
      expect(refused.texts).to.not.match(canaries);
    }
    // Parts of what somebody else has laid out are withheld, the masked one too in what leaves the product.
    for (const [at, ask] of [sheet, widget]) {
      const part = await download(desk, at, ask);
      expect(part.status, part.texts).to.equal(200);
      expect(part.texts, at).to.include('Customer of desk').and.include('No access').and.not.match(canaries);
      expect(part.texts, at).to.not.include('•••');
    }
    const run = await desk.post('/api/reports/rights_files/run', {});
    expect(run.text).to.include('No access').and.include('•••').and.not.match(canaries);
    for (const way of ['filtered', 'ordered', 'grouped']) {
      const closed = await desk.post(`/api/reports/rights_${way}/run`, {});
      expect([closed.status, closed.json.rowsRead], way).to.deep.equal([200, 0]);
      expect(closed.text, way).to.include('No access').and.not.include('Customer of desk').and.not.match(canaries);
      expect((await admin.post(`/api/reports/rights_${way}/run`, {})).json.rowsRead, way).to.be.greaterThan(0);
    }
    expect(live.log.lines.filter((line) => canaries.test(JSON.stringify(line)))).to.deep.equal([]);
    const { database } = live.site.services;
    const told = (await tablesOf(database)).filter((table) => /^sys_(job|event|batch|notice|idempotency)/.test(table));
    for (const table of told)
      expect(JSON.stringify(await database.read(table).select('*')), table).to.not.match(canaries);
  });

  it('leaves one security event of each refusal', async () => {
    expect(site.live.refused.size).to.be.greaterThan(3);
    await site.live.refused.expectEvents(site.live);
  });
});

/** Everything a reader could find: cells, comments and properties by exceljs, and each part of the file as it is packed. */
async function textsOf(bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return bytes.toString('utf8');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  const found: unknown[] = [book.creator, book.title, book.subject, book.keywords, book.description, book.definedNames.model]; // prettier-ignore
  for (const sheet of book.worksheets) {
    found.push(sheet.name, sheet.headerFooter);
    sheet.eachRow((row) => row.eachCell((cell) => found.push(cell.value, cell.note, cell.numFmt)));
  }
  return [JSON.stringify(found), ...partsOf(bytes)].join('\n');
}

/** Parts of a zip by its central directory, unpacked. */
function partsOf(bytes: Buffer): readonly string[] {
  const parts: string[] = [];
  for (
    let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\x01\x02', at + 46, 'latin1')
  ) {
    const [method, size, from] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    const start = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    const packed = bytes.subarray(start, start + size);
    parts.push((method === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
  }
  return parts;
}
