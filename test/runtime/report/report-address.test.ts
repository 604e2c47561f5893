import { expect } from 'chai';
import type { CellLink } from '../../../runtime/report/cell-links.js';
import { onward } from '../../../runtime/report/drill-links.js';
import { DownHistory } from '../../../runtime/report/explain-down.js';
import {
  chartKey,
  nextSort,
  placeQuery,
  readPlace,
  stepHref,
  trailFrom,
  withDrill,
  withFilter,
  type ReportPlace,
} from '../../../runtime/report/report-address.js';
import { counted } from '../../../runtime/output/page-rules.js';
import { keepLook, readLook } from '../../../runtime/report/sheet-memory.js';
import { paperRules } from '../../../runtime/report/sheet-print.js';

const place: ReportPlace = {
  changes: {
    sort: [{ cell: 'E3', descending: true }, { cell: 'A3' }],
    filter: [
      { cell: 'A3', op: 'in', value: ['East', null, 'a,b=&'] },
      { cell: 'C3', op: 'between', value: [1, null] },
    ],
  },
  cell: { source: 'E3', at: 'A3:1,B3:2;C1:1' },
  drill: { c1: ['2026-01-01', null, 7], 'own@A2:3;': ['a,b:"c"'] },
  trail: [{ report: 'first', query: 'region=r1', words: 'East, "Q2"' }],
};

describe('report/address', () => {
  it('puts the way down of one chart in the place of what was there', () => {
    expect(withDrill(undefined, 'c1', ['2026'])).to.deep.equal({ c1: ['2026'] });
    expect(withDrill({ c1: ['2026'], c2: [1] }, 'c1', [])).to.deep.equal({ c2: [1] });
    expect(chartKey('own', 'A2:3;')).to.not.equal(chartKey('own', undefined));
  });

  it('writes all that was chosen and reads it back', () => {
    expect(readPlace(placeQuery(place))).to.deep.equal(place);
    expect(placeQuery({ changes: {}, trail: [] })).to.deep.equal({});
    expect(placeQuery(place)['_sort']).to.equal('-E3,A3');
  });

  it('leaves out what it cannot read', () => {
    const odd = {
      _sort: 'nothing,-,E3;drop',
      _filter: '[["A3","like","x"],["a","eq",1],7]',
      _cell: 'E3',
      _drill: '[["c1"],[7,"x"],["c2",{}]]',
      _from: '{"a":1}',
    };
    expect(readPlace(odd)).to.deep.equal({ changes: {}, trail: [] });
    expect(readPlace({ _filter: '[[', _from: '[[1,2]]' })).to.deep.equal({ changes: {}, trail: [] });
  });

  it('goes ascending, descending, unsorted; a filter takes the place of the one before', () => {
    const once = nextSort([], 'E3');
    const twice = nextSort(once, 'E3');
    expect([once, twice, nextSort(twice, 'E3')]).to.deep.equal([
      [{ cell: 'E3' }],
      [{ cell: 'E3', descending: true }],
      [],
    ]);
    const one = withFilter([], 'A3', { cell: 'A3', op: 'eq', value: 1 });
    expect(withFilter(one, 'A3', { cell: 'A3', op: 'eq', value: 2 })).to.deep.equal([
      { cell: 'A3', op: 'eq', value: 2 },
    ]);
    expect(withFilter(one, 'A3', undefined)).to.deep.equal([]);
  });

  it('takes the reader’s filters and the way back along to another report, and nothing that is stated there', () => {
    const link = (href: string): CellLink => ({ href, icon: '', text: '' });
    const from = {
      report: 'here',
      declared: [{ name: 'period', type: 'dateRange' }, { name: 'region', type: 'id' }, { name: 'owner', type: 'id', multiple: true }],
      given: { period: 'thisYear', region: 'r1', owner: ['u1'] },
      query: { period: 'thisYear', _sort: 'A3', _cell: 'E3@;' },
      trail: [],
      declaredOf: (name: string) =>
        name === 'there' ? [{ name: 'period', type: 'dateRange' }, { name: 'region', type: 'id' }, { name: 'owner', type: 'id' }] : undefined,
    } as unknown as Parameters<typeof onward>[1]; // prettier-ignore
    const query = new URLSearchParams(onward(link('/report/there?region=r9'), from, 'East').href.split('?')[1]);
    expect([query.get('period'), query.get('region'), query.get('owner')]).to.deep.equal(['thisYear', 'r9', null]);
    const { trail } = readPlace(Object.fromEntries(query));
    expect(trail).to.deep.equal([{ report: 'here', query: 'period=thisYear&_sort=A3', words: 'East' }]);
    expect(stepHref(trail, 0)).to.equal('/report/here?period=thisYear&_sort=A3');
    expect(onward(link('/list/order?filter=x'), from, '').href).to.equal('/list/order?filter=x');
  });

  it('forgets the beginning of a long way', () => {
    let trail: ReturnType<typeof trailFrom> = [];
    for (let index = 0; index < 9; index++) trail = trailFrom(trail, `r${index}`, {}, '');
    expect(trail.map(({ report }) => report)).to.deep.equal(['r3', 'r4', 'r5', 'r6', 'r7', 'r8']);
  });

  it('goes back and forward in an explanation, a new step forgets the later ones', () => {
    const history = new DownHistory();
    history.go({ steps: [], by: 'country' });
    history.go({ steps: [{ column: 'country', label: 'Country', value: 'de', text: 'Germany' }] });
    history.move(-1);
    expect([history.here.by, history.canGoBack, history.canGoForward]).to.deep.equal(['country', true, true]);
    history.go({ steps: [], by: 'customer' });
    expect([history.here.by, history.canGoForward]).to.deep.equal(['customer', false]);
    history.move(-1);
    history.move(-1);
    history.move(-1);
    expect([history.here, history.canGoBack]).to.deep.equal([{ steps: [] }, false]);
  });

  it('keeps widths and size for a person and a report, and nothing of the report’s own', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
      removeItem: (key: string) => void kept.delete(key),
    };
    const look = { widths: new Map([[2, 240]]), scale: 1.25 };
    keepLook(storage, 'u1', 'sales', look);
    expect(readLook(storage, 'u1', 'sales')).to.deep.equal(look);
    expect(readLook(storage, 'u2', 'sales').widths.size).to.equal(0);
    keepLook(storage, 'u1', 'sales', { widths: new Map(), scale: 1 });
    expect(kept.size).to.equal(0);
    kept.set('trellis.sheet.u1.sales', '{"scale":7,"widths":{"1":"x","2":-4}');
    expect(readLook(storage, 'u1', 'sales')).to.deep.equal({ widths: new Map(), scale: 1 });
  });

  it('lays paper across for a wide sheet, with its words in the margins', () => {
    const words = { title: 'A & B', date: 'today', text: (label: unknown) => String(label) };
    const sizes = [700, 1000].map((width) => paperRules(undefined, width, words).size);
    expect(sizes).to.deep.equal(['793.7px 1122.52px', '1122.52px 793.7px']);
    expect(paperRules({ size: 'Letter', orientation: 'landscape' }, 100, words).size).to.equal('1056px 816px');
    expect(paperRules({ header: '&title, &date', footer: '&page of &pages' }, 100, words).boxes).to.deep.equal({
      'top-center': 'A && B, today',
      'bottom-center': '&page of &pages',
    });
    expect(counted('&page "of" &pages && more')).to.equal(
      'counter(page) " \\22 of\\22  " counter(pages) " " "&" " more"',
    );
  });
});
