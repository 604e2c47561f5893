/** Rows and columns, on a phone cards: drawn by the list itself, so there is no view half. */
import { Type } from '@sinclair/typebox';
import type { ViewMode } from '../../../../metadata/contributions.js';

export const definition: ViewMode = {
  id: 'table',
  label: { en: 'Table', 'zh-CN': '表格', 'zh-TW': '表格', es: 'Tabla' },
  icon: 'rows-3',
  options: Type.Object({}, { additionalProperties: false }),
  needs: (_options, columns) => ({ fields: columns }),
};
