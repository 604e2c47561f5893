import { expect } from 'chai';
import { compileModel } from '../../../metadata/model/compile.js';
import type { DashboardDocument } from '../../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import { expand, showGrid } from '../../metadata/sheet/sheet-helper.js';
import { documents, registries } from './package.js';

const model = compileModel(documents, registries);
const dashboard: DashboardDocument = model.find('dashboard', 'sales_overview')!;
const report: ReportDocument = model.find('report', 'sales_by_region')!;

describe('crm/sales_by_region', () => {
  it('groups regions, countries and customers with subtotals, a total and shares', () => {
    const { cells, ...rest } = report.sheet;
    const grid = expand(
      cells,
      {
        S: {
          columns: ['region', 'region_id', 'country', 'country_code', 'customer', 'customer_id', 'sales', 'orders'],
          rows: [
            ['East Asia', 'r1', 'CN', 'CN', '和源', 'c1', 30, 1],
            ['East Asia', 'r1', 'CN', 'CN', '嘉泰', 'c2', 50, 2],
            ['East Asia', 'r1', 'TW', 'TW', '永昌', 'c3', 20, 1],
            ['Western Europe', 'r2', 'DE', 'DE', 'Kontor', 'c4', 100, 4],
          ],
          ordered: false,
        },
      },
      rest,
    );
    expect(showGrid(grid).split('\n')).to.deep.equal([
      'Sales by region(1x6) | ^ | ^ | ^ | ^ | ^',
      'Region | Country | Customer | Orders | Net sales | Share',
      'East Asia(4x1) | CN(2x1) | 嘉泰 | 2 | 50 | 0.25',
      '^ | ^ | 和源 | 1 | 30 | 0.15',
      '^ | TW | 永昌 | 1 | 20 | 0.1',
      '^ | Subtotal(1x2) | ^ | 4 | 100 | 0.5',
      'Western Europe(2x1) | DE | Kontor | 4 | 100 | 0.5',
      '^ | Subtotal(1x2) | ^ | 4 | 100 | 0.5',
      'Total(1x3) | ^ | ^ | 8 | 200 | 1',
    ]);
  });
});

describe('crm/sales_overview', () => {
  const asked = new Map(
    dashboard.widgets.map((widget) => [
      widget.id,
      registries.widget.get(widget.type).requests(widget.options ?? {}, widget.dataset),
    ]),
  );

  it('asks only for datasets that it has, and uses each', () => {
    const names = dashboard.datasets.map((dataset) => dataset.name);
    expect([...new Set([...asked.values()].flat())]).to.have.members(names);
  });

  it('has chart options that their chart types take', () => {
    for (const widget of dashboard.widgets.filter((each) => each.type === 'chart')) {
      const { chart } = widget.options as { chart: string };
      expect(registries.chart.find(chart), `${widget.id} ${chart}`).not.to.equal(undefined);
    }
  });

  it('lets every part but the months follow the month that was clicked', () => {
    for (const { name, source } of dashboard.datasets) {
      const follows = JSON.stringify(source).includes('{"parameter":"month"}');
      expect(follows, name).to.equal(name !== 'course');
    }
  });
});
