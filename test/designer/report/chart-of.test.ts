import { expect } from 'chai';
import { chartOfSheet, type ChartWords } from '../../../designer/report/gestures/chart-of.js';

const words: ChartWords = { fieldLabel: (_, field) => `The ${field}`, isTime: (_, field) => field === 'day' };
const query = (select: readonly object[], more: object = {}) => ({ type: 'query', query: { entity: 'order', select, ...more } }); // prettier-ignore
const cell = (field: string, as: string) => ({ bind: { dataset: 'S', field, as } });
const report = (source: object, cells: object, charts?: readonly object[]) => ({ datasets: [{ name: 'S', source }], sheet: { cells }, ...(charts ? { charts } : {}) }); // prettier-ignore
const plain = query([{ path: 'region.name', as: 'region' }, { path: 'ordered_on', as: 'day' }, { path: 'freight' }], { where: { field: 'status', op: 'eq', value: 'new' }, limit: 5, sort: [{ by: 'day' }] }); // prettier-ignore
interface Made {
  readonly datasets: readonly { readonly name: string; readonly source: unknown }[];
  readonly charts: readonly Readonly<Record<string, unknown>>[];
}
const made = (document: object): Made => (chartOfSheet(document, words) as { readonly document: Made }).document;

describe('designer/report chart of this', () => {
  it('groups the rows of a query for it, with the same condition and without the limit', () => {
    const { datasets, charts } = made(report(plain, { A2: cell('region', 'group'), B2: cell('freight', 'sum') }));
    expect(datasets[1]).to.deep.equal({
      name: 'S_chart',
      source: query([{ path: 'region.name', as: 'region' }, { path: 'freight', aggregate: 'sum', as: 'freight' }], { where: { field: 'status', op: 'eq', value: 'new' } }),
    }); // prettier-ignore
    expect(charts).to.deep.equal([{ id: 'chart', label: 'The freight', dataset: 'S_chart', chart: 'column', x: 'region', y: ['freight'] }]); // prettier-ignore
  });

  it('draws days as a line by months, and a second chart beside the first', () => {
    const { datasets, charts } = made(report(plain, { A2: cell('day', 'group'), B2: cell('freight', 'avg') }, [{ id: 'chart' }])); // prettier-ignore
    expect(JSON.stringify(datasets[1])).to.include('"grain":"month"').and.include('"aggregate":"avg"');
    expect(charts[1]).to.deep.include({ id: 'chart_2', chart: 'line', x: 'day' });
  });

  it('takes rows as they are where they are grouped just so', () => {
    const grouped = query([
      { path: 'region', as: 'region' },
      { aggregate: 'count', as: 'n' },
    ]);
    const { datasets, charts } = made(report(grouped, { A2: cell('region', 'group'), B2: cell('n', 'sum') }));
    expect(datasets).to.have.length(1);
    expect(charts[0]).to.deep.include({ dataset: 'S', y: ['n'] });
  });

  it('says why there is none: nothing grouped, or rows that are no query', () => {
    expect(chartOfSheet(report(plain, { A2: cell('region', 'list'), B2: cell('freight', 'sum') }), words)).to.deep.equal({ refused: 'nothing' }); // prettier-ignore
    expect(chartOfSheet(report(plain, { A2: cell('region', 'group') }), words)).to.deep.equal({ refused: 'nothing' });
    const rows = { type: 'rows', columns: ['region', 'freight'], rows: [] };
    expect(chartOfSheet(report(rows, { A2: cell('region', 'group'), B2: cell('freight', 'sum') }), words)).to.deep.equal({ refused: 'closed' }); // prettier-ignore
  });
});
