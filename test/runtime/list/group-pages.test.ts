import { expect } from 'chai';
import { groupFilter } from '../../../runtime/list/groups/group-source.js';
import { groupedRows } from '../../../runtime/list/groups/group-pages.js';
import type { GroupedList } from '../../../runtime/list/groups/group-source.js';

describe('list/group-pages', () => {
  it('finds the records of a value, of none, and of a period', () => {
    expect(groupFilter({ path: 'city' }, 'Oslo')).to.deep.equal({ field: 'city', op: 'eq', value: 'Oslo' });
    expect(groupFilter({ path: 'city' }, null)).to.deep.equal({ field: 'city', op: 'isNull' });
    expect(groupFilter({ path: 'day', grain: 'quarter' }, '2026-04-01')).to.deep.equal({
      field: 'day',
      op: 'between',
      value: ['2026-04-01', '2026-06-30'],
    });
  });

  it('asks one query for a level and rows only of the group that is opened', async () => {
    const asked: unknown[] = [];
    const host = {
      app: { path: () => ({ field: { label: 'City', name: 'city', type: { id: 'text' } } }) },
      i18n: { label: (label: string) => label, t: (key: string) => key },
      fields: { get: () => ({ text: String }) },
      records: { find: () => undefined, keep: () => undefined },
      api: {
        post: async (_path: string, body: { where?: unknown }) => {
          asked.push(['groups', body.where]);
          return {
            rows: [
              { g: 'Oslo', n: 2 },
              { g: null, n: 1 },
            ],
          };
        },
        get: async (_path: string, query: { filter: string }) => {
          asked.push(['rows', JSON.parse(query.filter)]);
          return {
            rows: [
              { id: 'a', version: 1 },
              { id: 'b', version: 1 },
            ],
            total: 2,
          };
        },
      },
    };
    const request = { entity: 'customer', fields: [], filter: { field: 'level', op: 'eq', value: 'A' }, sort: [] };
    const list = { host, fieldHost: {}, request, columns: [], keys: [{ path: 'city' }] } as unknown as GroupedList;
    const rows = groupedRows(list)();
    const { rows: heads, size } = await rows.provide(0);
    expect([size, rows.total]).to.deep.equal([2, 3]);
    expect(heads.map((head) => [head.group!.label, head.group!.count])).to.deep.equal([
      ['Oslo', 2],
      ['list.groupEmpty', 1],
    ]);
    await rows.provide(0);
    const opened = await rows.provide(0, heads[0]);
    expect(opened.rows.map((row) => row.id)).to.deep.equal(['a', 'b']);
    expect(rows.find('b')?.id).to.equal('b');
    expect(asked).to.deep.equal([
      ['groups', request.filter],
      ['rows', { and: [request.filter, { field: 'city', op: 'eq', value: 'Oslo' }] }],
    ]);
  });

  it('shows the first thousand groups and says once that there are more', async () => {
    const said: string[] = [];
    const counts = [1001, 1000];
    const listOf = (count: number) =>
      ({
        host: {
          app: { path: () => ({ field: { label: 'City', name: 'city', type: { id: 'text' } } }) },
          i18n: { label: (label: string) => label, t: (key: string, { count: n }: { count: number }) => `${key} ${n}` },
          fields: { get: () => ({ text: String }) },
          toasts: { show: ({ text }: { text: string }) => said.push(text) },
          api: {
            // Without a group it is the whole list that is counted.
            post: async (_path: string, { select }: { select: readonly unknown[] }) =>
              select.length === 1
                ? { rows: [{ n: 5000 }] }
                : { rows: Array.from({ length: count }, (_, n) => ({ g: `c${n}`, n: 1 })) },
          },
        },
        ...{ fieldHost: {}, columns: [], keys: [{ path: 'city' }] },
        request: { entity: 'customer', fields: [], sort: [] },
      }) as unknown as GroupedList;
    const sizes = [];
    const totals = [];
    for (const count of counts) {
      const rows = groupedRows(listOf(count))();
      sizes.push((await rows.provide(0)).size);
      totals.push(rows.total);
      await rows.refresh();
      totals.push(rows.total);
    }
    // The total is that of all records, not of the groups that are shown.
    expect(totals).to.deep.equal([5000, 5000, 1000, 1000]);
    expect(sizes).to.deep.equal([1000, 1000]);
    expect(said).to.deep.equal(['list.groupsCut 1000']);
  });
});
