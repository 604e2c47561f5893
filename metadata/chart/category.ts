/** What categories, measures and figures on a chart are called: periods, dictionary and record labels, own names. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ResultColumn, ResultRow } from '../contributions.js';
import { LabelSchema } from '../schema/common.js';
import { labelText, languages, type Label, type Value } from '../value.js';
import { periodLabel } from './periods.js';
import { figure } from './theme.js';

/** Option of every chart: what its columns are called where the field's own name will not do. */
export const labelsOption = Type.Optional(Type.Record(Type.String({ maxLength: 60 }), LabelSchema));

/** Option of every chart: units of its columns, where a column does not bring its currency. */
export const unitsOption = Type.Optional(Type.Record(Type.String({ maxLength: 60 }), LabelSchema));

/** The language of a locale: `es-ES` is Spanish; one we do not have reads English. */
export const languageOf = (locale: string): string =>
  languages.find((language) => locale === language || locale.startsWith(`${language}-`)) ?? 'en';

export const columnOf = (input: ChartInput, name: string): ResultColumn | undefined =>
  input.columns.find((column) => column.name === name);

/** The text of a row's category; null has its own word, for null is not the empty text. */
export function categoryText(input: ChartInput, name: string, row: ResultRow): string {
  const value = row[name] ?? null;
  const label = row[`${name}_label`];
  if (typeof label === 'string') return label;
  if (value === null) return '–';
  const grain = columnOf(input, name)?.grain;
  return grain ? periodLabel(String(value), grain, input.locale, 'full') : String(value);
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

/** A measure's figure: whole, but small amounts keep their digits. */
export function measureText(input: ChartInput, name: string, value: Value | undefined): string {
  const scale = columnOf(input, name)?.scale ?? 2;
  return figure(value, input.locale, Math.abs(numberOf(value)) < 100 ? scale : 0);
}
