/** Rows of the translations page: every text of every document, which of them are shown, what is missing. Pure. */
import { languages, type Language } from '../../metadata/value.js';
import { isObject, type SchemaNode } from '../json/schema-walk.js';
import type { DocumentKey } from '../session/document-client.js';
import { addressOf } from './address.js';
import { missingIn, sourceOf, textIn, textsOf, type TextPlace } from './texts.js';
import { isHeadLabel, warningsOf, type Warning } from './warnings.js';

export interface TextRow extends TextPlace {
  readonly address: string;
  readonly key: DocumentKey;
  /** The entity that the document is about: its module. */
  readonly module: string;
  /** The person may not change it. */
  readonly isLocked: boolean;
}

export interface TextDocument {
  readonly key: DocumentKey;
  readonly value: unknown;
  readonly isLocked: boolean;
}

export function rowsOf({ key, value, isLocked }: TextDocument, schema: SchemaNode): readonly TextRow[] {
  const module = moduleOf(key, value);
  return textsOf(schema, value).map((place) => ({
    ...place,
    key,
    module,
    isLocked,
    address: addressOf(key, place.path),
  }));
}

function moduleOf({ kind, name }: DocumentKey, value: unknown): string {
  if (kind === 'entity') return name;
  const entity = isObject(value) ? value['entity'] : undefined;
  return typeof entity === 'string' ? entity : '';
}

/** What is shown: `missing` and `warnings` in the languages whose columns stand there. */
export interface TextFilter {
  readonly show: 'all' | 'missing' | 'warnings';
  readonly kind: string;
  readonly module: string;
  readonly search: string;
}

export const everything: TextFilter = { show: 'all', kind: '', module: '', search: '' };

export interface Shown {
  readonly source: Language;
  readonly columns: readonly Language[];
  /** Where it stands, in words: searched too. */
  where(row: TextRow): string;
}

export function filterRows(rows: readonly TextRow[], filter: TextFilter, shown: Shown): readonly TextRow[] {
  const wanted = filter.search.trim().toLowerCase();
  return rows.filter((row) => {
    if (filter.kind !== '' && row.key.kind !== filter.kind) return false;
    if (filter.module !== '' && row.module !== filter.module) return false;
    if (filter.show === 'missing' && !isMissing(row, shown)) return false;
    if (filter.show === 'warnings' && !shown.columns.some((each) => rowWarnings(row, each, shown.source).length > 0)) return false; // prettier-ignore
    return wanted === '' || haystack(row, shown).includes(wanted);
  });
}

function isMissing(row: TextRow, { source, columns }: Shown): boolean {
  const missing = missingIn(row.text, source);
  return columns.some((each) => missing.includes(each));
}

const haystack = (row: TextRow, shown: Shown): string =>
  [...languages.map((each) => textIn(row.text, each, shown.source)), shown.where(row), row.address]
    .join('\n')
    .toLowerCase();

/** Warnings about the words of one language. */
export function rowWarnings(row: TextRow, language: Language, source: Language): readonly Warning[] {
  const from = sourceOf(row.text, source);
  if (language === from) return [];
  const words = textIn(row.text, language, source);
  return warningsOf(textIn(row.text, from, source), words, isHeadLabel(row.key.kind, row.keys));
}

/** How many texts lack words, by language. */
export function missingCounts(rows: readonly TextRow[], source: Language): Readonly<Record<Language, number>> {
  const counts = Object.fromEntries(languages.map((each) => [each, 0])) as Record<Language, number>;
  for (const row of rows) for (const each of missingIn(row.text, source)) counts[each]++;
  return counts;
}
