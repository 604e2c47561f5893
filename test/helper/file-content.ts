/** What writers of files get, around a grid. */
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { Grid } from '../../metadata/sheet/types.js';
import type { FileContent } from '../../server/reports/exports/file-content.js';

export const contentOf = (
  grid: Grid,
  sheet: Pick<SheetDocument, 'cells' | 'page'>,
  more: Partial<FileContent> = {},
): FileContent => ({
  title: 'Sales',
  grid,
  sheet,
  language: 'en',
  date: 'Nov 30, 2026',
  at: '2026-11-30T12:00:00.000Z',
  parameters: [],
  summary: [],
  ...more,
});
