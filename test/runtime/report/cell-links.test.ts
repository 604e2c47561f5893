import { expect } from 'chai';
import type { GridCell } from '../../../metadata/sheet/types.js';
import { cellLinks, valuesSet } from '../../../runtime/report/cell-links.js';
import { fileName } from '../../../runtime/report/export-file.js';

const cell = (click: unknown): GridCell => ({
  row: 0,
  column: 0,
  value: 'Acme',
  text: 'Acme',
  source: 'A1',
  on: { click },
});
const text = (open: string, name: string, of: GridCell) => `${open} ${name} ${of.text}`;

describe('report/cell-links', () => {
  it('leads to records and lists with the values of the cell', () => {
    const links = cellLinks(
      cell([
        { open: 'record', name: 'customer', parameters: { id: 'c1' } },
        { open: 'list', name: 'order', parameters: { customer: 'c1' } },
      ]),
      text,
    );
    expect(links.map((link) => link.text)).to.deep.equal(['record customer Acme', 'list order Acme']);
    expect(links[0]!.href).to.equal('/record/customer/c1');
    expect(decodeURIComponent(links[1]!.href)).to.equal(
      '/list/order?filter={"field":"customer","op":"eq","value":"c1"}',
    );
  });

  it('leads nowhere when the values are missing: not to everything', () => {
    expect(cellLinks(cell([{ open: 'list', name: 'order', parameters: { customer: null } }]), text)).to.deep.equal([]);
    expect(cellLinks(cell([{ open: 'record', name: 'customer', parameters: { id: null } }]), text)).to.deep.equal([]);
    expect(cellLinks({ row: 0, column: 0, value: 1, text: '1', source: 'A1' }, text)).to.deep.equal([]);
  });

  it('tells the parameters that a click sets', () => {
    expect(valuesSet(cell([{ set: { region: 'r1' } }, { set: { month: '2026-07-01' } }]))).to.deep.equal({
      region: 'r1',
      month: '2026-07-01',
    });
  });
});

describe('report/export-file', () => {
  it('takes the name in UTF-8 before the plain one', () => {
    expect(fileName(`attachment; filename="Sales.xlsx"; filename*=UTF-8''%E9%94%80%E5%94%AE.xlsx`)).to.equal(
      '销售.xlsx',
    );
    expect(fileName('attachment; filename="Sales.xlsx"')).to.equal('Sales.xlsx');
    expect(fileName(`attachment; filename="a.xlsx"; filename*=UTF-8''%E9%ZZ`)).to.equal('a.xlsx');
    expect(fileName(null)).to.equal(undefined);
  });
});
