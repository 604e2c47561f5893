/** Random templates and data: tables, cross-tabs, ragged lists, cards, beside and below one another; and pure noise. */
import fc from 'fast-check';
import type { CellDocument, SheetDocument } from '../../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../../metadata/sheet/address.js';
import type { Value } from '../../../../metadata/value.js';
import type { Data } from './instances.js';

type Cells = Record<string, CellDocument>;
type Bind = NonNullable<CellDocument['bind']>;
export interface Sample {
  readonly sheet: SheetDocument;
  readonly data: Readonly<Record<string, Data>>;
}

const often = <T>(common: T, ...rare: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(common) }, ...rare.map((arbitrary) => ({ weight: 2, arbitrary })));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  often<T | undefined>(undefined, arbitrary);
const from = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Leaves keys without a value out. */
function cell(fields: Partial<Record<keyof CellDocument, unknown>>): CellDocument {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const amount = from<Value>(10, 20, 30, 0.1, 0.2, -5, 0, null, 1);
const sRow = fc.tuple(
  from<Value>('East', 'West', 'East', null, '', 'east'),
  from<Value>('Ann', 'Bob', 'Cid', 1, '1', null),
  from<Value>('Pen', 'Ink', 'Pad', null),
  from<Value>(1, 2, 3, null, true, 'x'),
  amount,
  from<Value>('2024-01-31', '2024-02-29', '2024-03-01', '2025-02-01', null),
);
const data: fc.Arbitrary<Sample['data']> = fc
  .record({
    s: fc.array(sRow, { maxLength: 9 }),
    t: fc.array(fc.tuple(from<Value>('East', 'West', null), from<Value>('Pen', 'Ink', 1), amount), { maxLength: 5 }),
    ordered: fc.boolean(),
  })
  .map(({ s, t, ordered }) => ({
    S: { columns: ['region', 'rep', 'product', 'qty', 'amt', 'day'], rows: s, ordered },
    T: { columns: ['region', 'product', 'amt'], rows: t, ordered: !ordered },
  }));

const dataset = often('S', from('T'));
const fieldOf = (name: string) => (name === 'S' ? from('region', 'rep', 'product', 'qty', 'amt', 'day') : from('region', 'product', 'amt')); // prettier-ignore
const totals = from<Bind['as']>('sum', 'sum', 'avg', 'count', 'countDistinct', 'min', 'max', 'first', 'last', 'value');

const conditions = (set: string) => [
  { name: 'large', if: 'amt >= 20' },
  { name: 'pens', if: `${set}.product = "Pen"` },
  { name: 'large', if: 'amt = 0' },
];

const grouping: fc.Arbitrary<Bind> = dataset.chain((set) =>
  fc.oneof(
    { weight: 6, arbitrary: fieldOf(set).map((field): Bind => ({ dataset: set, field, as: 'group' })) },
    { weight: 3, arbitrary: fieldOf(set).map((field): Bind => ({ dataset: set, field, as: 'list' })) },
    { weight: 1, arbitrary: fieldOf(set).map((field): Bind => ({ dataset: set, field, as: 'group', mode: 'adjacent' })) },
    { weight: 1, arbitrary: fc.constant<Bind>({ dataset: set, field: 'amt', as: 'group', mode: 'custom', conditions: conditions(set) }) },
    { weight: 1, arbitrary: fc.constant<Bind>({ dataset: set, field: 'amt', as: 'group', mode: 'bucket', step: 15 }) },
    { weight: 1, arbitrary: from('month', 'year', 'quarter', 'week', 'day').map((grain): Bind => ({ dataset: 'S', field: 'day', as: 'group', mode: 'bucket', grain: grain as 'month' })) },
  ),
); // prettier-ignore

const whereOf = (set: string) =>
  from('amt > 5', 'product <> null', 'product = "Pen" or amt < 0', `amt >= sum(${set}.amt) / 3`, `${set}.amt in (10, 20)`, 'region > "D"'); // prettier-ignore
const orderOf = (set: string) =>
  fc.array(
    fc.record(
      { by: from(`sum(${set}.amt)`, 'amt', `count(${set})`, 'region', `${set}.product`, `max(${set}.amt) - 1`), descending: fc.boolean() },
      { requiredKeys: ['descending'] },
    ),
    { minLength: 1, maxLength: 2 },
  ); // prettier-ignore

/** A cell that expands. `above` are cells whose value it may join. */
const expanding = (above: readonly string[] = []): fc.Arbitrary<CellDocument> =>
  grouping.chain((bind) =>
    fc
      .record({
        order: maybe(orderOf(bind.dataset)),
        limit: maybe(fc.integer({ min: 1, max: 3 })),
        others: maybe(fc.constant('Others')),
        fill: maybe(fc.integer({ min: 2, max: 3 })),
        hideWhenEmpty: maybe(fc.constant(true)),
        where: maybe(whereOf(bind.dataset)),
        detached: often<true | undefined>(undefined, often<true | undefined>(undefined, fc.constant(true as const))),
        join: above.length === 0 ? fc.constant(undefined) : maybe(from(...above).map((to) => [{ key: 'region', to }])),
      })
      .map((more) => cell({ bind, ...more })),
  );

const measure = (above: readonly string[]): fc.Arbitrary<CellDocument> =>
  dataset.chain((set) =>
    fc
      .record({
        field: from('amt', 'amt', 'region'),
        as: totals,
        where: maybe(whereOf(set)),
        join: above.length === 0 ? fc.constant(undefined) : maybe(from(...above).map((to) => [{ key: 'region', to }])),
        detached: often<true | undefined>(undefined, often<true | undefined>(undefined, fc.constant(true as const))),
        stretch: maybe(fc.tuple(fc.boolean(), fc.boolean())),
      })
      .map(({ field, as, ...more }) => cell({ bind: { dataset: set, field, as }, ...more })),
  );

/** Formulas over a measure `M`, cells that expand (`L`, `K`), and the cell's own address `F`. */
const formulas = [
  'M', 'L', 'M/sum(M[!0])', 'M/sum(M[L:0])', 'M[L:-1]', 'M[L:1]', 'M[L:+1]', 'sum(M[L:-1,K:0])', 'M[L:-1,K:-1]', 'M[L:1,K:2]', 'M[;L:-1]', 'sum(M[!0;L:0])',
  'sum(M[L:0;K:-1])', 'offset(M,L,-1)', 'offset(M,L,1,across)', 'prev(M,L)', 'offset(M,L,-1,across)', 'rank(M)', 'rank(M,L)', 'rank(M,L,K)', 'rank(L)', 'rank(L,K)',
  'share(M)', 'share(M,L)', 'running(M)', 'running(M,L)', 'samePeriod(M,L,K)', 'M[L:-1]{it.K=K}', 'count(M[!0]{it.L=L})', 'index(L)', 'index(M)', 'count(all(M))',
  'L.amt', 'M.region', 'sum(S.amt)', 'count(S)', 'count(T)', 'max(S.amt)', 'S.amt', 'if(M > 5, M, null)', 'M + 1', 'M & "x"', 'if(isNull(F[L:-1]), M, F[L:-1] + M)',
  'if(isNull(F[;L:-1]), 1, F[;L:-1] + 1)', 'F + 1', 'if(1 = 2, F, 3)', 'sum(M[L:-1])/sum(M)', 'M[!0]', 'running(L)', 'share(M,L,K)', 'M[L:0]{it.M > 5}',
]; // prettier-ignore
interface Names {
  readonly measures: readonly string[];
  readonly expanding: readonly string[];
}
const formula = (own: string, names: Names): fc.Arbitrary<CellDocument> =>
  fc
    .record({
      text: from(...formulas),
      M: from(...names.measures),
      L: from(...names.expanding),
      K: from(...names.expanding),
      detached: often<true | undefined>(undefined, often<true | undefined>(undefined, fc.constant(true as const))),
      asText: often(false, fc.constant(true)),
    })
    .map(({ text, M, L, K, detached, asText }) => {
      const parts: Record<string, string> = { M, L, K, F: own };
      const made = text.replace(/\b[MLKF]\b/g, (name) => parts[name]!);
      return asText ? cell({ text: `v {{${made.replace(/\{.*\}/, '')}}}` }) : cell({ formula: made, detached });
    });

/** A part of a sheet with its size; cells by place from its corner. */
interface Block {
  readonly cells: Cells;
  readonly height: number;
  readonly width: number;
}
interface Corner {
  readonly row: number;
  readonly column: number;
  /** Stands on its own: its outermost cells have no parents. */
  readonly alone: boolean;
}

const together = (parts: Readonly<Record<string, fc.Arbitrary<CellDocument>>>): fc.Arbitrary<Cells> => fc.record(parts);

/** Levels of groups with subtotals, values and formulas beside them. */
const tableBlock = ({ row, column, alone }: Corner): fc.Arbitrary<Block> =>
  fc
    .record({
      levels: fc.integer({ min: 1, max: 3 }),
      subtotals: fc.tuple(fc.boolean(), fc.boolean()),
      total: fc.boolean(),
      values: fc.integer({ min: 1, max: 2 }),
      extra: fc.integer({ min: 0, max: 2 }),
    }) // prettier-ignore
    .chain(({ levels, subtotals, total, values, extra }) => {
      const at = (r: number, c: number) => formatAddress(row + r, column + c);
      const inner = subtotals.slice(0, levels - 1);
      const heights = Array.from({ length: levels }, (_, i) => 1 + inner.slice(i).filter(Boolean).length);
      const names: Names = {
        measures: Array.from({ length: values }, (_, i) => at(0, levels + i)),
        expanding: heights.map((_, i) => at(0, i)),
      };
      const parts: Record<string, fc.Arbitrary<CellDocument>> = {};
      heights.forEach((height, i) => {
        const above = names.expanding.slice(0, i);
        const more = { span: [height, 1], left: i === 0 && alone ? 'none' : undefined };
        parts[at(0, i)] = fc.tuple(expanding(above), maybe(fc.tuple(fc.boolean(), fc.boolean()))).map(([document, stretch]) => cell({ ...document, ...more, stretch })); // prettier-ignore
      });
      for (let v = 0; v < values; v++) parts[at(0, levels + v)] = measure(names.expanding.slice(0, levels));
      for (let e = 0; e < extra; e++) {
        const own = at(0, levels + values + e);
        parts[own] = formula(own, names);
      }
      let r = 1;
      const line = (depth: number, words: string) => {
        parts[at(r, depth)] = fc.constant(cell({ text: words, span: [1, levels - depth] }));
        for (let v = 0; v < values; v++) parts[at(r, levels + v)] = measure([]);
        if (extra > 0) parts[at(r, levels + values)] = formula(at(r, levels + values), names);
        r++;
      };
      for (let i = levels - 2; i >= 0; i--) if (inner[i]) line(i + 1, 'Subtotal');
      if (total) line(0, 'Total');
      return together(parts).map((cells) => ({ cells, height: r, width: levels + values + extra }));
    });

/** One or two levels on each axis, one or two measures, totals. */
const crossBlock = ({ row, column, alone }: Corner): fc.Arbitrary<Block> =>
  fc
    .record({
      down: fc.integer({ min: 1, max: 2 }),
      right: fc.integer({ min: 1, max: 2 }),
      measures: fc.integer({ min: 1, max: 2 }),
      rowTotal: fc.boolean(),
      columnTotal: fc.boolean(),
      extra: fc.boolean(),
      corner: fc.boolean(),
    }) // prettier-ignore
    .chain(({ down, right, measures, rowTotal, columnTotal, extra, corner }) => {
      const at = (r: number, c: number) => formatAddress(row + r, column + c);
      const width = measures + (extra ? 1 : 0);
      const head = right;
      const names: Names = {
        measures: Array.from({ length: measures }, (_, i) => at(head, down + i)),
        expanding: [...Array(down).keys()].map((i) => at(head, i)).concat([...Array(right).keys()].map((i) => at(i, down))), // prettier-ignore
      };
      const parts: Record<string, fc.Arbitrary<CellDocument>> = {};
      if (corner) parts[at(0, 0)] = fc.constant(cell({ text: 'R/P', span: [head, down] }));
      for (let i = 0; i < right; i++) {
        const more = { expand: 'right', span: [1, width], top: i === 0 && alone ? 'none' : undefined };
        parts[at(i, down)] = expanding().map((document) => cell({ ...document, ...more }));
      }
      for (let i = 0; i < down; i++) {
        const more = i === 0 && alone ? { left: 'none' } : {};
        parts[at(head, i)] = expanding().map((document) => cell({ ...document, ...more }));
      }
      const line = (r: number) => {
        for (let m = 0; m < measures; m++) parts[at(r, down + m)] = measure([]);
        if (extra) parts[at(r, down + measures)] = formula(at(r, down + measures), names);
        if (rowTotal) parts[at(r, down + width)] = fc.oneof(measure([]), formula(at(r, down + width), names));
      };
      line(head);
      if (columnTotal) {
        parts[at(head + 1, 0)] = fc.constant(cell({ text: 'Total', span: [1, down] }));
        line(head + 1);
      }
      return together(parts).map((cells) => ({ cells, height: head + 1 + Number(columnTotal), width: down + width + Number(rowTotal) })); // prettier-ignore
    });

const raggedBlock = ({ row, column }: Corner): fc.Arbitrary<Block> => {
  const at = (r: number, c: number) => formatAddress(row + r, column + c);
  const names: Names = { measures: [at(1, 1)], expanding: [at(0, 0), at(1, 0)] };
  return together({
    [at(0, 0)]: expanding().map((document) => cell({ ...document, expand: 'right', span: [1, 3], top: 'none' })),
    [at(1, 0)]: expanding().map((document) => cell({ ...document, top: at(0, 0), left: 'none' })),
    [at(1, 1)]: measure([]),
    [at(1, 2)]: formula(at(1, 2), names),
    [at(2, 0)]: fc.constant(cell({ text: 'End', span: [1, 2] })),
    [at(2, 2)]: measure([]),
  }).map((cells) => ({ cells, height: 3, width: 3 }));
};

/** A list as cards: what stands left of it hangs on it too. */
const cardBlock = ({ row, column }: Corner): fc.Arbitrary<Block> => {
  const at = (r: number, c: number) => formatAddress(row + r, column + c);
  const left = at(0, 1);
  const names: Names = { measures: [at(0, 3)], expanding: [left] };
  return together({
    [at(0, 0)]: fc.constant(cell({ text: 'Rep {{ ' + left + ' }}', left })),
    [left]: expanding().map((document) => cell({ ...document, left: 'none' })),
    [at(0, 2)]: fc.constant(cell({ text: 'Amt' })),
    [at(0, 3)]: measure([]),
    [at(1, 0)]: fc.constant(cell({ text: 'Product', left })),
    [at(1, 1)]: formula(at(1, 1), names).map((document) => cell({ ...document, span: [1, 3], left })),
    [at(2, 0)]: from(cell({ text: '', span: [1, 4], left }), cell({ text: 'Line', span: [1, 2], left })),
  }).map((cells) => ({ cells, height: 3, width: 4 }));
};

/** A formula that expands by its list. */
const listBlock = ({ row, column }: Corner, other: string): fc.Arbitrary<Block> => {
  const at = (r: number, c: number) => formatAddress(row + r, column + c);
  return together({
    [at(0, 0)]: fc
      .record({
        formula: from(`${other}[!0]`, 'null', '3', `all(${other})`),
        limit: maybe(from(2)),
        others: maybe(fc.constant('More')),
        order: maybe(from([{ descending: true }])),
        fill: maybe(from(2)),
      }) // prettier-ignore
      .map((document) => cell({ ...document, expand: 'down', left: 'none' })),
    [at(0, 1)]: formula(at(0, 1), { measures: [at(0, 0)], expanding: [at(0, 0)] }),
    [at(0, 2)]: measure([at(0, 0)]),
  }).map((cells) => ({ cells, height: 1, width: 3 }));
};

const block = (corner: Corner): fc.Arbitrary<Block> =>
  fc.oneof(
    { weight: 5, arbitrary: tableBlock(corner) },
    { weight: 5, arbitrary: crossBlock(corner) },
    { weight: 1, arbitrary: raggedBlock(corner) },
    { weight: 1, arbitrary: cardBlock(corner) },
  );

/** One block, or two beside or below one another, under a title that may span them. */
const arranged: fc.Arbitrary<Cells> = fc
  .record({
    title: fc.integer({ min: 0, max: 1 }),
    second: from('none', 'none', 'beside', 'below', 'list'),
    alone: often(true, fc.constant(false)),
    gap: fc.integer({ min: 0, max: 1 }),
  }) // prettier-ignore
  .chain(({ title, second, alone, gap }) =>
    block({ row: title, column: 0, alone: true }).chain((first) => {
      const beside = second === 'beside' || second === 'list';
      const row = beside ? title : title + first.height + gap;
      const column = beside ? first.width + gap : 0;
      const next =
        second === 'none'
          ? fc.constant<Block>({ cells: {}, height: 0, width: 0 })
          : second === 'list'
            ? listBlock({ row, column, alone }, Object.keys(first.cells).at(-1)!)
            : block({ row, column, alone });
      return fc.tuple(next, fc.integer({ min: 1, max: 4 })).map(([other, width]) => ({
        ...first.cells,
        ...other.cells,
        ...(title === 1 ? { A1: cell({ text: 'Title', span: [1, Math.min(width, first.width)] }) } : {}),
      }));
    }),
  );

/** Anything anywhere in three rows and three columns. */
const noise: fc.Arbitrary<Cells> = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 2 }),
      fc.oneof(expanding(), measure([]), formula('A1', { measures: ['A1', 'B2', 'C3'], expanding: ['A1', 'B1', 'A2'] })),
      fc.record({ left: maybe(from('none', 'A1', 'B1', 'A2')), top: maybe(from('none', 'A1', 'B1', 'A2')), expand: maybe(from('down', 'right', 'none')) }), // prettier-ignore
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((cells) => Object.fromEntries(cells.map(([row, column, document, more]) => [formatAddress(row, column), cell({ ...document, ...more })]))); // prettier-ignore

export const sample: fc.Arbitrary<Sample> = fc
  .record({
    cells: fc.oneof({ weight: 5, arbitrary: arranged }, { weight: 1, arbitrary: noise }),
    data,
    hiddenRows: often<readonly number[]>([], fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 })),
    hiddenColumns: often<readonly number[]>([], fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 })),
    rows: often(0, fc.integer({ min: 1, max: 8 })),
  })
  .map(({ cells, data: tables, hiddenRows, hiddenColumns, rows }) => ({
    sheet: {
      cells,
      ...(rows > 0 || hiddenRows.length > 0
        ? { rows: Array.from({ length: Math.max(rows, ...hiddenRows.map((row) => row + 1)) }, (_, row) => (hiddenRows.includes(row) ? { height: 0 } : {})) } // prettier-ignore
        : {}),
      ...(hiddenColumns.length > 0
        ? { columns: Array.from({ length: Math.max(...hiddenColumns) + 1 }, (_, column) => (hiddenColumns.includes(column) ? { width: 0 } : {})) } // prettier-ignore
        : {}),
    },
    data: tables,
  }));
