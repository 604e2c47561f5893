import { expect } from 'chai';
import type { Host } from '../../../../runtime/host/host.js';
import { fetchGroups } from '../../../../runtime/list/modes/mode-requests.js';

type Row = Readonly<Record<string, unknown>>;

function place(answers: readonly (readonly Row[])[]) {
  const asked: { limit?: number; select: unknown; where?: unknown }[] = [];
  const host = {
    app: { path: (_entity: string, path: string) => (path === 'hidden' ? undefined : {}) },
    api: {
      post: (_path: string, query: never) => {
        asked.push(query);
        return Promise.resolve({ rows: answers[asked.length - 1] });
      },
    },
  };
  const request = { entity: 'deal', fields: [], filter: undefined, sort: [] };
  return { asked, place: { host: host as unknown as Host, request } };
}
const rows = (count: number): Row[] => Array.from({ length: count }, (_, n) => ({ g: `v${n}`, n: 1 }));

describe('list/modes/mode-requests', () => {
  it('asks once where all groups are shown, and leaves out sums that may not be seen', async () => {
    const { asked, place: at } = place([[{ g: null, n: 2, s1: 9 }, { g: 'a', g_label: 'A', n: 3, s1: 4 }]]); // prettier-ignore
    const found = await fetchGroups(at, { by: 'stage', sums: ['hidden', 'amount'] }, undefined);
    expect(found).to.deep.equal({
      groups: [
        { value: null, label: undefined, count: 2, sums: [undefined, 9] },
        { value: 'a', label: 'A', count: 3, sums: [undefined, 4] },
      ],
      left: 0,
    });
    expect(asked).to.have.length(1);
    expect(asked[0]!.select).to.deep.include({ path: 'amount', aggregate: 'sum', as: 's1' });
  });

  it('counts the values that are left out; records without one are shown, not counted', async () => {
    const { asked, place: at } = place([[{ g: null, n: 1 }, ...rows(4)], [{ n: 10 }]]);
    const found = await fetchGroups(at, { by: 'stage', sums: [], most: 4 }, { field: 'x', op: 'eq', value: 1 });
    expect(found.groups.map(({ value }) => value)).to.deep.equal([null, 'v0', 'v1', 'v2']);
    expect(found.left).to.equal(7);
    expect(asked.map(({ limit }) => limit)).to.deep.equal([5, undefined]);
    for (const query of asked) expect(query.where).to.deep.equal({ field: 'x', op: 'eq', value: 1 });
  });
});
