import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import { writeCsv } from '../../../../server/reports/exports/write-csv.js';

const values = new Map([['w', { code: 'w', label: { en: 'Won', es: 'Ganada' } }]]);
const model = { dictionaries: new Map([['stage', { values }]]) } as never;
const columns = [
  { name: 'who', type: 'id', label: 'Customer', target: 'customer' },
  { name: 'stage', type: 'text', label: 'Stage, now', dictionary: 'stage' },
  { name: 'amount', type: 'number', label: 'Amount', currency: 'EUR' },
] as const;
const write = (rows: readonly Record<string, string | number | null>[], language = 'en') =>
  writeCsv({ columns, rows }, { model, language });

describe('reports/exports/write-csv', () => {
  it('writes names, labels in the language of the reader, heads with their currency', () => {
    const text = write([{ who: 'c1', who_label: 'Acme "Ltd"', stage: 'w', amount: -1.5 }], 'es');
    expect(text).to.equal('\ufeffCustomer,"Stage, now",Amount (EUR)\r\n"Acme ""Ltd""",Ganada,-1.5\r\n');
  });

  it('lets no text become a formula, and leaves out what is null', () => {
    for (const start of ['=1+1', '+1', '-1', '@x', '\tx'])
      expect(write([{ who: start, stage: null, amount: null }])).to.contain(`'${start}`);
  });

  it('is read back by another reader, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (names) => {
        const text = write(names.map((who) => ({ who, stage: 'x', amount: 1 })));
        const rows = parse(text, { bom: true, record_delimiter: '\r\n' }) as string[][];
        expect(rows.slice(1).map(([who]) => who)).to.deep.equal(
          names.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)),
        );
      }),
    );
  });
});
