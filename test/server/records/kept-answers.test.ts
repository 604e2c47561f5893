import { expect } from 'chai';
import type { Database } from '../../../server/database/database.js';
import { KeptAnswers } from '../../../server/records/kept-answers.js';

describe('answers that hold until somebody writes', () => {
  let version: number | undefined;
  let asked: string[];
  const database = { dataVersion: () => version } as unknown as Database;

  beforeEach(() => {
    version = 1;
    asked = [];
  });

  function asking(kept: KeptAnswers<readonly number[]>) {
    return (sql: string, answer: readonly number[] | Error = [1], bindings: readonly string[] = []) =>
      kept.answer({ database, statement: { sql, bindings } }, () => {
        asked.push(sql);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      });
  }

  const byLength = { most: 5, weight: (rows: readonly number[]) => rows.length, heaviest: 3 };

  it('are asked for once, also by those who come while it is on its way', async () => {
    const ask = asking(new KeptAnswers(byLength));
    expect(await Promise.all([ask('a', [7]), ask('a', [8])])).to.deep.equal([[7], [7]]);
    expect(await ask('a', [9])).to.deep.equal([7]);
    expect(asked).to.deep.equal(['a']);
  });

  it('are of one statement with its values', async () => {
    const ask = asking(new KeptAnswers(byLength));
    await ask('a', [1], ['x']);
    expect(await ask('a', [2], ['y'])).to.deep.equal([2]);
  });

  it('are forgotten when somebody has written', async () => {
    const ask = asking(new KeptAnswers(byLength));
    await ask('a', [1]);
    version = 2;
    expect(await ask('a', [2])).to.deep.equal([2]);
  });

  it('are not kept where the engine cannot tell', async () => {
    const ask = asking(new KeptAnswers(byLength));
    version = undefined;
    await Promise.all([ask('a'), ask('a')]);
    expect(asked).to.deep.equal(['a', 'a']);
  });

  it('are kept by a version that is read, unless they are cheap or some minutes old', async () => {
    let now = 0;
    let readings = 0;
    const remote = { readVersion: () => Promise.resolve((readings++, version!)) } as unknown as Database;
    const asking = (limits: { readonly isCheap?: boolean }) => {
      const kept = new KeptAnswers<number>({ most: 5, longest: 1000, now: () => now, ...limits });
      return (n: number) => kept.answer({ database: remote, statement: { sql: 'a', bindings: [] } }, async () => n);
    };
    const ask = asking({});
    expect([await ask(1), await ask(2)]).to.deep.equal([1, 1]);
    version = 2;
    expect([await ask(3), await ask(4)]).to.deep.equal([3, 3]);
    now = 1000;
    expect([await ask(5), await ask(6)]).to.deep.equal([5, 5]);
    readings = 0;
    const cheap = asking({ isCheap: true });
    expect([await cheap(1), await cheap(2)]).to.deep.equal([1, 2]);
    expect(readings).to.equal(0);
  });

  it('tell a failure to all who wait, and are asked for anew', async () => {
    const ask = asking(new KeptAnswers(byLength));
    const failed = await Promise.allSettled([ask('a', new Error('busy')), ask('a')]);
    expect(failed.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await ask('a', [2])).to.deep.equal([2]);
  });

  it('go when they are too many, the oldest first; one that is too large is not kept', async () => {
    const ask = asking(new KeptAnswers(byLength));
    await ask('large', [1, 2, 3, 4]);
    for (const sql of ['a', 'b', 'c']) await ask(sql, [1, 2]);
    asked = [];
    for (const sql of ['c', 'b', 'large', 'a']) await ask(sql, [1, 2]);
    expect(asked).to.deep.equal(['large', 'a']);
  });

  it('are given up with the last who waits, and read anew for who comes after', async () => {
    const kept = new KeptAnswers<number>({ most: 5 });
    const readers = [new AbortController(), new AbortController(), new AbortController()];
    const begun: AbortSignal[] = [];
    const ask = (reader: number) =>
      kept
        .answer({ database, statement: { sql: 'a', bindings: [] }, signal: readers[reader]!.signal }, (signal) => {
          begun.push(signal!);
          return new Promise((resolve, reject) => {
            if (begun.length === 2) resolve(2);
            signal!.addEventListener('abort', () => reject(signal!.reason as Error));
          });
        })
        .catch((error: Error) => error.message);
    const first = [ask(0), ask(1)];
    readers[0]!.abort(new Error('gone'));
    expect(await first[0]).to.equal('gone');
    expect(begun.map(({ aborted }) => aborted)).to.deep.equal([false]);
    readers[1]!.abort(new Error('gone too'));
    const next = ask(2);
    expect(begun.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
    expect(await first[1]).to.equal('gone too');
    expect(await next).to.equal(2);
    expect(await ask(2)).to.equal(2);
    expect(begun).to.have.length(2);
  });
});
