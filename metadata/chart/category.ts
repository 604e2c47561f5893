/** What categories, measures and figures on a chart are called: periods, dictionary and record labels, own names. */
import type { ChartInput, ResultColumn, ResultRow } from '../contributions.js';
import { labelText, type Label, type Value } from '../value.js';
import { languageOf } from './language.js';
import { periodLabel } from './periods.js';
import { ChartRefusal } from './refusal.js';
import { figure, percent, shortFigure } from './theme.js';

export const columnOf = (input: ChartInput, name: string): ResultColumn | undefined =>
  input.columns.find((column) => column.name === name);

/** The text of a row's category; null has its own word, for null is not the empty text. */
export function categoryText(input: ChartInput, name: string, row: ResultRow): string {
  const value = row[name] ?? null;
  const label = row[`${name}_label`];
  if (typeof label === 'string') return label;
  if (value === null) return '–';
  const column = columnOf(input, name);
  const isDay = column?.type === 'date' && !column.grain;
  const grain = isDay ? 'day' : column?.grain;
  if (grain) return periodLabel(String(value), grain, input.locale, 'full');
  return typeof value === 'number' ? figure(value, input.locale, 2) : String(value);
}

/** Refuses a chart that names columns its rows do not have. */
export function needColumns(input: ChartInput, names: readonly (string | undefined)[]): void {
  for (const name of names) {
    if (name === undefined || columnOf(input, name)) continue;
    const values = { column: name, columns: input.columns.map((column) => column.name).join(', ') };
    throw new ChartRefusal('unknownColumn', values, `The rows have no column "${name}", only ${values.columns}.`);
  }
}

/** Refuses to gather figures that may not be added up. */
export function needAdditive(input: ChartInput, name: string): void {
  if (columnOf(input, name)?.additive !== false) return;
  const measure = labelOf(input, name);
  throw new ChartRefusal('notAdditive', { measure }, `${measure} may not be added up, so the rest cannot be gathered.`);
}

/** The name of a column: the chart's own for it, else the field's. */
export function labelOf(input: ChartInput, name: string): string {
  const own = (input.options['labels'] as Readonly<Record<string, Label>> | undefined)?.[name];
  return own === undefined ? (columnOf(input, name)?.label ?? name) : labelText(own, languageOf(input.locale), name);
}

/** The unit of a column: the chart's own for it, else the currency of money. */
export function unitOf(input: ChartInput, name: string): string | undefined {
  const own = (input.options['units'] as Readonly<Record<string, Label>> | undefined)?.[name];
  return own === undefined ? columnOf(input, name)?.currency : labelText(own, languageOf(input.locale));
}

/** The name with its unit, for legends: `Sales, USD`. */
export function measureLabel(input: ChartInput, name: string): string {
  const unit = unitOf(input, name);
  return unit ? `${labelOf(input, name)}, ${unit}` : labelOf(input, name);
}

export const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

/** Chosen itself. */
export const isChosen = (input: ChartInput, value: Value | undefined): boolean =>
  input.selected.includes((value ?? null) as never);

/** Keeps its colour: chosen, or nothing is. */
export const keepsColour = (input: ChartInput, value: Value | undefined): boolean =>
  input.selected.length === 0 || isChosen(input, value);

export const seriesColour = (input: ChartInput, index: number): string =>
  input.theme.series[index % input.theme.series.length] ?? input.theme.text;

interface FormatOption {
  readonly style?: 'full' | 'short' | 'percent';
  readonly digits?: number;
}
/** The chart's own way to write figures. */
export const formatOf = (input: ChartInput): FormatOption => (input.options['format'] ?? {}) as FormatOption;

/** A measure's figure: whole, but small amounts keep their digits; the chart's own format goes before. */
export function measureText(input: ChartInput, name: string, value: Value | undefined): string {
  const { style = columnOf(input, name)?.percent ? 'percent' : 'full', digits } = formatOf(input);
  if (typeof value !== 'number') return '–';
  if (style === 'percent') return percent(value, input.locale, digits);
  if (style === 'short') return shortFigure(value, input.locale, digits);
  if (digits !== undefined) return figure(value, input.locale, digits, digits);
  const scale = columnOf(input, name)?.scale ?? 2;
  return figure(value, input.locale, Math.abs(value) < 100 ? scale : 0);
}
