/** Formats of files and what they are called. */
export const exportFormats = ['pdf', 'xlsx', 'html', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Media types; text is UTF-8 unless its reader chose otherwise. */
export const mediaTypes: Readonly<Record<ExportFormat | 'zip' | 'svg' | 'png', string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** What may stand between the values of text, by its name. */
export const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;
/**
 * `utf-8-bom`: with its mark, by which spreadsheets know it; `utf-8`: without, for other programs; `utf-16`: little-endian
 * with its mark, which old spreadsheets read.
 */
export const encodings = ['utf-8-bom', 'utf-8', 'utf-16'] as const;

export interface CsvDialect {
  /** Default `comma`. */
  readonly separator?: keyof typeof separators;
  /** Default `utf-8-bom`. */
  readonly encoding?: (typeof encodings)[number];
}
