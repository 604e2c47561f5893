/**
 * The plugins present, from the generated index: field types and their views for every page, functions of the expression
 * language with the first form. Only the entry loads this.
 */
import { createRegistries } from '../metadata/registries.js';
import { fieldViews } from '../plugins/index/field-views.js';
import { fieldDefinitions } from '../plugins/index/field-schemas.js';
import type { Registries } from '../metadata/contributions.js';
import type { Label } from '../metadata/value.js';
import type { FieldViews } from './host/field-views.js';
import type { ViewModeViews } from './host/view-modes.js';
import type { WidgetViews } from './host/widget-views.js';
import { allStrings } from './ui/i18n.js';

export function loadPlugins(fields: FieldViews): Registries {
  const registries = createRegistries();
  for (const definition of fieldDefinitions) registries.field.add(definition);
  for (const view of fieldViews) fields.add(view);
  return registries;
}

/** What field types are called, by their ids. */
export async function loadFieldLabels(): Promise<Readonly<Record<string, Label>>> {
  return (await import('../plugins/index/field-labels.js')).fieldLabels;
}

/** Fills the registry of functions; forms wait for it before they compile rules. */
export async function loadFunctions(registries: Registries): Promise<void> {
  const { functionDefinitions } = await import('../plugins/index/function-schemas.js');
  for (const definition of functionDefinitions) {
    if (!registries.function.find(definition.id)) registries.function.add(definition);
  }
}

/** Fills the registries of charts, widgets and functions for the first dashboard or report, and gives the widgets' views. */
export async function loadWidgets(registries: Registries): Promise<WidgetViews> {
  const [charts, widgets, { views }] = await Promise.all([
    import('../plugins/index/chart-schemas.js'),
    import('../plugins/index/widget-schemas.js'),
    import('../plugins/index/views.js'),
    loadFunctions(registries),
    allStrings(),
  ]);
  for (const definition of charts.chartDefinitions) {
    if (!registries.chart.find(definition.id)) registries.chart.add(definition);
  }
  for (const definition of widgets.widgetDefinitions) {
    if (!registries.widget.find(definition.id)) registries.widget.add(definition);
  }
  return views.widget;
}

/** Fills the registry of view modes for the first list that is no table, and gives their views. */
export async function loadViewModes(registries: Registries): Promise<ViewModeViews> {
  const [{ viewDefinitions }, { views }] = await Promise.all([
    import('../plugins/index/view-schemas.js'),
    import('../plugins/index/views.js'),
    allStrings(),
  ]);
  for (const definition of viewDefinitions) {
    if (!registries.view.find(definition.id)) registries.view.add(definition);
  }
  return views.view;
}
