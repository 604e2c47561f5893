/** What a template can be printed on: a few usual papers, each set by one change of page, labels, envelope and mode. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { isObject } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';

type Paper = Pick<PrintTemplateDocument, 'mode' | 'page' | 'labels' | 'envelope'>;

/** Lengths in millimetres; labels and windows of the usual sheets and envelopes. */
export const papers = {
  letter: { page: { size: 'A4' } },
  usLetter: { page: { size: 'Letter' } },
  list: { mode: 'list', page: { size: 'A4', orientation: 'landscape', margins: { top: 15, right: 15, bottom: 15, left: 15 } } },
  labels: { page: { size: 'A4' }, labels: { columns: 3, rows: 8, width: 70, height: 37, padding: 5 } },
  envelope: {
    page: { size: 'DL' },
    envelope: { window: { left: 110, top: 48, width: 95, height: 48 }, sender: { left: 15, top: 12, width: 90, height: 20 } },
  },
} as const satisfies Readonly<Record<string, Paper>>; // prettier-ignore
export type PaperName = keyof typeof papers;
export const paperNames = Object.keys(papers) as readonly PaperName[];

const keys = ['mode', 'page', 'labels', 'envelope'] as const;

/** The paper a template is on, by what fills it. */
export function paperOf(document: unknown): PaperName {
  const { mode, page, labels, envelope } = (isObject(document) ? document : {}) as Partial<Paper>;
  if (labels) return 'labels';
  if (envelope) return 'envelope';
  if (mode === 'list') return 'list';
  return page?.size === 'Letter' ? 'usLetter' : 'letter';
}

export function paperOperation(document: unknown, name: PaperName): Operation {
  const wanted: Paper = papers[name];
  return { op: 'group', operations: keys.map((key) => setOperation(document, [key], wanted[key])) };
}
