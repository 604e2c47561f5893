/** Rows that stand in the document. */
import { sourceType } from '../../../../metadata/dataset/source-type.js';
import { RowsSourceSchema, type RowsSource } from '../../../../metadata/schema/dataset.js';

export const definition = sourceType<RowsSource>({
  id: 'rows',
  label: { en: 'Rows of its own', 'zh-CN': '自带数据行', 'zh-TW': '自帶資料列', es: 'Filas propias' },
  icon: 'list',
  schema: RowsSourceSchema,
  editor: 'rows',
  begin: {
    type: 'rows',
    columns: ['name', 'amount'],
    rows: [
      ['A', 1],
      ['B', 2],
    ],
  },
  written: true,
  columns: ({ columns }) => new Map(columns.map((column) => [column, 'any'])),
});
