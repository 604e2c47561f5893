/** The engine and a second, slow reading of the same rules (oracle.ts) give one grid, cell by cell. */
import { expect } from 'chai';
import fc from 'fast-check';
import { expandSheet, gridWindow, type ExpandedSheet } from '../../../../metadata/sheet/expand.js';
import {
  SheetError,
  type ColumnTable,
  type ColumnValues,
  type GridCell,
  type SheetInput,
} from '../../../../metadata/sheet/types.js';
import { testContext, testRegistries } from '../sheet-helper.js';
import type { Data } from './instances.js';
import { Refused } from './model.js';
import { consult } from './oracle.js';
import { sample, type Sample } from './templates.js';

/** `TRELLIS_SHEET_RUNS=20000` for a long run. */
const runs = Number(process.env['TRELLIS_SHEET_RUNS'] ?? 300);
const seed = process.env['TRELLIS_SHEET_SEED'];
const registries = testRegistries();
const options = { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) };
const fewer = { ...options, numRuns: Math.ceil(runs / 3) };

const lines = (rows: number, columns: number, cells: readonly string[]) =>
  [`${rows} x ${columns}`, ...cells].join('\n');
const lineOf = (cell: GridCell) => `${cell.row},${cell.column} ${cell.rowSpan ?? 1}x${cell.columnSpan ?? 1} ${cell.kind ?? 'value'} ${JSON.stringify(cell.value)}`; // prettier-ignore

/** Undefined where the template is refused. */
function expanded({ sheet, data }: Sample, tables: SheetInput['datasets'] = new Map(Object.entries(data))): ExpandedSheet | undefined {
  try {
    return expandSheet({
      sheet, datasets: tables, parameters: {}, functions: registries.function, context: testContext, language: 'en',
    }); // prettier-ignore
  } catch (error) {
    if (error instanceof SheetError) return undefined;
    throw error;
  }
} // prettier-ignore

function textOf(sheet: ExpandedSheet | undefined): string {
  if (!sheet) return 'refused';
  return lines(sheet.grid.rows.length, sheet.grid.columns.length, sheet.grid.cells.map(lineOf));
}

function byOracle({ sheet, data }: Sample): string {
  try {
    const grid = consult(
      { sheet, functions: registries.function, context: testContext },
      new Map(Object.entries(data)),
    );
    const cells = grid.cells.map((cell) => `${cell.row},${cell.column} ${cell.height}x${cell.width} ${cell.kind} ${JSON.stringify(cell.value)}`); // prettier-ignore
    return lines(grid.rows, grid.columns, cells);
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    throw error;
  }
}

/** The same data by columns: numbers as an array of numbers, texts by codes, anything else as it is. */
function byColumns({ columns, rows, ordered }: Data): ColumnTable {
  const fields = columns.map((name, index) => {
    const values = rows.map((row) => row[index] ?? null);
    if (values.every((value) => value === null || typeof value === 'number'))
      return [name, Float64Array.from(values, (value) => value ?? NaN)] as const;
    if (!values.every((value) => value === null || typeof value === 'string')) return [name, values] as const;
    const known = [...new Set([...values, 'unused'])];
    return [name, { codes: Int32Array.from(values, (value) => known.indexOf(value)), values: known }] as const;
  });
  return { length: rows.length, fields: new Map<string, ColumnValues>(fields), ordered };
}

describe('sheet/oracle', function () {
  this.timeout(Math.max(60_000, runs * 60));

  it(`agrees with a second reading of the rules on ${runs} templates`, () => {
    let refused = 0;
    const each = (one: Sample) => {
      const expected = byOracle(one);
      if (expected === 'refused') refused++;
      expect(textOf(expanded(one))).to.equal(expected);
    };
    fc.assert(fc.property(sample, each), options);
    expect(refused, 'templates that both refuse').to.be.lessThan(runs / 3);
  });

  it('gives the same by columns as by rows', () => {
    const each = (one: Sample) => {
      const tables = new Map(Object.entries(one.data).map(([name, data]) => [name, byColumns(data)]));
      expect(textOf(expanded(one, tables))).to.equal(textOf(expanded(one)));
    };
    fc.assert(fc.property(sample, each), fewer);
  });

  it('shows in a window what the whole grid shows there', () => {
    const each = (one: Sample, a: number, b: number) => {
      const whole = expanded(one)?.grid;
      if (!whole) return;
      const fromRow = a % (whole.rows.length + 1);
      const toRow = Math.min(fromRow + b, whole.rows.length);
      const part = gridWindow(expanded(one)!, { fromRow, toRow });
      const inside = whole.cells.filter((cell) => cell.row < toRow && cell.row + (cell.rowSpan ?? 1) > fromRow);
      expect(part.cells).to.deep.equal(inside);
      expect(part.rows).to.deep.equal(whole.rows.slice(fromRow, toRow));
      expect(part.size).to.include({ rows: whole.rows.length, columns: whole.columns.length });
    };
    fc.assert(fc.property(sample, fc.nat(30), fc.integer({ min: 1, max: 6 }), each), fewer);
  });
});
