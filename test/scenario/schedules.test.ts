/**
 * Reports by mail and by link, on both engines, through a real SMTP server: what arrives is what its reader may see, what is
 * refused is told, and a link shows one thing to whoever has it for as long as its maker may share it. Long, because mails
 * and links are of the same reports, people and server.
 */
import { expect } from 'chai';
import type { Registry } from '../../metadata/registry.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import { DeliveryRefused, type ChannelDelivery, type ChannelServer } from '../../server/api.js';
import { eachDatabase } from '../helper/databases.js';
import { becomes, eventually } from '../helper/eventually.js';
import type { Answer } from '../helper/http.js';
import { catchMails, type CaughtMail, type MailCatcher } from '../helper/mail-catcher.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { pdfText } from '../helper/pdf-text.js';
import { readWorkbook, shownGrid, type ShownCell } from '../helper/workbook.js';

const title = '华北区 销售月报 – ñandú';
const report = 'sales_by_region';
const embedder = 'https://intranet.example.com';
const period = '2020-01-01..2099-12-31';

eachDatabase('scenario/schedules', (fixture) => {
  let site: RightsSite;
  let catcher: MailCatcher;
  before(async function () {
    this.timeout(120_000);
    catcher = await catchMails();
    site = await openRightsSite({
      url: await fixture.freshUrl(),
      environment: {
        TRELLIS_MAIL_URL: catcher.url,
        TRELLIS_MAIL_FROM: 'Trellis 报表 <crm@trellis.example>',
        TRELLIS_URL: 'http://crm.example.com',
        TRELLIS_EMBED_ORIGINS: embedder,
      },
    });
    for (const login of ['admin', 'ann', 'bob', 'mia', 'cyn', 'max'] as const)
      await setUser(login, { email: `${login}@trellis.example` });
    await setUser('ann', { language: 'zh-CN' });
  });
  after(async () => {
    await site?.live.close();
    await catcher?.close();
  });

  const database = () => site.live.site.services.database;
  const setUser = async (login: keyof RightsSite['users'], values: object) => {
    const path = `/api/records/user/${site.users[login]}`;
    const { version } = (await site.as.admin.get(path)).json as { version: number };
    const answer = await site.as.admin.send('PATCH', path, values, { 'If-Match': `"${version}"` });
    expect(answer.status, answer.text).to.equal(200);
  };
  const body = (changes: object = {}) => ({
    title, kind: 'report', target: report, parameters: { period }, formats: ['xlsx', 'link'], cron: '0 8 * * 1', zone: 'Asia/Shanghai',
    recipients: [{ user: site.users.ann }], ...changes,
  }); // prettier-ignore
  const problemOf = ({ status, json }: Answer) =>
    `${status} ${json?.error?.code ?? ''} ${json?.error?.path ?? ''}`.trim();

  /** Lets the clock of a schedule have struck, and waits until its run is over. */
  async function due(
    id: string,
    day = '05',
  ): Promise<{
    state: string;
    error: string | null;
    deliveries: { to: string; state: string; error: string | null; rows: number | null }[];
  }> {
    const before = (await site.as.admin.get(`/api/schedules/${id}/runs`)).json.runs.length as number;
    await database().write((transaction) =>
      transaction('sys_schedule')
        .where({ id })
        .update({ next_at: `2026-01-${day}T00:00:00.000Z` }),
    );
    // What a save elsewhere does as well: the dispatcher looks at once.
    await site.live.site.jobs.enqueue({ type: 'cleanup', payload: {} });
    return eventually(
      async () => {
        const { runs } = (await site.as.admin.get(`/api/schedules/${id}/runs`)).json;
        return runs.length > before && ['done', 'failed'].includes(runs[0].state) ? runs[0] : undefined;
      },
      'the run to end',
      60_000,
    );
  }
  const create = async (login: 'admin' | 'ann' | 'mia', changes: object = {}): Promise<string> => {
    const answer = await site.as[login].post('/api/schedules', body(changes));
    expect(answer.status, answer.text).to.equal(201);
    return answer.json.id as string;
  };
  const mailTo = (login: string): CaughtMail => catcher.mails.filter((mail) => mail.to[0] === `${login}@trellis.example`).at(-1)!; // prettier-ignore

  /** The workbook holds the title, an empty row, and the sheet as the screen shows it. */
  async function expectSameAsScreen(mail: CaughtMail, login: 'ann' | 'mia' | 'admin'): Promise<readonly ShownCell[]> {
    const { bytes } = mail.files[0]!;
    const [head, ...rows] = await readWorkbook(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer); // prettier-ignore
    expect(head![4]).to.equal(title);
    const shown = rows.filter(([row]) => row >= 2).map(([row, ...rest]) => [row - 2, ...rest] as ShownCell);
    const screen = (await site.as[login].post(`/api/reports/${report}/run`, { parameters: { period } })).json
      .cells as GridCell[];
    const order = (cells: readonly ShownCell[]) => [...cells].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    expect(order(shown).map((cell) => cell.slice(0, 4))).to.deep.equal(
      order(shownGrid(screen)).map((cell) => cell.slice(0, 4)),
    );
    const plain = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').replace(/00$/, '');
    expect(order(shown).map((cell) => plain(cell[4]))).to.deep.equal(
      order(shownGrid(screen)).map((cell) => plain(cell[4])),
    );
    return shown;
  }

  it('sends each recipient what they may see, in their language, as the screen shows it', async function () {
    this.timeout(60_000);
    const id = await create('admin', {
      message: 'Zeile <b>eins</b>',
      recipients: [{ user: site.users.ann }, { user: site.users.mia }, { address: 'partner@outside.example' }],
    });
    const run = await due(id);
    expect(
      run.deliveries.map(({ state }) => state),
      JSON.stringify(run),
    ).to.deep.equal(['sent', 'sent', 'sent']);
    const [ann, mia] = [mailTo('ann'), mailTo('mia')];
    const outside = catcher.mails.find(({ to }) => to[0] === 'partner@outside.example')!;
    for (const mail of [ann, mia, outside]) {
      expect(mail.subject).to.equal(title);
      expect(mail.files.map(({ name }) => name)).to.deep.equal([`${title}.xlsx`]);
      expect(mail.heads.get('auto-submitted')).to.equal('auto-generated');
      expect(mail.heads.get('message-id')).to.match(/^<[0-9a-z]{26}@trellis\.example>$/);
      expect(mail.html).to.contain('&lt;b&gt;eins').and.not.contain('<b>eins');
    }
    expect(ann.text).to.contain('截至').and.contain(`http://crm.example.com/report/${report}?period=`);
    expect(mia.text).to.contain('It shows what you may see');
    expect(outside.text).to.contain('It shows what Administrator may see').and.not.contain('http://');
    const [ofAnn, ofMia] = [await expectSameAsScreen(ann, 'ann'), await expectSameAsScreen(mia, 'mia')];
    await expectSameAsScreen(outside, 'admin');
    expect(ofAnn).to.not.deep.equal(ofMia);
    const log = (await site.as.admin.get('/api/log?kind=file&limit=10')).json.rows as { type: string; data: object }[];
    expect(log.filter(({ type }) => type === 'report.sent')).to.have.length(3);
  });

  it('carries the files that the same reader would take along, reports and dashboards alike', async function () {
    this.timeout(150_000);
    const { users } = site;
    const of = async (changes: object) => {
      const before = catcher.mails.length;
      const run = await due(await create('admin', changes));
      expect(
        run.deliveries.map(({ state }) => state),
        JSON.stringify(run),
      ).to.deep.equal(['sent']);
      return catcher.mails.slice(before)[0]!.files;
    };
    const exported = async (path: string, asked: object) => {
      const headers = { Cookie: site.as.mia.cookie!, 'Content-Type': 'application/json' };
      const made = await fetch(`${site.live.address}${path}`, { method: 'POST', headers, body: JSON.stringify(asked) });
      expect(made.status).to.equal(200);
      return new Uint8Array(await made.arrayBuffer());
    };
    const recipients = [{ user: users.mia }];
    const [pdf, xlsx] = await of({ formats: ['pdf', 'xlsx'], recipients });
    const path = `/api/reports/${report}/export`;
    const taken = { title, parameters: { period } };
    expect(pdfText(pdf!.bytes)).to.equal(pdfText(await exported(path, { ...taken, format: 'pdf' })));
    expect(pdfText(pdf!.bytes)).to.contain('华北区');
    const cells = async (bytes: Uint8Array) => readWorkbook(Uint8Array.from(bytes).buffer);
    expect(await cells(xlsx!.bytes)).to.deep.equal(await cells(await exported(path, { ...taken, format: 'xlsx' })));
    const [board, ...parts] = await of({ kind: 'dashboard', target: 'sales_overview', parameters: {}, formats: ['csv', 'pdf'], recipients }); // prettier-ignore
    expect([board!.name, board!.type]).to.deep.equal([`${title}.pdf`, 'application/pdf']);
    const drawn = pdfText(board!.bytes);
    expect(drawn).to.equal(pdfText(await exported('/api/dashboards/sales_overview/export', { title, format: 'pdf' })));
    expect(drawn.length).to.be.greaterThan(100);
    expect(parts.length).to.be.greaterThan(0);
  });

  it('tries again what was put off, gives up what is refused, and tells the owner', async function () {
    this.timeout(60_000);
    catcher.putOff = 1;
    catcher.refused.add('gone@outside.example');
    const before = catcher.mails.length;
    const id = await create('admin', {
      formats: ['link'],
      recipients: [{ user: site.users.mia }, { address: 'gone@outside.example' }],
    });
    const run = await due(id);
    expect(run.deliveries.map(({ state, error }) => `${state} ${error}`)).to.deep.equal([
      'sent null',
      'failed ADDRESS_REFUSED',
    ]);
    expect(catcher.mails.length - before).to.equal(1);
    expect(mailTo('mia').files).to.deep.equal([]);
    const notice = await eventually(async () => {
      const { rows } = (await site.as.admin.get('/api/notices')).json as {
        rows: { kind: string; schedule?: object }[];
      };
      return rows.find(({ kind }) => kind === 'schedule');
    }, 'the notice');
    expect(notice.schedule).to.deep.equal({ id, title, reasons: ['ADDRESS_REFUSED'] });
    // Given up, it stands among the failed jobs.
    expect(
      await database().read('sys_job').where({ type: 'scheduleSend', state: 'failed' }).select('id'),
    ).to.have.length(1);
  });

  it('goes by a channel that a plugin adds, with the same rights and the same log', async function () {
    this.timeout(60_000);
    const { users } = site;
    const taken: ChannelDelivery[] = [];
    const pager: ChannelServer = {
      id: 'pager',
      problem: () => undefined,
      addressOf: async (_system, userId) => (userId === users.mia ? undefined : `pager of ${userId}`),
      async send(_context, delivery) {
        if (delivery.address.endsWith(users.cyn)) throw new DeliveryRefused('BATTERY_EMPTY');
        taken.push(delivery);
      },
    };
    // What the index of plugins does at the start.
    (site.live.site.services.channelServers as Registry<ChannelServer>).add(pager, 'test');
    const recipients = [{ user: users.ann }, { user: users.mia }, { user: users.cyn }, { user: users.dan }];
    const mails = catcher.mails.length;
    const run = await due(await create('admin', { channel: 'pager', recipients }));
    expect(run.deliveries.map(({ state, error }) => `${state} ${error}`)).to.deep.equal(['sent null', 'skipped NO_ADDRESS', 'failed BATTERY_EMPTY', 'skipped RUN_RIGHT_MISSING']); // prettier-ignore
    expect(taken.map(({ address, language, files }) => [address, language, files.length])).to.deep.equal([[`pager of ${users.ann}`, 'zh-CN', 1]]); // prettier-ignore
    expect(catcher.mails.length).to.equal(mails);
    const tried = async (changes: object) => problemOf(await site.as.admin.post('/api/schedules', body(changes)));
    expect(await tried({ channel: 'pigeon' })).to.equal('422 UNKNOWN_CHANNEL /channel');
    expect(await tried({ channel: 'pager', recipients: [{ address: 'a@b.example' }] })).to.equal('422 NOT_OUTSIDE /recipients/0/address'); // prettier-ignore
  });

  it('is not sent twice when its job is run again', async () => {
    const before = catcher.mails.length;
    const row = (await database().read('sys_delivery').where({ state: 'sent' }).first('id')) as { id: string };
    const job = await site.live.site.jobs.enqueue({ type: 'scheduleSend', payload: { delivery: row.id } });
    await becomes(async () => (await site.live.site.jobs.get(job))?.state, 'done');
    expect(catcher.mails.length).to.equal(before);
  });

  it('leaves out who may not have it or has no address, and who would get no rows', async function () {
    this.timeout(60_000);
    const { users } = site;
    await setUser('bob', { email: null });
    const recipients = [
      { user: users.bob },
      { user: users.dan },
      { user: users.cyn, parameters: { period: '1999-01-01..1999-01-02' } },
    ];
    const run = await due(await create('admin', { onlyIfRows: true, recipients }));
    expect(run.deliveries.map(({ state, error }) => `${state} ${error}`)).to.deep.equal(['skipped NO_ADDRESS', 'skipped RUN_RIGHT_MISSING', 'empty null']); // prettier-ignore
    // Without a file the datasets are asked: as many rows as the file of the same reader is made of.
    const rowsOf = async (formats: readonly string[]) => {
      const to = [{ user: users.mia }, recipients[2]!];
      return (await due(await create('admin', { onlyIfRows: true, formats, recipients: to }))).deliveries.map(({ state, rows }) => `${state} ${rows}`); // prettier-ignore
    };
    const counted = await rowsOf(['link']);
    expect(counted[0]).to.match(/^sent [1-9]/);
    expect([counted[1], await rowsOf(['csv'])]).to.deep.equal(['empty 0', counted]);
  });

  it('tells nobody how many rows others were sent, or that there were none, beyond what they may count themselves (B8)', async function () {
    this.timeout(60_000);
    const { users } = site;
    const none = { period: '1999-01-01..1999-01-02' };
    const recipients = [{ user: users.ann }, { user: users.mia }, { user: users.cyn, parameters: none }];
    const ids = [await create('ann', { onlyIfRows: true, recipients }), await create('admin', { onlyIfRows: true, recipients })];
    for (const id of ids) await due(id);
    const told = async (login: 'ann' | 'admin' | 'ivy', id: string) => {
      const { runs } = (await site.as[login].get(`/api/schedules/${id}/runs`)).json as { runs: { deliveries: { state: string; rows: number | null; attempts: number | null }[] }[] }; // prettier-ignore
      return runs[0]!.deliveries.map(({ state, rows, attempts }) => `${state} ${rows === null ? '?' : 'n'} ${attempts}`);
    };
    expect(await told('ann', ids[0]!)).to.deep.equal(['sent n 1', 'done ? null', 'done ? null']);
    expect(await told('ivy', ids[0]!)).to.deep.equal(['done ? null', 'done ? null', 'done ? null']);
    // Who sees every row learns nothing by the count.
    expect(await told('admin', ids[1]!)).to.deep.equal(['sent n 1', 'sent n 1', 'empty n 0']);
  }); // prettier-ignore

  it('pauses when its owner may no longer, and goes on for them alone', async function () {
    this.timeout(60_000);
    const id = await create('mia', { formats: ['link'] });
    const account = async (changes: object) =>
      database().write(
        async (transaction) =>
          void (await transaction('sys_account').where({ user_id: site.users.mia }).update(changes)),
      );
    await account({ disabled: 1 });
    const before = catcher.mails.length;
    const run = await due(id);
    expect(`${run.state} ${run.error}`).to.equal('failed OWNER_GONE');
    await account({ disabled: 0 });
    const held = (await site.as.mia.get(`/api/schedules/${id}`)).json;
    expect(held).to.include({ paused: true, pauseReason: 'OWNER_GONE', nextAt: null });
    expect(catcher.mails.length).to.equal(before);
    expect(problemOf(await site.as.admin.post(`/api/schedules/${id}/pause`, { paused: false }))).to.equal(
      '404 NOT_FOUND',
    );
    expect((await site.as.mia.post(`/api/schedules/${id}/pause`, { paused: false })).json).to.include({ paused: false, pauseReason: null }); // prettier-ignore
  });

  it('is tested by its owner, to them alone', async () => {
    const id = await create('ann', { recipients: [{ user: site.users.mia }] });
    const before = catcher.mails.length;
    expect((await site.as.ann.post(`/api/schedules/${id}/test`)).status).to.equal(202);
    await becomes(() => Promise.resolve(catcher.mails.length), before + 1);
    expect(catcher.mails.at(-1)!.to).to.deep.equal(['ann@trellis.example']);
    expect(catcher.mails.at(-1)!.text).to.contain('测试邮件');
    expect(problemOf(await site.as.mia.post(`/api/schedules/${id}/test`))).to.equal('404 NOT_FOUND');
  });

  it('is left by whoever receives it, by a way that its mail shows; only they come back, whatever its owner saves', async function () {
    this.timeout(60_000);
    const { users } = site;
    const recipients = [{ user: users.mia, parameters: { period } }, { user: users.ann }, { address: 'partner@outside.example' }];
    const id = await create('admin', { formats: ['link'], title: 'Left', recipients });
    const states = async (day: string) => (await due(id, day)).deliveries.map(({ to, state }) => `${to} ${state}`).sort();
    expect(await states('06')).to.deep.equal(['Person ann sent', 'Person mia sent', 'partner@outside.example sent']);
    const page = 'http://crm.example.com/schedules?tab=received';
    for (const part of [mailTo('mia').text, mailTo('mia').html, mailTo('mia').heads.get('list-unsubscribe')!]) expect(part).to.contain(page);
    expect(mailTo('ann').text).to.contain('停止接收');
    const outside = catcher.mails.filter(({ to }) => to[0] === 'partner@outside.example').at(-1)!;
    expect(outside.text + [...outside.heads.keys()].join()).to.not.contain('list-unsubscribe').and.not.contain(page);
    // What is told: neither parameters nor other recipients; of others' and of one's own nothing.
    const received = async (login: 'mia' | 'ann' | 'bob' | 'admin') => ((await site.as[login].get('/api/schedules/received')).json.received as { id: string }[]).filter((each) => each.id === id);
    expect(Object.keys((await received('mia'))[0]!).sort()).to.deep.equal(['cron', 'id', 'kind', 'label', 'nextAt', 'owner', 'paused', 'target', 'title', 'zone']);
    for (const login of ['bob', 'admin'] as const) {
      expect(await received(login), login).to.deep.equal([]);
      for (const method of ['DELETE', 'POST']) expect(problemOf(await site.as[login].send(method, `/api/schedules/${id}/recipient`)), login).to.equal('404 NOT_FOUND');
    }
    const leave = async (method: 'DELETE' | 'POST') => (await site.as.mia.send(method, `/api/schedules/${id}/recipient`)).status;
    expect([await leave('DELETE'), await leave('DELETE'), await received('mia')]).to.deep.equal([204, 204, []]);
    const notices = (await site.as.admin.get('/api/notices')).json.rows as { kind: string; schedule?: { id: string; reasons: string[] } }[];
    expect(notices.filter(({ schedule }) => schedule?.id === id).map(({ schedule }) => schedule!.reasons)).to.deep.equal([['LEFT']]);
    const held = (await site.as.admin.get(`/api/schedules/${id}`)).json as { version: number; left: string[]; recipientCount: number };
    expect([held.left, held.recipientCount]).to.deep.equal([[users.mia], 2]);
    const saved = await site.as.admin.send('PUT', `/api/schedules/${id}`, body({ formats: ['link'], title: 'Still left', recipients }), { 'If-Match': `"${held.version}"` });
    expect([saved.status, saved.json.left]).to.deep.equal([200, [users.mia]]);
    expect(await states('07')).to.deep.equal(['Person ann sent', 'partner@outside.example sent']);
    expect(await leave('POST')).to.equal(204);
    expect(await states('08')).to.deep.equal(['Person ann sent', 'Person mia sent', 'partner@outside.example sent']);
  }); // prettier-ignore

  it('refuses what may not be scheduled, with its place', async () => {
    const { users } = site;
    const nowhere = '01KAJ0QX00T2N8C9SEPKXKVMCP';
    for (const [who, changes, expected] of [
      ['admin', { title: 'a\r\nBcc: x@y.example' }, '422 INVALID /title'],
      ['admin', { target: 'nothing' }, '422 UNKNOWN_TARGET /target'],
      ['admin', { formats: ['exe'] }, '422 UNKNOWN_FORMAT /formats/0'],
      ['admin', { cron: '* * * * *' }, '422 TOO_OFTEN /cron'],
      ['admin', { zone: 'Moon/Sea' }, '422 UNKNOWN_ZONE /zone'],
      ['admin', { parameters: { nothing: 1 } }, '400 UNKNOWN_PARAMETER /parameters/nothing'],
      ['admin', { recipients: [{ user: nowhere }] }, '422 UNKNOWN_RECIPIENT /recipients/0/user'],
      ['admin', { recipients: [{ address: 'a@b.example, c@d.example' }] }, '422 INVALID_ADDRESS /recipients/0/address'],
      ['admin', { recipients: [{}] }, '422 RECIPIENT_NEEDED /recipients/0'],
      ['admin', { recipients: [{ user: users.ann }, { user: users.ann }] }, '422 RECIPIENT_TWICE /recipients/1'],
      ['ann', { recipients: [{ address: 'a@b.example' }] }, '403 NOT_ALLOWED /recipients/0/address'],
      ['dan', {}, '403 RIGHT_MISSING'],
    ] as const) {
      expect(problemOf(await site.as[who].post('/api/schedules', body(changes))), JSON.stringify(changes)).to.equal(expected);
    } // prettier-ignore
  });

  it('is its owner’s: others do not know it, who operates sees that it is there and not what it says', async () => {
    const id = await create('ann', { parameters: { period }, title: 'Of ann' });
    for (const [method, path, sent] of [
      ['GET', '', undefined], ['GET', '/runs', undefined], ['POST', '/pause', { paused: true }], ['DELETE', '', undefined], ['POST', '/test', undefined],
      ['PUT', '', body({ recipients: [{ user: site.users.mia }] })], ['POST', '/restore', undefined],
    ] as const) {
      expect(problemOf(await site.as.mia.send(method, `/api/schedules/${id}${path}`, sent, { 'If-Match': '"1"' })), path).to.equal('404 NOT_FOUND');
    } // prettier-ignore
    expect(problemOf(await site.as.mia.get('/api/schedules?show=all'))).to.equal('403 RIGHT_MISSING');
    const told = (await site.as.ivy.get('/api/schedules?show=all')).json.schedules.find(
      (each: { id: string }) => each.id === id,
    );
    expect(told).to.include({ title: 'Of ann', mine: false, recipientCount: 1 }).and.not.have.any.keys('body', 'names');
    const version = (await site.as.ann.get(`/api/schedules/${id}`)).json.version as number;
    expect(
      problemOf(await site.as.ann.send('PUT', `/api/schedules/${id}`, body({ title: 'x' }), { 'If-Match': '"99"' })),
    ).to.equal('409 VERSION_CONFLICT');
    expect(
      (await site.as.ann.send('PUT', `/api/schedules/${id}`, body({ title: 'New' }), { 'If-Match': `"${version}"` }))
        .json.title,
    ).to.equal('New');
    expect((await site.as.ann.send('DELETE', `/api/schedules/${id}`)).status).to.equal(204);
    expect(problemOf(await site.as.ann.get(`/api/schedules/${id}`))).to.equal('404 NOT_FOUND');
    expect((await site.as.ann.post(`/api/schedules/${id}/restore`)).json).to.include({ title: 'New', paused: false });
    expect(
      (await site.as.ann.post('/api/schedules/cycle', { cron: '0 8 L * *', zone: 'Europe/Madrid' })).json.next,
    ).to.have.length(5);
  });

  describe('links', () => {
    const link = async (login: 'mia' | 'admin', changes: object = {}) => {
      const answer = await site.as[login].post('/api/links', { kind: 'report', target: report, parameters: { period }, hours: 24, ...changes }); // prettier-ignore
      expect(answer.status, answer.text).to.equal(201);
      return answer.json as { id: string; token: string; path: string };
    };
    /** Without a cookie. */
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${site.live.address}${path}`, { headers: { Accept: 'application/json' }, ...init });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const bytesOf = ({ text }: { text: string }) => text.replace(/"requestId":"[^"]+"/, '');

    it('shows the sheet as its maker sees it, without a session, a cookie, or anything to follow', async () => {
      const { token, id } = await link('mia', { title });
      const answer = await ask(`/api/shared/${token}`);
      expect(answer.status, answer.text).to.equal(200);
      expect(answer.headers.get('set-cookie')).to.equal(null);
      expect(answer.headers.get('referrer-policy')).to.equal('no-referrer');
      expect(answer.headers.get('cache-control')).to.equal('no-store');
      const told = JSON.parse(answer.text);
      expect(told).to.include({ kind: 'report', title, export: false }).and.not.have.any.keys('parameters', 'owner');
      const screen = (await site.as.mia.post(`/api/reports/${report}/run`, { parameters: { period } })).json
        .cells as GridCell[];
      const rows = async (query: string) => {
        const page = await ask(`/api/shared/${token}/rows${query}`);
        expect([page.status, page.headers.get('cache-control')], page.text).to.deep.equal([200, 'no-store']);
        return JSON.parse(page.text);
      };
      const whole = await rows('');
      expect(shownGrid(whole.cells)).to.deep.equal(shownGrid(screen));
      expect(whole).to.not.have.any.keys('parameters', 'offers', 'plan', 'inputs');
      expect(whole.cells.some((cell: GridCell) => 'on' in cell || 'at' in cell)).to.equal(false);
      const part = await rows('?from=2&to=4&bare=true');
      expect([part.fromRow, part.rows.length, part.size.rows]).to.deep.equal([2, 2, whole.rows.length]);
      expect(await rows('?from=0&to=2&orAll=3000')).to.deep.equal(whole);
      expect((await ask(`/api/shared/${token}/rows?from=5&to=5`)).status).to.equal(400);
      expect((await site.as.mia.get('/api/links')).json.links[0]).to.include({ id, opened: 1, state: 'open' });
      expect(
        await database().read('sys_shared_link').where('token_hash', token).orWhere('body', 'like', `%${token}%`),
      ).to.deep.equal([]);
    });

    it('opens nothing else, and takes no parameters', async () => {
      const { token } = await link('mia');
      for (const path of [
        '/api/app',
        `/api/reports/${report}/run`,
        '/api/records/customer',
        '/api/schedules',
        '/api/links',
      ]) {
        const heads = { Authorization: `Bearer ${token}`, Cookie: `sid=${token}`, Accept: 'application/json' };
        expect([401, 405]).to.include((await ask(path, { headers: heads })).status, path);
      }
      for (const path of ['?period=2020-01-01..2020-01-02', '?token=x', '/rows?period=x', '/rows?sort=A1'].map(
        (end) => `/api/shared/${token}${end}`,
      ))
        expect((await ask(path)).status).to.equal(400);
      const posted = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"parameters":{}}' };
      expect((await ask(`/api/shared/${token}`, posted)).status).to.equal(405);
      // A report has no parts, and this one no file.
      expect((await ask(`/api/shared/${token}/data/k_sales`)).status).to.equal(410);
      expect((await ask(`/api/shared/${token}/file`, { method: 'POST' })).status).to.equal(410);
    });

    it('is gone the same way whatever ended it, at once', async function () {
      this.timeout(30_000);
      const never = await ask(`/api/shared/${'x'.repeat(43)}`);
      expect(never.status).to.equal(410);
      const ended: Record<string, string> = {};
      const revoked = await link('mia');
      expect((await ask(`/api/shared/${revoked.token}`)).status).to.equal(200);
      expect(problemOf(await site.as.ann.send('DELETE', `/api/links/${revoked.id}`))).to.equal('404 NOT_FOUND');
      expect((await site.as.mia.send('DELETE', `/api/links/${revoked.id}`)).status).to.equal(204);
      ended['revoked'] = revoked.token;
      const expired = await link('mia');
      await database().write((transaction) =>
        transaction('sys_shared_link').where({ id: expired.id }).update({ expires_at: '2026-01-01T00:00:00.000Z' }),
      );
      ended['expired'] = expired.token;
      const disabled = await link('mia');
      const account = (changes: object) =>
        database().write((transaction) =>
          transaction('sys_account').where({ user_id: site.users.mia }).update(changes),
        );
      await account({ disabled: 1 });
      for (const token of [...Object.values(ended), disabled.token]) {
        const answer = await ask(`/api/shared/${token}`);
        expect(bytesOf(answer)).to.equal(bytesOf(never));
        expect(answer.status).to.equal(410);
      }
      await account({ disabled: 0 });
      expect((await ask(`/api/shared/${disabled.token}`)).status).to.equal(200);
      const roles = (role: string) =>
        database().write(async (transaction) => {
          await transaction('sys_user_role').where({ user_id: site.users.mia }).update({ role });
          await transaction('sys_setting')
            .where({ name: 'rights_epoch' })
            .update({ value: `test-${role}` });
        });
      await roles('salesperson');
      expect(bytesOf(await ask(`/api/shared/${disabled.token}`))).to.equal(bytesOf(never));
      await roles('sales_manager');
      expect((await ask(`/api/shared/${disabled.token}`)).status).to.equal(200);
    });

    it('shows a dashboard by its parts, and a file only where the link says so', async () => {
      const { token } = await link('mia', { target: 'sales_overview', kind: 'dashboard', parameters: {} });
      const told = JSON.parse((await ask(`/api/shared/${token}`)).text);
      expect(told.dashboard.widgets.every((widget: object) => !('on' in widget))).to.equal(true);
      const part = JSON.parse((await ask(`/api/shared/${token}/data/c_region`)).text);
      const screen = (await site.as.mia.post('/api/dashboards/sales_overview/data', { widget: 'c_region' })).json;
      expect(part.datasets).to.deep.equal(screen.datasets);
      for (const path of ['data/nothing', 'rows'])
        expect((await ask(`/api/shared/${token}/${path}`)).status).to.equal(410);
      const file = await link('mia', { export: true, title });
      const answer = await fetch(`${site.live.address}/api/shared/${file.token}/file`, { method: 'POST' });
      expect(answer.status).to.equal(200);
      expect((await readWorkbook(await answer.arrayBuffer()))[0]![4]).to.equal(title);
    });

    it('is made by who may share, and framed only by the sites named, only where it says so', async () => {
      expect(problemOf(await site.as.ann.post('/api/links', { kind: 'report', target: report, hours: 1 }))).to.equal(
        '403 RIGHT_MISSING',
      );
      for (const [changes, expected] of [
        [{ hours: 0 }, '422 INVALID /hours'],
        [{ hours: 2161 }, '422 INVALID /hours'],
        [{ target: 'nothing' }, '422 UNKNOWN_TARGET /target'],
      ] as const)
        expect(
          problemOf(await site.as.mia.post('/api/links', { kind: 'report', target: report, hours: 1, ...changes })),
        ).to.equal(expected);
      const [plain, embedded] = [await link('mia'), await link('mia', { embed: true })];
      const page = async (path: string) => {
        const { headers } = await ask(path, { headers: { Accept: 'text/html' } });
        return {
          policy: headers.get('content-security-policy')!,
          frame: headers.get('x-frame-options'),
          referrer: headers.get('referrer-policy'),
        };
      };
      const framed = await page(embedded.path);
      expect(framed.policy).to.contain(`frame-ancestors ${embedder}`);
      expect(framed).to.include({ frame: null, referrer: 'no-referrer' });
      for (const path of [plain.path, '/shared/x', '/', `/report/${report}`, `/api/shared/${embedded.token}`]) {
        const other = await page(path);
        expect(other.policy, path).to.contain("frame-ancestors 'none'");
        expect(other.frame, path).to.equal('DENY');
      }
    });

    it('closes an address that guesses', async () => {
      const { token } = await link('mia');
      for (let n = 0; n < 60; n++) await ask(`/api/shared/${String(n).padStart(43, '0')}`);
      const closed = await ask(`/api/shared/${token}`);
      expect(closed.status).to.equal(429);
      expect(Number(closed.headers.get('retry-after'))).to.be.greaterThan(0);
    });
  });
});
