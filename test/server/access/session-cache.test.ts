import { expect } from 'chai';
import { keepSessions } from '../../../server/access/session-cache.js';
import type { SessionRow } from '../../../server/access/session-query.js';
import type { Release } from '../../../server/context.js';

const release = { number: 1 } as Release;

function setUp() {
  let changed = (): void => undefined;
  let time = 0;
  const asked: string[] = [];
  const answers = new Map<string, unknown>([['a', { userId: 'ann' }]]);
  const load = keepSessions(
    { watchWrites: (_tables, callback) => void (changed = callback) },
    async (idHash) => {
      asked.push(idHash);
      const answer = answers.get(idHash);
      if (answer instanceof Error) throw answer;
      return answer as SessionRow | undefined;
    },
    () => time,
  );
  return { load, asked, answers, pass: (ms: number) => (time += ms), change: () => changed() };
}

describe('access/session-cache', () => {
  it('asks once for requests within a second, and again after it', async () => {
    const { load, asked, pass } = setUp();
    const [first, second] = await Promise.all([load('a', release), load('a', release)]);
    pass(999);
    await load('a', release);
    expect(asked).to.deep.equal(['a']);
    expect(first).to.equal(second);
    pass(1);
    await load('a', release);
    expect(asked).to.deep.equal(['a', 'a']);
  });

  it('asks again as soon as something was written, and for another release', async () => {
    const { load, asked, change } = setUp();
    await load('a', release);
    change();
    await load('a', release);
    await load('a', { number: 2 } as Release);
    expect(asked.length).to.equal(3);
  });

  it('keeps neither a missing session nor a failure', async () => {
    const { load, asked, answers } = setUp();
    expect(await load('b', release)).to.equal(undefined);
    answers.set('b', new Error('away'));
    expect(await load('b', release).catch((error: Error) => error.message)).to.equal('away');
    answers.set('b', { userId: 'bo' });
    expect(await load('b', release)).to.deep.equal({ userId: 'bo' });
    expect(asked.length).to.equal(3);
  });

  it('does not keep what was read while a change was under way', async () => {
    const { load, asked, change } = setUp();
    change();
    await load('a', release);
    change();
    await load('a', release);
    expect(asked.length).to.equal(2);
  });
});
