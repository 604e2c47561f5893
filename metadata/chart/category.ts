/** What a category on an axis is called: a period, a dictionary's label, a record's label, or the value itself. */
import type { ChartInput, ResultRow } from '../contributions.js';
import type { Value } from '../value.js';
import { periodLabel } from './periods.js';

/** The text of a row's category; null has its own word, for null is not the empty text. */
export function categoryText(input: ChartInput, name: string, row: ResultRow, style: 'axis' | 'full' = 'full'): string {
  const column = input.columns.find((each) => each.name === name);
  const value = row[name] ?? null;
  const label = row[`${name}_label`];
  if (typeof label === 'string') return label;
  if (value === null) return '–';
  if (column?.grain) return periodLabel(String(value), column.grain, input.locale, style);
  return String(value);
}

export const labelOf = (input: ChartInput, name: string): string =>
  input.columns.find((column) => column.name === name)?.label ?? name;

export const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

/** Selected or, when nothing is selected, every category counts as selected. */
export const isSelected = (input: ChartInput, value: Value | undefined): boolean =>
  input.selected.length === 0 || input.selected.includes((value ?? null) as never);
