/**
 * What a dashboard shows, as it stands in its address: the parameters that were set, and by which parts of the page, in
 * order (`_by=c_month:month,c_region:region`). A click on what is selected takes the selection back. Pure.
 */
import type { ResultRow } from '../../metadata/contributions.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/report.js';
import type { Value } from '../../metadata/value.js';
import { isOpen, isSet, valuesToSet, type ActionTools, type OpenAction, type SetAction } from './actions.js';
import { isEmptyValue, parameterQuery, readParameters, withParameters, type GivenParameters } from './parameters.js';

/** A selection: the part it was made in and the parameters it set. */
export interface Step {
  readonly widget: string;
  readonly parameters: readonly string[];
}
export interface DashboardState {
  readonly given: GivenParameters;
  readonly steps: readonly Step[];
}

/** Cannot be the name of a parameter: those begin with a letter. */
const BY = '_by';

export function readDashboardState(
  document: Pick<DashboardDocument, 'parameters' | 'widgets'>,
  query: Readonly<Record<string, string>>,
): DashboardState {
  const given = readParameters(document.parameters ?? [], query);
  const steps = (query[BY] ?? '').split(',').flatMap((text): Step[] => {
    const [widget = '', names = ''] = text.split(':');
    const parameters = names.split('.').filter((name) => !isEmptyValue(given[name]));
    const known = document.widgets.some((each) => each.id === widget);
    return known && parameters.length > 0 ? [{ widget, parameters }] : [];
  });
  return { given, steps: [...steps, ...unstatedSteps(document, given, steps)] };
}

/** A link from elsewhere sets a parameter that no field shows: it counts as chosen in the part whose clicks set it. */
function unstatedSteps(
  { parameters = [], widgets }: Pick<DashboardDocument, 'parameters' | 'widgets'>,
  given: GivenParameters,
  steps: readonly Step[],
): readonly Step[] {
  const stated = new Set(steps.flatMap((step) => step.parameters));
  return parameters.flatMap(({ name, hidden }) => {
    if (!hidden || stated.has(name) || isEmptyValue(given[name])) return [];
    const widget = widgets.find((each) => setActions(each).some((action) => Object.hasOwn(action.set, name)));
    return widget ? [{ widget: widget.id, parameters: [name] }] : [];
  });
}

export function dashboardQuery({ given, steps }: DashboardState): Readonly<Record<string, string>> {
  const by = steps.map((step) => `${step.widget}:${step.parameters.join('.')}`).join(',');
  return { ...parameterQuery(given), ...(by === '' ? {} : { [BY]: by }) };
}

export const setActions = (widget: WidgetDocument): readonly SetAction[] => (widget.on?.click ?? []).filter(isSet);

/** Where a click leads: the first `open`. With a `set` beside it, it is the link of the selection instead. */
export const openAction = (widget: WidgetDocument): OpenAction | undefined => widget.on?.click?.find(isOpen);

function valuesOf(widget: WidgetDocument, row: ResultRow, tools: ActionTools): Readonly<Record<string, Value>> {
  return Object.assign({}, ...setActions(widget).map((action) => valuesToSet(action, row, tools))) as Record<
    string,
    Value
  >;
}

/** Whether the parameters of a part's own clicks have the values that this row would give them. */
export function isChosenRow(widget: WidgetDocument, row: ResultRow, tools: ActionTools): boolean {
  const values = Object.entries(valuesOf(widget, row, tools));
  return values.length > 0 && values.every(([name, value]) => value !== null && tools.parameters[name] === value);
}

/** The state after a click on a row: selected, or (when it was selected) no longer. */
export function choose(
  state: DashboardState,
  widget: WidgetDocument,
  row: ResultRow,
  tools: ActionTools,
): DashboardState {
  const values = valuesOf(widget, row, tools);
  if (Object.keys(values).length === 0) return state;
  if (isChosenRow(widget, row, tools)) return clearParameters(state, Object.keys(values));
  const parameters = Object.keys(values).filter((name) => values[name] !== null);
  const rest = clearParameters(state, Object.keys(values)).steps;
  return {
    given: withParameters(state.given, values),
    steps: parameters.length === 0 ? rest : [...rest, { widget: widget.id, parameters }],
  };
}

/** Takes parameters back to their defaults; a selection that has none left is gone. */
export function clearParameters(state: DashboardState, names: readonly string[]): DashboardState {
  return {
    given: withParameters(state.given, Object.fromEntries(names.map((name) => [name, undefined]))),
    steps: state.steps.flatMap((step) => {
      const parameters = step.parameters.filter((name) => !names.includes(name));
      return parameters.length === 0 ? [] : [{ ...step, parameters }];
    }),
  };
}

/** Back along the trail: only the first `count` selections stay. */
export function keepSteps(state: DashboardState, count: number): DashboardState {
  return clearParameters(
    state,
    state.steps.slice(count).flatMap((step) => step.parameters),
  );
}

/** A value chosen in the query pane: no longer a selection made in a part. */
export function setParameters(
  state: DashboardState,
  changes: Readonly<Record<string, Value | undefined>>,
): DashboardState {
  const { steps } = clearParameters(state, Object.keys(changes));
  return { given: withParameters(state.given, changes), steps };
}

/** Everything back to its defaults. */
export const emptyState: DashboardState = { given: {}, steps: [] };
