import { expect } from 'chai';
import { createTurns } from '../../../server/work/turns.js';

/** A piece of work that ends when it is told to. */
function piece() {
  let finish = () => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { done, finish: () => finish() };
}
/** Enough rounds of the event loop for all turns that can begin; of time none, which a busy machine has no say in. */
async function settled(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise((resolve) => setImmediate(resolve));
}

describe('work/turns', () => {
  it('lets two of a user run and others wait, in their order', async () => {
    const turns = createTurns({ perUser: 2, total: 4 });
    const began: number[] = [];
    const pieces = [0, 1, 2, 3].map(() => piece());
    const all = pieces.map((each, n) =>
      turns.take('ann', () => {
        began.push(n);
        return each.done;
      }),
    );
    await settled();
    expect(began).to.deep.equal([0, 1]);
    pieces[1]!.finish();
    await settled();
    expect(began).to.deep.equal([0, 1, 2]);
    pieces.forEach((each) => each.finish());
    await Promise.all(all);
    expect(began).to.deep.equal([0, 1, 2, 3]);
  });

  it('gives a turn to whoever has the fewest running', async () => {
    const turns = createTurns({ perUser: 2, total: 2 });
    const began: string[] = [];
    const pieces = new Map(['a1', 'a2', 'a3', 'b1'].map((name) => [name, piece()]));
    const all = [...pieces].map(([name, each]) =>
      turns.take(name[0]!, () => {
        began.push(name);
        return each.done;
      }),
    );
    await settled();
    expect(began).to.have.length(2).and.to.include('b1');
    for (const each of pieces.values()) each.finish();
    await Promise.all(all);
  });

  it('tells when to come back when too many wait, of a user or in all', async () => {
    const turns = createTurns({ perUser: 1, total: 1, waitingPerUser: 2, waiting: 3 });
    const held = piece();
    const first = turns.take('ann', () => held.done);
    await settled();
    const waiting = [turns.take('ann', settled), turns.take('ann', settled), turns.take('bo', settled)];
    const refusal = async (user: string) =>
      turns.take(user, settled).then(
        () => undefined,
        (error: { status: number; code: string; data: { retryAfter: number } }) => error,
      );
    expect(await refusal('ann')).to.deep.include({ status: 429, code: 'WORK_BUSY' });
    expect((await refusal('cleo'))!.data.retryAfter).to.be.greaterThan(0);
    held.finish();
    await Promise.all([first, ...waiting]);
  });

  it('passes on what fails, and frees the turn', async () => {
    const turns = createTurns({ perUser: 1, total: 1 });
    const failed = await turns
      .take('ann', () => Promise.reject(new Error('no')))
      .catch((error: Error) => error.message);
    expect(failed).to.equal('no');
    expect(await turns.take('ann', () => Promise.resolve(3))).to.equal(3);
  });

  it('takes away the turn of a caller who went away', async () => {
    const turns = createTurns({ perUser: 1, total: 1 });
    const held = piece();
    const first = turns.take('ann', () => held.done);
    await settled();
    const gone = new AbortController();
    let ran = false;
    const second = turns.take('ann', async () => void (ran = true), gone.signal).catch((error: Error) => error.name);
    gone.abort();
    expect(await second).to.equal('AbortError');
    held.finish();
    await first;
    await settled();
    expect(ran).to.equal(false);
  });

  it('lets other work of the event loop in between two turns', async () => {
    const turns = createTurns({ perUser: 10, total: 10 });
    const seen: string[] = [];
    const all = [1, 2, 3].map((n) => turns.take('ann', () => Promise.resolve(void seen.push(`turn ${n}`))));
    setImmediate(() => {
      seen.push('other');
      setImmediate(() => seen.push('other'));
    });
    await Promise.all(all);
    expect(seen.slice(0, 4)).to.deep.equal(['turn 1', 'other', 'turn 2', 'other']);
  });
});
