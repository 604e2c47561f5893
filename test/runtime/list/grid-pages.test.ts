import { expect } from 'chai';
import { GridPages } from '../../../runtime/list/grid-pages.js';

describe('list/grid-pages', () => {
  const rows = (offset: number, version = 1) =>
    [0, 1].map((index) => ({ id: `r${offset + index}`, version: offset === 0 ? version : 1 }));

  it('asks once for a page and keeps the order of the list, whichever page came first', async () => {
    const asked: number[] = [];
    const pages = new GridPages(async (offset) => {
      asked.push(offset);
      return { rows: rows(offset), ...(offset === 0 ? { total: 4 } : {}) };
    });
    await pages.page(2);
    await pages.page(0);
    await pages.page(2);
    expect(asked).to.deep.equal([2, 0]);
    expect(pages.rows.map((row) => row.id)).to.deep.equal(['r0', 'r1', 'r2', 'r3']);
    expect(pages.total).to.equal(4);
  });

  it('tells which rows have another version after a refresh', async () => {
    let version = 1;
    const pages = new GridPages(async (offset, fresh) => ({ rows: rows(offset, fresh ? version : 1), total: 4 }));
    await pages.page(0);
    await pages.page(2);
    version = 2;
    expect(await pages.refresh()).to.deep.equal(['r0', 'r1']);
  });
});
