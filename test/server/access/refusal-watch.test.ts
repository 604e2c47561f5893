import { expect } from 'chai';
import { createRefusalWatch, type Refusal } from '../../../server/access/refusal-watch.js';
import { ApiError, badRequest, conflict, forbidden, invalid, notFound, unauthorized } from '../../../server/errors.js';
import { createIds } from '../../../server/ids.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';

const clock = { now: () => new Date('2026-11-21T08:00:00.000Z') };
const window = 3_600_000;

eachDatabase('access/refusal-watch', (fixture) => {
  const watch = (limits: { readonly each: number; readonly all: number }) =>
    createRefusalWatch(
      { database: fixture.database, clock, log: quietLog(), newId: createIds(clock) },
      { ...limits, window },
    );
  const refusal = (error: ApiError, more: Partial<Refusal> = {}): Refusal => ({
    error, requestId: 'r1', method: 'GET', route: '/records/:entity', userId: 'ann', address: '192.0.2.7', ...more,
  }); // prettier-ignore
  const events = async () =>
    ((await fixture.database.read('sys_event').orderBy('id')) as Record<string, unknown>[]).map((row) => ({
      type: row['type'],
      user: row['user_id'],
      address: row['address'],
      request: row['request_id'],
      data: JSON.parse(String(row['data'])) as unknown,
    }));
  beforeEach(() => fixture.database.write((transaction) => transaction('sys_event').delete()));

  it('writes who was refused what, where and under which request', async () => {
    const refusals = watch({ each: 10, all: 10 });
    refusals.tell(refusal(notFound()));
    await refusals.close();
    expect(await events()).to.deep.equal([
      {
        type: 'refused',
        user: 'ann',
        address: '192.0.2.7',
        request: 'r1',
        data: { status: 404, code: 'NOT_FOUND', method: 'GET', route: '/records/:entity' },
      },
    ]);
  });

  for (const [error, isEvent] of [
    [unauthorized(), true],
    [badRequest('FORBIDDEN_KEY', 'No.'), true],
    [forbidden('ORIGIN_DENIED', 'No.'), true],
    [new ApiError(429, 'TOO_MANY_ATTEMPTS', 'Wait.'), true],
    [invalid([{ path: '/id', code: 'FIELD_READONLY', message: 'No.' }], 'FIELD_READONLY'), true],
    // the second finding is one that no form makes
    [invalid([{ path: '/a', code: 'REQUIRED', message: 'No.' }, { path: '/b', code: 'INVALID_VALUE', message: 'No.' }], 'REQUIRED'), true], // prettier-ignore
    [invalid([{ path: '/a', code: 'REQUIRED', message: 'No.' }], 'REQUIRED'), false],
    [conflict('VERSION_CONFLICT', 'No.'), false],
    [new ApiError(401, 'LOGIN_FAILED', 'No.'), false],
    [new ApiError(429, 'WORK_BUSY', 'Wait.'), false],
    [new ApiError(503, 'DATABASE_UNAVAILABLE', 'Wait.'), false],
    [new ApiError(500, 'INTERNAL', 'Oh.'), false],
  ] as const) {
    it(`${isEvent ? 'tells of' : 'is silent about'} ${error.status} ${error.code}`, async () => {
      const refusals = watch({ each: 10, all: 10 });
      refusals.tell(refusal(error));
      await refusals.close();
      expect(await events()).to.have.length(isEvent ? 1 : 0);
    });
  }

  it('counts what comes above the limit of an account, and leaves others their own', async () => {
    const refusals = watch({ each: 3, all: 100 });
    for (let n = 0; n < 500; n++) refusals.tell(refusal(n % 2 ? notFound() : unauthorized()));
    refusals.tell(refusal(notFound(), { userId: 'bob', requestId: 'r2' }));
    await refusals.close();
    const rows = await events();
    expect(rows.filter(({ user, type }) => user === 'ann' && type === 'refused')).to.have.length(3);
    expect(rows.filter(({ user }) => user === 'bob')).to.have.length(1);
    const more = rows.filter(({ type }) => type === 'refused.more');
    expect(more.map(({ user, data }) => ({ user, data }))).to.deep.equal([
      { user: 'ann', data: { count: 497, codes: { UNAUTHENTICATED: 248, NOT_FOUND: 249 } } },
    ]);
  });

  it('keeps a flood from many addresses within bounds', async () => {
    const refusals = watch({ each: 30, all: 20 });
    for (let n = 0; n < 5000; n++) {
      const address = `198.51.${n >> 8}.${n & 255}`;
      refusals.tell({ ...refusal(unauthorized()), userId: undefined, address });
    }
    await refusals.close();
    const rows = await events();
    expect(rows.filter(({ type }) => type === 'refused')).to.have.length(20);
    expect(rows.length).to.be.at.most(20 + 21);
    const counted = rows.reduce((sum, { data }) => sum + ((data as { count?: number }).count ?? 1), 0);
    expect(counted).to.equal(5000);
  }).timeout(30_000);
});
