import { expect } from 'chai';
import fc from 'fast-check';
import { planImport } from '../../../metadata/import/plan.js';
import { createTextContext } from '../../../metadata/import/text-context.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { ImportMapDocument } from '../../../metadata/schema/app.js';
import { documents, registries } from '../../plugins/crm/package.js';
import { MemoryRun } from './memory-run.js';

const model = compileModel(documents, registries);
const map = (keys: Partial<ImportMapDocument>): ImportMapDocument => ({
  kind: 'import_map', id: '01J9ZZZZZZ0000000000000001', name: 'test_map', schema: 1, entity: 'customer', columns: [], ...keys,
}); // prettier-ignore
const rowsOf = (heads: readonly string[], ...lines: readonly (readonly string[])[]) =>
  lines.map((line, index) => ({
    line: index + 2,
    cells: Object.fromEntries(heads.map((head, column) => [head, line[column] ?? ''])),
  }));
const run = (keys: Partial<ImportMapDocument>, heads: readonly string[], ...lines: readonly (readonly string[])[]) => {
  const memory = new MemoryRun(model);
  memory.rowsOf('region').push({ id: 'r1', code: 'WE', name: 'Western Europe' });
  memory.rowsOf('region').push({ id: 'r2', code: 'X1', name: 'Twin' }, { id: 'r3', code: 'X2', name: 'Twin' });
  const result = memory.run(map(keys), heads, rowsOf(heads, ...lines));
  return { ...result, rows: memory.rowsOf(keys.entity ?? 'customer') };
};

describe('import/rows', () => {
  it('reads cells by the type of their field and tells every change', () => {
    const heads = ['Code', 'Name', 'Kind', 'Region', 'Founded', 'Turnover', 'Extra'];
    const { rows, findings, refused, ignored } = run(
      {
        match: ['code'],
        columns: [
          { path: 'code', column: 'Code' },
          { path: 'name', column: 'Name' },
          { path: 'type', column: 'Kind', replace: { Old: 'existing', '?': null } },
          { path: 'region.code', column: 'Region', missing: 'report' },
          { path: 'year_established', column: 'Founded', empty: ['n/a'] },
          { path: 'annual_revenue', column: 'Turnover', format: 'es' },
        ],
      },
      heads,
      ['A1', '  Alpha ', 'Old', 'WE', '1999', '1.234,50', 'x'],
      ['A2', 'Beta', '潜在客户', 'XX', 'n/a', '0,5', ''],
      ['A3', 'Gamma', '?', '', '   ', 'many', ''],
    );
    expect(rows).to.deep.equal([
      {
        id: 'id1',
        code: 'A1',
        name: 'Alpha',
        type: 'existing',
        region: 'r1',
        year_established: 1999,
        annual_revenue: 1234.5,
      },
      {
        id: 'id2',
        code: 'A2',
        name: 'Beta',
        type: 'prospect',
        region: null,
        year_established: null,
        annual_revenue: 0.5,
      },
    ]);
    expect(refused).to.equal(1);
    expect(ignored).to.deep.equal(['Extra']);
    const told = findings.map(({ code, severity, path, from, to, count, lines }) => ({
      code,
      severity,
      path,
      from,
      to,
      count,
      lines,
    }));
    const note = { severity: 'note', from: undefined, to: undefined, count: 1 };
    expect(told).to.have.deep.members([
      { ...note, code: 'TRIMMED', path: 'name', lines: [2] },
      { ...note, code: 'REPLACED', path: 'type', from: 'Old', to: 'existing', lines: [2] },
      { ...note, code: 'LOOKUP_MISSING', path: 'region.code', from: 'XX', to: null, lines: [3] },
      { ...note, code: 'READ_AS_EMPTY', path: 'year_established', from: 'n/a', to: null, lines: [3] },
      { ...note, code: 'REPLACED', path: 'type', from: '?', to: null, lines: [4] },
      { ...note, code: 'EMPTY', path: 'region.code', lines: [4] },
      { ...note, code: 'BLANK', path: 'year_established', lines: [4] },
      { ...note, severity: 'error', code: 'NOT_A_NUMBER', path: 'annual_revenue', from: 'many', lines: [4] },
    ]);
  });

  it('refuses a row whose look-up finds nothing or several, unless the map says to report it', () => {
    const columns = [
      { path: 'name', column: 'Name' },
      { path: 'region.name', column: 'Region' },
    ];
    const { findings, refused } = run(
      { columns },
      ['Name', 'Region'],
      ['A', 'Nowhere'],
      ['B', 'Twin'],
      ['C', 'Western Europe'],
    );
    expect(refused).to.equal(2);
    expect(findings.map((finding) => finding.code)).to.deep.equal(['LOOKUP_MISSING', 'LOOKUP_AMBIGUOUS']);
    const lenient = [columns[0]!, { ...columns[1]!, missing: 'report' as const }];
    expect(run({ columns: lenient }, ['Name', 'Region'], ['B', 'Twin']).refused).to.equal(1);
  });

  it('computes values from other columns, also those with blanks in their head', () => {
    const columns = [
      { path: 'name', value: 'row["Company name"] & ", " & row.City' },
      { path: 'code', value: 'upper(row.City)' },
    ];
    const { rows } = run({ columns }, ['Company name', 'City'], ['Acme', 'Graz']);
    expect(rows[0]).to.include({ name: 'Acme, Graz', code: 'GRAZ' });
  });

  it('reads dates by the pattern that the map states, and no others', () => {
    const columns = [
      { path: 'name', column: 'Name' },
      { path: 'since', column: 'Since', format: 'DD.MM.YYYY' },
    ];
    const { rows, refused } = run({ columns }, ['Name', 'Since'], ['A', '04.03.2026'], ['B', '2026-03-04']);
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({ since: '2026-03-04' });
    expect(refused).to.equal(1);
  });

  it('deals with repeated rows as the map says, and tells it', () => {
    const columns = [
      { path: 'code', column: 'Code' },
      { path: 'name', column: 'Name' },
    ];
    const of = (duplicates?: 'update' | 'skip' | 'error') =>
      run(
        { match: ['code'], columns, ...(duplicates ? { duplicates } : {}) },
        ['Code', 'Name'],
        ['A', 'one'],
        ['A', 'two'],
      );
    expect(of('skip').rows.map((row) => row['name'])).to.deep.equal(['one']);
    expect(of('update').rows.map((row) => row['name'])).to.deep.equal(['two']);
    expect(of().refused).to.equal(1);
    for (const policy of ['skip', 'update', 'error'] as const) {
      expect(of(policy).findings.map((finding) => finding.code)).to.deep.equal(['REPEATED']);
    }
  });

  it('finds records of the same file in a second pass, whatever their order', () => {
    const columns = [
      { path: 'code', column: 'Code' },
      { path: 'name', column: 'Code' },
      { path: 'parent.code', column: 'Parent' },
    ];
    const { rows, refused } = run({ match: ['code'], columns }, ['Code', 'Parent'], ['A', 'B'], ['B', ''], ['C', 'Z']);
    expect(rows.map((row) => row['parent'])).to.deep.equal([rows[1]!.id, null, undefined]);
    expect(refused).to.equal(1);
  });

  it('tells a wrong map before the first row is read', () => {
    const problems = (keys: Partial<ImportMapDocument>, heads: readonly string[] = ['Name']) => {
      const planned = planImport(map(keys), { model, functions: registries.function, heads });
      return 'problems' in planned ? planned.problems.map((problem) => `${problem.path} ${problem.code}`) : [];
    };
    const name = { path: 'name', column: 'Name' };
    expect(problems({ columns: [name] })).to.deep.equal([]);
    expect(problems({ entity: 'nothing', columns: [name] })).to.deep.equal(['/entity UNKNOWN_ENTITY']);
    expect(problems({ columns: [{ path: 'name', column: 'Nome' }] })).to.deep.equal([
      '/columns/0/column MISSING_COLUMN',
    ]);
    expect(problems({ columns: [{ path: 'name' }] })).to.deep.equal(['/columns/0 COLUMN_OR_VALUE']);
    expect(problems({ columns: [{ path: 'version', column: 'Name' }] })).to.deep.equal([
      '/columns/0/path FIELD_READONLY',
    ]);
    expect(problems({ columns: [{ path: 'region.gone', column: 'Name' }] })).to.deep.equal([
      '/columns/0/path UNKNOWN_FIELD',
    ]);
    expect(problems({ columns: [name], match: ['code'] })).to.deep.equal(['/match/0 MATCH_NOT_MAPPED']);
    expect(problems({ columns: [{ path: 'name', value: 'row.Nome' }] })[0]).to.match(/^\/columns\/0\/value /);
    expect(problems({ columns: [name, { path: 'parent.code', column: 'Name' }] })).to.deep.equal([
      '/match MATCH_NEEDED',
    ]);
  });

  it('keeps or tells: a text that is stored otherwise than it stands always has a finding', () => {
    const blanks = fc.constantFrom('', ' ', '\t', '\u00a0', '  ');
    fc.assert(
      fc.property(
        blanks,
        fc.string({ unit: fc.constantFrom('a', 'Z', '9', ' ', 'é', 'e\u0301', '１', '\u212b'), maxLength: 8 }),
        blanks,
        (before, text, after) => {
          const raw = `${before}${text}${after}`;
          const columns = [
            { path: 'name', value: '"x"' },
            { path: 'city', column: 'City' },
          ];
          const { rows, findings } = run({ columns }, ['City'], [raw]);
          const stored = rows[0]!['city'] ?? '';
          if (stored !== raw || raw === '') expect(findings.some((finding) => finding.path === 'city')).to.equal(true);
          else expect(findings).to.deep.equal([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('import/text-context', () => {
  it('finds codes by label in any language, and none where two values share it', () => {
    const text = createTextContext(model, 'en');
    expect(text.codeOf!('stage', 'Won')).to.equal('won');
    expect(text.codeOf!('stage', ' 赢单 ')).to.equal('won');
    expect(text.codeOf!('stage', 'GANADA')).to.equal('won');
    expect(text.codeOf!('stage', 'constructor')).to.equal(undefined);
    expect(text.choice('stage', 'won')).to.equal('Won');
    expect(text.choice('nothing', 'won')).to.equal(undefined);
  });
});
