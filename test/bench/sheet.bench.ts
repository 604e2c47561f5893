/**
 * Sheets over large datasets, without a database: the first page of a long list, cross-tabs against a loop written by
 * hand over the same arrays, formulas that look at the row before. Prints each figure with its budget.
 *
 *   node --import tsx --expose-gc test/bench/sheet.bench.ts
 */
import { createRegistries } from '../../metadata/registries.js';
import type { CellDocument } from '../../metadata/schema/sheet.js';
import { expandSheet, gridWindow } from '../../metadata/sheet/expand.js';
import { formatAddress } from '../../metadata/sheet/address.js';
import type { ColumnTable, DataTable, SheetInput } from '../../metadata/sheet/types.js';
import { registerSchemas } from '../../plugins/index/schemas.js';

const registries = createRegistries();
registerSchemas(registries);

type Cells = Readonly<Record<string, CellDocument>>;
const ROUNDS = 5;

const inputOf = (cells: Cells, tables: SheetInput['datasets']): SheetInput => ({
  sheet: { cells },
  datasets: tables,
  parameters: {},
  functions: registries.function,
  context: {
    today: () => '2026-11-21',
    now: () => '2026-11-21T08:00:00.000Z',
    timeZone: 'UTC',
    user: () => null,
    fold: (text) => text.toLowerCase(),
  },
  language: 'en',
  budget: { rows: 50_000_000, cells: 10_000_000 },
});

/** Numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** Processor time of this process, in milliseconds: nothing here waits, and others may be running. */
function timed<T>(run: () => T): { readonly ms: number; readonly result: T } {
  const began = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(began);
  return { ms: (user + system) / 1000, result };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const megabytes = (): number => Math.round(process.memoryUsage().rss / 1_048_576);
const say = (what: string, figure: string, budget = ''): void =>
  console.log(`${what.padEnd(74)} ${figure.padStart(16)}  ${budget}`);
const collect = (): void => (globalThis as { gc?: () => void }).gc?.();

/** (a) A grouped list of 100,000 rows and 20 columns; 50 rows of it are shown. */
function longList(): void {
  const ROWS = 100_000;
  const COLUMNS = 20;
  const random = numbers(1);
  const columns = ['region', ...Array.from({ length: COLUMNS - 1 }, (_, i) => `c${i}`)];
  const rows = Array.from({ length: ROWS }, (_, row) => [
    `Region ${random(12)}`,
    ...Array.from({ length: COLUMNS - 1 }, (_, i) => (i % 3 === 0 ? `Text ${row % 997}` : random(100_000) / 100)),
  ]);
  const table: DataTable = { columns, rows, ordered: true };
  const cells: Record<string, CellDocument> = {
    A1: { text: 'Sales', span: [1, COLUMNS] },
    A2: { bind: { dataset: 'S', field: 'region', as: 'group' }, span: [2, 1] },
    B2: { bind: { dataset: 'S', field: 'c0', as: 'list' } },
    B3: { text: 'Subtotal' },
  };
  for (let i = 1; i < COLUMNS - 1; i++) {
    cells[formatAddress(1, i + 1)] = { bind: { dataset: 'S', field: `c${i}`, as: 'value' }, format: '#,##0.00' };
    if (i % 3 !== 0) cells[formatAddress(2, i + 1)] = { bind: { dataset: 'S', field: `c${i}`, as: 'sum' } };
  }
  collect();
  const before = megabytes();
  const input = inputOf(cells, new Map([['S', table]]));
  const { ms: first, result: sheet } = timed(() => expandSheet(input));
  const { ms: page, result: window } = timed(() => gridWindow(sheet, { fromRow: 0, toRow: 50 }));
  const { ms: later } = timed(() => gridWindow(sheet, { fromRow: 60_000, toRow: 60_050 }));
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  say(`grouped list of ${window.size.rows} rows x ${COLUMNS} columns: first 50 rows`, ms(first + page), 'under 1 s');
  say('  a page in the middle, after it', ms(later));
  say('  peak memory of the process, data included', `${peak} MB`, 'under 400 MB');
  say('  of that before the sheet (data by rows)', `${before} MB`);
  const again = timed(() => gridWindow(expandSheet(input), { fromRow: 0, toRow: 50 }));
  say('  the same sheet once more over the same data', ms(again.ms));
}

/** (b) Cross-tabs over a million rows: products by month, sums of one measure, with totals. */
function crossTabs(): void {
  const ROWS = 1_000_000;
  const MONTHS = 12;
  for (const groups of [200, 10_000]) {
    const random = numbers(2);
    const product = Int32Array.from({ length: ROWS }, () => random(groups));
    const month = Int32Array.from({ length: ROWS }, () => random(MONTHS));
    const amount = Float64Array.from({ length: ROWS }, () => random(100_000) / 100);
    const names = Array.from({ length: groups }, (_, i) => `Product ${String(i).padStart(5, '0')}`);
    const months = Array.from({ length: MONTHS }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`);
    const fresh = (): ColumnTable => ({
      length: ROWS,
      ordered: false,
      fields: new Map<string, ColumnTable['fields'] extends ReadonlyMap<string, infer V> ? V : never>([
        ['product', { codes: product, values: names }],
        ['month', { codes: month, values: months }],
        ['amt', amount],
      ]),
    });
    const sum: CellDocument = { bind: { dataset: 'S', field: 'amt', as: 'sum' } };
    const cells: Cells = {
      A1: { text: 'Product' },
      B1: { bind: { dataset: 'S', field: 'month', as: 'group' }, expand: 'right' },
      C1: { text: 'Total' },
      A2: { bind: { dataset: 'S', field: 'product', as: 'group' } },
      B2: sum, C2: sum, A3: { text: 'Total' }, B3: sum, C3: sum,
    }; // prettier-ignore
    const byHand = () => {
      const sums = new Float64Array(groups * MONTHS);
      for (let row = 0; row < ROWS; row++) sums[product[row]! * MONTHS + month[row]!]! += amount[row]!;
      const rowTotals = new Float64Array(groups);
      const columnTotals = new Float64Array(MONTHS);
      let total = 0;
      for (let g = 0; g < groups; g++)
        for (let m = 0; m < MONTHS; m++) {
          const value = sums[g * MONTHS + m]!;
          rowTotals[g]! += value;
          columnTotals[m]! += value;
          total += value;
        }
      return { sums, rowTotals, columnTotals, total };
    };
    const measured = { hand: [] as number[], first: [] as number[], window: [] as number[], whole: [] as number[], second: [] as number[] }; // prettier-ignore
    for (let round = 0; round < ROUNDS; round++) {
      measured.hand.push(timed(byHand).ms);
      const table = fresh();
      const first = timed(() => expandSheet(inputOf(cells, new Map([['S', table]]))));
      const page = timed(() => gridWindow(first.result, { fromRow: 0, toRow: 50 }));
      measured.window.push(first.ms + page.ms);
      const whole = timed(() => expandSheet(inputOf(cells, new Map([['S', fresh()]]))).grid);
      measured.whole.push(whole.ms);
      const expected = byHand().total;
      const last = whole.result.cells.at(-1)!.value as number;
      if (Math.abs(last - expected) > 0.01) throw new Error(`The totals differ: ${last}, ${expected}.`);
      const other: Cells = { ...cells, A2: { ...cells['A2']!, limit: 20, others: 'Others', order: [{ by: 'sum(S.amt)', descending: true }] }, B1: { ...cells['B1']!, where: 'month >= "2026-04"' } }; // prettier-ignore
      measured.second.push(timed(() => expandSheet(inputOf(other, new Map([['S', table]]))).grid).ms);
    }
    const hand = median(measured.hand);
    const line = (what: string, values: readonly number[]) =>
      say(`  ${what}`, ms(median(values)), `${(median(values) / hand).toFixed(1)} x the loop`);
    say(`cross-tab of ${ROWS.toLocaleString('en')} rows to ${groups} x ${MONTHS} with totals: loop by hand`, ms(hand));
    line('first 50 rows of the sheet', measured.window);
    line(`whole grid, ${(groups + 2) * (MONTHS + 2)} cells with texts and paths`, measured.whole);
    line('second: top 20 and others, nine months, whole grid, same data', measured.second);
  }
  say('  memory of the process after it', `${megabytes()} MB`);
}

/** (c) 20,000 rows of formulas that look along the rows. */
function alongRows(): void {
  const ROWS = 20_000;
  const random = numbers(3);
  const rows = Array.from({ length: ROWS }, (_, i) => [`G${Math.floor(i / 5000)}`, i, random(10_000) / 100]);
  const S: DataTable = { columns: ['g', 'n', 'amt'], rows, ordered: true };
  const formulas: Readonly<Record<string, string>> = {
    'running(C1)': 'running(C1)',
    'running(C1, A1)': 'running(C1, A1)',
    'offset(C1, B1, -1)': 'offset(C1, B1, -1)',
    'C1[B1:-1]': 'C1[B1:-1]',
    'rank(C1, A1)': 'rank(C1, A1)',
    'C1 / sum(C1[A1:0])': 'C1 / sum(C1[A1:0])',
    'share(C1)': 'share(C1)',
    'D1[B1:-1] + C1 (each from the one before)': 'if(isNull(D1[B1:-1]), C1, D1[B1:-1] + C1)',
  };
  for (const [name, formula] of Object.entries(formulas)) {
    const cells: Cells = {
      A1: { bind: { dataset: 'S', field: 'g', as: 'group' } },
      B1: { bind: { dataset: 'S', field: 'n', as: 'list' } },
      C1: { bind: { dataset: 'S', field: 'amt', as: 'value' } },
      D1: { formula },
    };
    const times = Array.from(
      { length: 3 },
      () => timed(() => expandSheet(inputOf(cells, new Map([['S', S]]))).grid).ms,
    );
    say(`${ROWS} rows with ${name}`, ms(median(times)), 'under 1 s');
  }
}

const parts = { list: longList, cross: crossTabs, along: alongRows };
for (const [name, run] of Object.entries(parts)) if ((process.env['BENCH'] ?? name) === name) run();
