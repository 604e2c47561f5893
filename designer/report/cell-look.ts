/** What a template cell shows in the designer: what it holds in one line, and how it looks. Pure. */
import type { CellDocument, SheetStyle } from '../../metadata/schema/sheet.js';
import { labelText } from '../../metadata/value.js';

export interface CellLook {
  readonly text: string;
  readonly kind: 'text' | 'bound' | 'formula' | 'part' | 'empty';
  /** Before a bound field: where it expands, or what it adds up. */
  readonly mark: string;
}

const marks: Readonly<Record<string, string>> = {
  sum: 'Σ', avg: 'ø', count: '#', countDistinct: '#≠', min: 'min', max: 'max', first: '1…', last: '…n', value: '=',
}; // prettier-ignore

export function lookOf(cell: CellDocument, language: string): CellLook {
  if (cell.bind) {
    const { dataset, field, as } = cell.bind;
    const isMany = as === 'group' || as === 'list';
    const expand = cell.expand ?? (isMany ? 'down' : 'none');
    const mark = expand === 'down' ? '↓' : expand === 'right' ? '→' : isMany ? '=' : marks[as]!;
    return { kind: 'bound', mark, text: field === undefined ? dataset : `${dataset}.${field}` };
  }
  if (cell.formula !== undefined) {
    const mark = cell.expand === 'down' ? '↓' : cell.expand === 'right' ? '→' : '';
    return { kind: 'formula', mark, text: `=${cell.formula}` };
  }
  if (cell.chart !== undefined) return { kind: 'part', mark: '', text: cell.chart };
  if (cell.report !== undefined) return { kind: 'part', mark: '', text: cell.report.name };
  if (cell.image !== undefined) return { kind: 'part', mark: '', text: '' };
  const text = labelText(cell.text, language);
  return { kind: text === '' ? 'empty' : 'text', mark: '', text };
}

/** Figures stand right unless the style says otherwise. */
export function alignOf(cell: CellDocument, style: SheetStyle | undefined): 'left' | 'center' | 'right' {
  if (style?.align) return style.align;
  const { bind, formula } = cell;
  const isFigure = (bind && bind.as !== 'group' && bind.as !== 'list' && bind.as !== 'value') || formula !== undefined;
  return isFigure ? 'right' : 'left';
}
