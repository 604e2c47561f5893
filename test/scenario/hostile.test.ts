/**
 * Requests that mean harm, over HTTP, as a table. After every one: the answer is the
 * envelope without a word of what is inside, the process goes on, nothing in the database is another. All along nobody is
 * reached out to, and each leaves its one security event.
 */
import { expect } from 'chai';
import { eventually } from '../helper/eventually.js';
import { eachDatabase } from '../helper/databases.js';
import { leavesEvent } from '../helper/refusal-events.js';
import { budgetCases, fillPlaces, hostileCases, type HostileCase } from './hostile-cases.js';
import { dumpHash, openHostileSite, send, sendBytes, type HostileSite, type RawAnswer } from './hostile-site.js';

/** Words of the engine, of statements, of stacks and of files. No case sends one of them, so none is an echo. */
const inside =
  /\bsql|sqlite|mysql|maria|knex|\bER_[A-Z]|syntax|\bselect\b.*\bfrom\b|\binsert into|\bd_[a-z]|\bsys_(?!account)|node_modules|\.(?:ts|js|mjs)\b|\bat (?:async )?[\w.<>]+ \(|\/(?:work|tmp|home|server)\/|TypeError|RangeError/i;

interface Envelope {
  readonly error: { code: string; message: string; path?: string; details?: unknown; requestId: string };
}

eachDatabase('scenario/hostile', (fixture) => {
  let site: HostileSite;
  let untouched: string;
  before(async function () {
    this.timeout(60_000);
    site = await openHostileSite(await fixture.freshUrl());
    untouched = await dumpHash(site.live.site.services.database);
  });
  after(() => site.live.close());

  const ask = ({ to, body, headers = {}, as = 'ann', chunked }: HostileCase): Promise<RawAnswer> => {
    const [method = '', ...path] = fillPlaces(to, site.places).split(' ');
    const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    const sent = isRaw ? body : fillPlaces(JSON.stringify(body), site.places);
    return send(site.live.address, {
      method,
      path: path.join(' '),
      headers: {
        ...(as ? { Cookie: site.cookies[as]! } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
      ...(chunked ? { chunked } : {}),
    });
  };

  const outcome = ({ status, text }: RawAnswer): string =>
    status < 400 ? String(status) : `${status} ${(JSON.parse(text) as Envelope).error.code}`;

  const expectUnharmed = async ({ status, text }: RawAnswer): Promise<void> => {
    // Ids are random letters, which may spell anything.
    expect(text.replace(/"requestId":"\w+"/, '')).to.not.match(inside);
    if (status >= 400) {
      const { error, ...rest } = JSON.parse(text) as Envelope;
      expect(rest).to.deep.equal({});
      expect(error).to.include.all.keys('code', 'message', 'requestId');
      expect(Object.keys(error)).to.satisfy((keys: string[]) =>
        keys.every((key) => ['code', 'message', 'path', 'details', 'requestId'].includes(key)),
      );
      expect(error.code).to.match(/^[A-Z][A-Z_]+$/);
      expect(error.message).to.match(/\w.*[.!?]$/s);
    }
    const health = await send(site.live.address, { method: 'GET', path: '/api/health', headers: {} });
    expect(health).to.deep.equal({ status: 200, text: '{"status":"ok"}' });
    expect(await dumpHash(site.live.site.services.database)).to.equal(untouched);
    expect(site.live.log.lines.filter(({ level }) => level === 'error')).to.deep.equal([]);
    expect(({} as { x?: unknown }).x).to.equal(undefined);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  };

  const eventsOf = async (requestId: string) =>
    (await site.live.site.services.database.read('sys_event').where('request_id', requestId)) as {
      readonly type: string;
      readonly data: string;
      readonly address: string;
    }[];
  /** What was refused, by request id. */
  const refused = new Map<string, string>();

  for (const each of hostileCases) {
    it(`${each.title} (${each.to.slice(0, 60)}) gives ${each.gives}`, async () => {
      const answer = await ask(each);
      expect(outcome(answer), answer.text.slice(0, 400)).to.equal(each.gives);
      if (answer.status >= 400) expect((JSON.parse(answer.text) as Envelope).error.requestId).to.not.equal('');
      await expectUnharmed(answer);
      if (answer.status >= 400) refused.set((JSON.parse(answer.text) as Envelope).error.requestId, each.gives);
    });
  }

  let statements: string[] = [];
  before(() => {
    const read = site.live.site.services.database.read;
    read.on('query', ({ sql }: { sql: string }) => void statements.push(sql));
  });
  for (const each of budgetCases) {
    it(`${each.title} gives ${each.gives} before any statement`, async () => {
      statements = [];
      const answer = await ask(each);
      expect(outcome(answer), answer.text.slice(0, 400)).to.equal(each.gives);
      if (each.gives.includes('QUERY_BUDGET')) expect((JSON.parse(answer.text) as Envelope).error.path).to.match(/\w/);
      // The dispatcher of jobs looks by its own clock.
      expect(statements.filter((sql) => !/sys_(?:session|job|schedule|setting)\b/.test(sql))).to.deep.equal([]);
      await expectUnharmed(answer);
      refused.set((JSON.parse(answer.text) as Envelope).error.requestId, each.gives);
    });
  }

  const list = (query: string) => ask({ title: '', gives: '', to: `GET /api/records/${query}`, as: 'admin' });
  /** Every look-up of each of these, by name. */
  const named = (lookups: Readonly<Record<string, readonly string[]>>): string =>
    Object.entries(lookups)
      .flatMap(([at, fields]) => fields.map((field) => `${at}.${field}`))
      .join(',');
  const customer = ['region', 'parent', 'area', 'owner', 'created_by', 'updated_by'];
  const wide = {
    opportunity: ['customer', 'contact', 'product', 'region', 'campaign', 'competitor', 'owner', 'created_by', 'updated_by'],
    request: ['customer', 'contact', 'product', 'order', 'owner', 'created_by', 'updated_by'],
    'request.order': ['customer', 'contact', 'region', 'network', 'owner', 'created_by', 'updated_by'],
    'request.order.network': ['region', 'area', 'agent', 'owner', 'created_by', 'updated_by'],
    customer, 'opportunity.customer': customer, 'request.customer': customer, 'request.order.customer': customer,
  }; // prettier-ignore

  const all = ['customer', 'contact', 'opportunity', 'campaign', 'request', 'owner', 'created_by', 'updated_by'];

  it('answers a list that names more look-ups than a statement joins, with every name', async () => {
    statements = [];
    const answer = await list(`interaction?fields=${all.join(',')},${named(wide)}`);
    expect(answer.status, answer.text.slice(0, 300)).to.equal(200);
    const [row] = (JSON.parse(answer.text) as { rows: readonly object[] }).rows;
    expect(row).to.have.nested.property('customer.label', 'Of another person');
    expect(row).to.have.nested.property('customer.owner.label', 'Name of bob');
    expect(row).to.have.nested.property('opportunity.owner.label', 'Name of ann');
    expect(row).to.have.nested.property('request.order', null);
    // One for the rows, one for each entity whose names found no room.
    expect(statements.filter((sql) => !sql.includes('sys_session')).length).to.be.within(2, 8);
  });

  it('counts what 100 paths walk together, however the paths are cut', async () => {
    const plain = Object.keys(wide).flatMap((at) => ['id', 'version', 'created_at', 'updated_at'].map((field) => `${at}.${field}`)); // prettier-ignore
    const paths = [...all, ...plain, ...named(wide).split(','), 'campaign.owner', 'contact.customer'];
    expect(paths.length).to.be.within(92, 100);
    const answer = await list(`interaction?fields=${paths.join(',')}`);
    expect(outcome(answer)).to.equal('400 QUERY_BUDGET');
    expect((JSON.parse(answer.text) as Envelope).error.path).to.equal('campaign.owner');
  });

  it('leaves one security event for each, and none for what forms mistake', async () => {
    const last = await ask({ title: '', gives: '', to: 'GET /api/records/nothing' });
    const { requestId } = (JSON.parse(last.text) as Envelope).error;
    // Written in the order of the requests: with the last one all are there.
    await eventually(async () => ((await eventsOf(requestId)).length > 0 ? true : undefined), 'the last event');
    expect(refused.size).to.be.greaterThan(300);
    for (const [id, gives] of refused) {
      const events = await eventsOf(id);
      const told = events.map(({ type, data, address }) => {
        const { status, code } = JSON.parse(data) as { status: number; code: string };
        return `${type} ${address} ${status} ${code}`;
      });
      expect(told, gives).to.deep.equal(leavesEvent(gives) ? [`refused 127.0.0.1 ${gives}`] : []);
    }
  }).timeout(60_000);

  it("gives for another person's record what it gives for none", async () => {
    const none = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const seen = { 'If-Match': '"1"' };
    for (const [method, rest, more] of [
      ['GET', '', {}],
      ['GET', '/history', {}],
      ['PATCH', '', { headers: seen, body: { city: 'x' } }],
      ['DELETE', '', { headers: seen }],
      ['POST', '/restore', {}],
    ] as const) {
      const answers = [site.places.other, none].map(async (id) => {
        const answer = await ask({ title: '', gives: '', to: `${method} /api/records/customer/${id}${rest}`, ...more });
        return { ...answer, text: answer.text.replace(/"requestId":"[^"]+"/, '') };
      });
      const [theirs, nothing] = await Promise.all(answers);
      expect(theirs, `${method}${rest}`).to.deep.equal(nothing);
    }
    const bulk = [site.places.other, none].map(async (id) => {
      const body = { action: 'update', ids: [id], values: { city: 'x' } };
      const { text } = await ask({ title: '', gives: '', to: 'POST /api/records/customer/bulk', body });
      return text.replaceAll(id, '').replace(/"batch":"\w+"/, '');
    });
    const [theirs, nothing] = await Promise.all(bulk);
    expect(theirs).to.equal(nothing);
  });

  it('names every field that may not be written', async () => {
    const body = { name: 'x', id: 5, version: 99, created_by: 1, created_at: 'now' };
    const answer = await ask({ title: '', gives: '', to: 'POST /api/records/customer', body });
    const { details } = (JSON.parse(answer.text) as Envelope).error;
    expect((details as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`)).to.have.members(
      ['/id', '/version', '/created_by', '/created_at'].map((path) => `${path} FIELD_READONLY`),
    );
    await expectUnharmed(answer);
  });

  it('answers bytes that are no request', async () => {
    const long = `GET /api/health?x=${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const twice = 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n';
    for (const bytes of ['\u0000\u0001\u0002\r\n\r\n', 'GET\r\n\r\n', long, twice]) {
      const answer = await sendBytes(site.live.address, bytes);
      expect(outcome(answer), bytes.slice(0, 40)).to.equal('400 BAD_REQUEST');
      await expectUnharmed(answer);
    }
  });

  it('reached out to nobody but its database', async () => {
    const own = new URL(site.live.address).host;
    const { url } = site.live.site.services.database.connection;
    const others = () => site.live.outbound().filter((place) => place !== own && (url.startsWith('sqlite:') || place !== new URL(url).host)); // prettier-ignore
    expect(others()).to.deep.equal([]);
    expect(site.live.outbound()).to.include(own);
    // What a request from within would look like.
    await fetch('http://127.0.0.2:3999').catch(() => undefined);
    expect(others()).to.deep.equal(['127.0.0.2:3999']);
  });

  it('would see a change: the dump of an honest one is another', async () => {
    const to = 'PATCH /api/records/customer/:customer';
    const answer = await ask({ title: '', gives: '', to, body: { city: 'x' }, headers: { 'If-Match': '"1"' } });
    expect(outcome(answer)).to.equal('200');
    expect(await dumpHash(site.live.site.services.database)).to.not.equal(untouched);
  });
});
