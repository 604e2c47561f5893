import { expect } from 'chai';
import { RangeRows } from '../../../../plugins/core/views/range-rows.js';
import type { ModeChange, ModePage, ModePort, WireRecord } from '../../../../runtime/api.js';

const row = (n: number, day = 'mon') => ({ id: String(n), version: 1, day });
const within = { field: 'day', op: 'eq', value: 'mon' } as const;

function view(rows: (page: ModePage) => Promise<readonly WireRecord[]>, change?: () => Promise<ModeChange>) {
  const port = { rows: async (page: ModePage) => ({ rows: await rows(page) }), change };
  return { port: port as unknown as ModePort, requestUpdate: () => undefined };
}

describe('views/range-rows', () => {
  it('fetches page by page until there is no more', async () => {
    const asked: unknown[] = [];
    const held = new RangeRows(
      view((page) => {
        asked.push(page);
        return Promise.resolve(
          Array.from({ length: page.offset === 0 ? 200 : 3 }, (_, n) => row((page.offset ?? 0) + n)),
        );
      }),
    );
    await held.load(within);
    expect([held.held.length, held.cut, held.loading]).to.deep.equal([203, false, false]);
    expect(asked).to.deep.equal([{ within, offset: 0, limit: 200 }, { within, offset: 200, limit: 200 }]); // prettier-ignore
  });

  it('stops at a limit and says so', async () => {
    const held = new RangeRows(view((page) => Promise.resolve(Array.from({ length: page.limit }, (_, n) => row(n)))));
    await held.load(within);
    expect([held.held.length, held.cut]).to.deep.equal([1000, true]);
  });

  it('forgets the answer to an earlier question', async () => {
    const answers: ((rows: readonly WireRecord[]) => void)[] = [];
    const held = new RangeRows(view(() => new Promise((resolve) => answers.push(resolve))));
    const loads = [held.load(within), held.load(within)];
    answers[1]!([row(2)]);
    answers[0]!([row(1)]);
    await Promise.all(loads);
    expect(held.held).to.deep.equal([row(2)]);
  });

  for (const [kind, answer, day] of [
    ['changed', { kind: 'changed', record: { ...row(1, 'tue'), version: 2 } }, 'tue'],
    ['refused', { kind: 'refused', reason: 'No.' }, 'mon'],
    ['kept', { kind: 'kept' }, 'mon'],
  ] as const) {
    it(`shows a change at once and ends as it was answered: ${kind}`, async () => {
      let settle: (answer: ModeChange) => void = () => undefined;
      const held = new RangeRows(view(() => Promise.resolve([row(1)]), () => new Promise((resolve) => (settle = resolve)))); // prettier-ignore
      await held.load(within);
      const change = held.change(held.held[0]!, { day: 'tue' });
      expect(held.held[0]!['day']).to.equal('tue');
      settle(answer);
      expect((await change).kind).to.equal(kind);
      expect(held.held[0]!['day']).to.equal(day);
    });
  }
});
