/**
 * The view half of a dashboard widget. The card around it fetches the rows, draws loading, failed, no access and empty,
 * and offers the table; the view draws rows and says which of them a person chose.
 */
import type { CSSResult } from 'lit';
import type { ChartType, ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { Registry } from '../../metadata/registry.js';
import type { ActionDocument } from '../../metadata/schema/action.js';
import type { Value } from '../../metadata/value.js';
import type { FieldHost } from './field-views.js';

export interface WidgetData {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

/** A parameter that a click has set. */
export interface WidgetSelection {
  readonly parameter: string;
  readonly value: Value;
  /** Name of the parameter, `Month`; its value, `July 2026`; the same where the year is clear, `July`. */
  readonly label: string;
  readonly text: string;
  readonly short: string;
  readonly grain?: string | undefined;
}

export interface WidgetInput {
  readonly title: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Rows of the widget's own dataset. */
  readonly data: WidgetData;
  /** All datasets that the type asked for, by name. */
  readonly datasets: Readonly<Record<string, WidgetData>>;
  readonly host: FieldHost;
  readonly charts: Registry<ChartType>;
  /** Everything selected on the page; a widget may show it even though its rows do not follow. */
  readonly selections: readonly WidgetSelection[];
  /** Whether this row is what was chosen on this widget. */
  isChosen(row: ResultRow): boolean;
  /** The day in the site's zone. */
  readonly today: string;
  readonly timeZone: string;
  readonly phone: boolean;
  /** Values of the page's parameters. */
  readonly parameters: Readonly<Record<string, Value>>;
  /** An expression over the page's parameters. */
  evaluate(text: string): Value;
  /** Where an action leads that needs no row; `away` is another site. Undefined: nowhere just now. */
  placeOf(action: ActionDocument): { readonly href: string; readonly away?: boolean } | undefined;
  /** The address of this page after a click here has set these parameters. */
  hrefSetting(values: Readonly<Record<string, Value>>): string;
  /** Absent: a click does nothing here. */
  choose?(row: ResultRow): void;
}

export interface WidgetView {
  /** Id of the widget type. */
  readonly id: string;
  /** Adopted by the card. */
  readonly styles?: CSSResult;
  /** A tile: no head but its name, half as wide on a phone. */
  readonly tile?: boolean;
  /** What stands at the end of the head: a legend. */
  head?(input: WidgetInput): unknown;
  display(input: WidgetInput): unknown;
  /** Shows no rows of its own (words, links, a sheet that reads for itself): no table, no file. */
  readonly rowless?: boolean;
  /** Nothing to draw; absent: when there are no rows. */
  isEmpty?(input: WidgetInput): boolean;
}

/** Views by widget type, each loaded when first needed. */
export type WidgetViews = Readonly<Record<string, () => Promise<{ readonly view: WidgetView }>>>;
