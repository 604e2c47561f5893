/**
 * Every route x entity x person: what each of them is answered, as a table that stands in the repository. A new route
 * without a line in trust-matrix-cases.ts fails, and so does any answer that changes (UPDATE_GOLDEN=1 writes it anew).
 * After each answer the data are as they were: compared whenever a statement that writes was sent at all, and after each line.
 */
import { expect } from 'chai';
import type { Database } from '../../server/database/database.js';
import { createRecord } from '../../server/records/create.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leavesEvent, RefusalLedger } from '../helper/refusal-events.js';
import { openRightsSite, type Login, type RightsSite } from '../helper/rights-site.js';
import { becomes } from '../helper/eventually.js';
import { siteSettled } from '../helper/site-settled.js';
import { dumpHash, stillTables } from './hostile-site.js';
import { matrixCases, type MatrixCase } from './trust-matrix-cases.js';
import { writingCases } from './trust-writing-cases.js';

const golden = join(import.meta.dirname, '../golden/http/matrix.txt');

/** `ann` owns the record, `cyn` is of another department, `mia` manages ann's, `max` reads all, `dan` designs, `ivy` operates, `uma` keeps accounts, `gus` gives rights. */
const people: readonly (Login | 'nobody')[] = [
  'nobody',
  'ann',
  'cyn',
  'mia',
  'max',
  'dan',
  'ivy',
  'uma',
  'gus',
  'admin',
];
/** Told by an event of another kind: a failed sign-in. */
const quiet = new Set(['LOGIN_FAILED']);
const entities = ['customer', 'contact', 'order', 'product', 'user', 'role_that_is_none'] as const;

describe('scenario/trust-matrix', () => {
  let site: RightsSite;
  let database: Database;
  let lead: string;
  /** Statements so far that write to a table which must stay as it is, whoever sent them and whatever became of them. */
  let sent = 0;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite();
    ({ database } = site.live.site.services);
    const notices = async () => Number((await database.read('sys_notice').count({ n: '*' }).first())!['n']);
    const told = (await notices()) + 1;
    const body = { name: 'A lead', contact_name: 'Kim', owner: site.users.ann };
    lead = (await createRecord(site.live.site.system('test'), 'lead', body)).id;
    await siteSettled(database);
    await becomes(notices, told);
    database.watchWrites(await stillTables(database), () => void sent++);
  });
  after(() => site.live.close());
  const ledger = new RefusalLedger();

  const recordOf = (entity: string): string =>
    ({ customer: site.customers.ann, contact: site.contacts.ann, order: site.orders.ann, product: site.product, user: site.users.ann })[entity] ??
    site.customers.ann; // prettier-ignore

  async function ask(person: Login | 'nobody', method: string, given: MatrixCase, entity: string): Promise<string> {
    const fill = (text: string) => text.replaceAll(':entity', entity).replaceAll(':id', recordOf(entity));
    const cookie =
      person === 'nobody'
        ? undefined
        : given.ownSession
          ? (await site.live.signIn(person)).cookie
          : site.as[person].cookie;
    const stop = new AbortController();
    const response = await fetch(`${site.live.address}/api${fill(given.path)}`, {
      method,
      signal: stop.signal,
      headers: {
        ...given.headers,
        ...(cookie === undefined ? {} : { Cookie: cookie }),
        ...(given.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(given.body === undefined ? {} : { body: fill(JSON.stringify(given.body)) }),
    });
    const text = given.stream && response.status === 200 ? '' : await response.text();
    stop.abort();
    if (text !== '') ledger.note(text, response.status);
    const code = response.status < 400 ? '' : ` ${(JSON.parse(text) as { error: { code: string } }).error.code}`;
    return `${response.status}${code}`;
  }

  it('answers everybody as it was reviewed, and changes nothing', async function () {
    this.timeout(180_000);
    const cases = matrixCases(site, { lead });
    const names = site.live.site.routes.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(cases), 'each route has a line in trust-matrix-cases.ts, and no line is left over').to.have.members(names); // prettier-ignore
    let before = await dumpHash(database);
    let seen = sent;
    const lines: string[] = [];
    const changed: string[] = [];
    for (const name of [...names].sort()) {
      const [method = ''] = name.split(' ');
      for (const given of [cases[name]!].flat()) {
        const byEntity = given.path.includes(':entity') || JSON.stringify(given.body ?? '').includes(':entity');
        for (const entity of byEntity ? entities : ['']) {
          lines.push(
            `${name}${given.title === undefined ? '' : `, ${given.title}`}${entity === '' ? '' : ` [${entity}]`}`,
          );
          for (const person of people) {
            const answer = await ask(person, method, given, entity);
            lines.push(`  ${person.padEnd(7)} ${answer}`);
            if (sent === seen) continue;
            const after = await dumpHash(database);
            if (after !== before && !(given.writes && answer.startsWith('2')))
              changed.push(`${name} for ${person}: ${answer}`);
            [before, seen] = [after, sent];
          }
        }
        const after = await dumpHash(database);
        if (after !== before && !given.writes) changed.push(name);
        before = after;
      }
    }
    expect(changed, 'routes that wrote something').to.deep.equal([]);
    await ledger.expectEvents(site.live, (gives) => leavesEvent(gives) && !quiet.has(gives.split(' ')[1]!));
    const text = `${lines.join('\n')}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
    expect(text).to.equal(readFileSync(golden, 'utf8'));
  });

  it('asks for the right before the first row is written: who lacks it gets no statement sent', async function () {
    this.timeout(60_000);
    const cases = writingCases(site, { lead });
    const before = await dumpHash(database);
    const wrong: string[] = [];
    for (const { what, ask, but } of cases) {
      for (const person of but) {
        const statements = sent;
        const answer = await ask(site.as[person]);
        if (answer.status < 400) wrong.push(`${what}: ${person} got ${answer.status}`);
        if (sent > statements) wrong.push(`${what}: refused to ${person} after writing`);
      }
    }
    expect(wrong).to.deep.equal([]);
    expect(await dumpHash(database)).to.equal(before);
    // Else the refusals would say nothing.
    for (const { what, ask, by } of cases) {
      const { writing } = site.live.gate;
      const done = await ask(site.as[by]);
      expect(done.status, `${what}: ${done.text}`).to.be.lessThan(300);
      expect(site.live.gate.writing, `${what} writes`).to.equal(writing + 1);
    }
    expect(site.live.gate.broken).to.deep.equal([]);
  });
});
