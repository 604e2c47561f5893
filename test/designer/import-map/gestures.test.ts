import { expect } from 'chai';
import fc from 'fast-check';
import { addColumns, columnsByName, columnsOf, removeColumn, setDuplicates, setMatch, setPath, setSimilar, setSource } from '../../../designer/import-map/gestures.js'; // prettier-ignore
import { readSample } from '../../../designer/import-map/sample-file.js';
import { tryRows, type TriedFile } from '../../../designer/import-map/trial.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { createTextContext } from '../../../metadata/import/text-context.js';
import type { ImportMapDocument } from '../../../metadata/schema/app.js';
import { testContext, testFunctions, testModel } from '../../helper/model.js';
import { goesThereAndBack } from '../edits.js';

const model = testModel();
const customer = model.entities.get('customer')!;
const map = (): ImportMapDocument => ({ kind: 'import_map', id: '01KAJ0QX00W22JQQR4N3FTDGZJ', name: 'm', schema: 1, label: 'M', entity: 'customer', match: ['code'], duplicates: 'update', columns: [{ path: 'code', column: 'No' }, { path: 'name', column: 'Company', replace: { ACME: 'Acme' } }] }); // prettier-ignore
const after = (document: unknown, operation: Operation): unknown => applyOperation(document, operation).document;

describe('designer/import-map', () => {
  it('reads a column or a formula, keeps the rest of a column, and one column', () => {
    const formula = after(map(), setSource(map(), 1, { value: 'row.Company' }));
    expect(columnsOf(formula)[1]).to.deep.equal({ path: 'name', value: 'row.Company', replace: { ACME: 'Acme' } });
    expect(after(formula, setSource(formula, 1, { column: 'Company' }))).to.deep.equal(map());
    const one = after(map(), removeColumn(map(), 0));
    expect(columnsOf(one).map(({ path }) => path)).to.deep.equal(['name']);
    expect(after(one, removeColumn(one, 0))).to.deep.equal(one);
    expect(after(map(), setPath(map(), 0, ' '))).to.deep.equal(map());
    expect(after(map(), setMatch(map(), []))).to.not.have.any.keys('match', 'duplicates');
  });

  it('finds fields by their names, and leaves those that are filled, computed or look-ups', () => {
    const heads = ['No', 'NOTE', 'Créd_it', 'Score', 'Region', 'Other', 'phone'];
    expect(columnsByName(heads, customer, columnsOf(map()))).to.deep.equal([{ path: 'note', column: 'NOTE' }, { path: 'credit', column: 'Créd_it' }, { path: 'phone', column: 'phone' }]); // prettier-ignore
  });

  it('reads a sample as the import does: quotes, delimiters, broken lines, heads that are none', () => {
    const read = readSample('\ufeffNo;"Company; name"\r\n1;"A ""B"""\r\n2\r\n\r\n3;C\n');
    expect(read).to.deep.equal({ heads: ['No', 'Company; name'], rows: [{ line: 2, cells: { No: '1', 'Company; name': 'A "B"' } }, { line: 4, cells: { No: '3', 'Company; name': 'C' } }], broken: [3] }); // prettier-ignore
    expect([readSample(''), readSample('a,,b\n'), readSample('a,b,a\n')]).to.deep.equal(['empty', 'blankHead', 'headTwice']); // prettier-ignore
  });

  it('shows rows as they would become: replaced, looked up, refused with the reason', async () => {
    const document: ImportMapDocument = { ...map(), columns: [...map().columns, { path: 'credit', column: 'Credit', format: 'es' }, { path: 'region.name', column: 'Region' }] }; // prettier-ignore
    const sample = readSample('No,Company,Credit,Region,More\n1,ACME,"1.234,50",Bavaria,x\n2,Zeta,apples,Nowhere,y\n');
    if (typeof sample === 'string') throw new Error(sample);
    const asked: string[] = [];
    const tools = {
      model, functions: testFunctions(), evaluation: testContext(), text: createTextContext(model, 'en'),
      find: ({ entity, field, keys }: { entity: string; field: string; keys: ReadonlySet<unknown> }) => {
        asked.push(`${entity}.${field}: ${[...keys].join(', ')}`);
        return Promise.resolve([{ id: 'r1', label: 'Bavaria', values: { name: 'Bavaria' } }]);
      },
    }; // prettier-ignore
    const tried = (await tryRows(document, sample.heads, sample.rows, tools)) as TriedFile;
    expect(asked).to.deep.equal(['region.name: Bavaria, Nowhere']);
    expect(tried.ignored).to.deep.equal(['More']);
    const [first, second] = tried.rows;
    expect([first!.isTaken, first!.cells.map(({ value, label }) => label ?? value)]).to.deep.equal([true, ['1', 'Acme', 1234.5, 'Bavaria']]); // prettier-ignore
    expect([second!.isTaken, second!.cells.map(({ problem }) => problem?.code)]).to.deep.equal([false, [undefined, undefined, 'NOT_A_NUMBER', 'LOOKUP_MISSING']]); // prettier-ignore
    expect(tried.findings.map(({ code }) => code)).to.include('REPLACED');
    expect(await tryRows(document, ['No'], [], tools)).to.have.nested.property('problems[0].code', 'MISSING_COLUMN');
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const place = fc.nat({ max: 3 });
    const edit = fc.oneof(
      fc.tuple(place, fc.constantFrom({ column: 'A' }, { value: 'row.B' })).map(([at, source]) => (document: unknown) => setSource(document, at, source)), // prettier-ignore
      fc.tuple(place, fc.constantFrom('name', 'note', 'region.name')).map(([at, path]) => (document: unknown) => setPath(document, at, path)), // prettier-ignore
      fc.constantFrom([{ path: 'phone', column: 'P' }], [{ path: 'note', column: 'N' }, { path: 'cost', value: '1' }]).map((columns) => (document: unknown) => addColumns(document, columns)), // prettier-ignore
      place.map((at) => (document: unknown) => removeColumn(document, at)),
      fc.constantFrom([], ['code'], ['code', 'name']).map((names) => (document: unknown) => setMatch(document, names)),
      fc.constantFrom('update', 'skip', 'error').map((word) => (document: unknown) => setDuplicates(document, word)),
      fc.constantFrom('tell', 'skip', 'error').map((word) => (document: unknown) => setSimilar(document, word)),
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(map(), edits)), { numRuns: 60 }); // prettier-ignore
  });
});
