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

describe('list/grid-pages, far from the start', () => {
  it('goes on by the cursor of the page before, and jumps by the place', async () => {
    const asked: (readonly [number, string | undefined])[] = [];
    const pages = new GridPages(async (offset, _fresh, after) => {
      asked.push([offset, after]);
      return { rows: [], total: 5000, next: `end of ${offset}` };
    });
    for (const offset of [0, 100, 2000, 2100, 4000]) await pages.page(offset);
    expect(asked).to.deep.equal([
      [0, undefined],
      [100, undefined],
      [2000, undefined],
      [2100, 'end of 2000'],
      [4000, undefined],
    ]);
  });

  it('fetches again what was seen last and forgets the rest', async () => {
    let count = 0;
    const pages = new GridPages(async (offset) => {
      count += 1;
      return { rows: [{ id: `r${offset}`, version: 1 }], total: 5000 };
    });
    for (let page = 0; page < 20; page++) await pages.page(page * 100);
    await pages.page(0);
    count = 0;
    await pages.refresh();
    expect(count).to.equal(12);
    expect([pages.find('r0')?.id, pages.find('r1900')?.id, pages.find('r300')]).to.deep.equal([
      'r0',
      'r1900',
      undefined,
    ]);
  });
});
