import type { RowsSource } from '../../../../metadata/schema/dataset.js';
import type { ValueType } from '../../../../metadata/value.js';
import type { DatasetRows, SourceServer } from '../../../../server/api.js';

/** Rows of a document as those of any dataset. */
export function writtenRows({ columns: names, rows }: RowsSource): DatasetRows {
  const columns = names.map((name, index) => ({ name, type: typeOf(rows, index), label: name }));
  return {
    columns,
    rows: rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))),
    ordered: true,
  };
}

function typeOf(rows: readonly (readonly unknown[])[], index: number): ValueType {
  const value = rows.map((row) => row[index]).find((each) => each !== null && each !== undefined);
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

export const server: SourceServer = {
  id: 'rows',
  load: async (_context, { source }) => writtenRows(source as RowsSource),
  loadsAnywhere: () => true,
};
