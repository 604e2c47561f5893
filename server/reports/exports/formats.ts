/** Formats of files and what they are called. */
export const exportFormats = ['pdf', 'xlsx', 'html', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Media types; what has a text encoding says so. */
export const mediaTypes: Readonly<Record<ExportFormat | 'zip' | 'svg' | 'png', string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
  svg: 'image/svg+xml',
  png: 'image/png',
};
