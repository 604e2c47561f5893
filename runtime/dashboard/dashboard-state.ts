/**
 * What a dashboard shows, as it stands in its address: the parameters that were set, and by which parts of the page, in
 * order (`_by=c_month:month,c_region:region`). A click on what is selected takes the selection back. Pure.
 */
import type { ResultRow } from '../../metadata/contributions.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Scalar, Value } from '../../metadata/value.js';
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
  /** Values chosen on the way down, by widget. */
  readonly drill: Readonly<Record<string, readonly Scalar[]>>;
  /** The tab that is shown; undefined is the first. */
  readonly tab?: string | undefined;
  /** The part that is shown in full size. */
  readonly full?: string | undefined;
}

/** Cannot be names of parameters: those begin with a letter. */
const BY = '_by';
const DRILL = '_drill';
const TAB = '_tab';
const FULL = '_full';

export function readDashboardState(
  document: Pick<DashboardDocument, 'parameters' | 'widgets' | 'tabs'>,
  query: Readonly<Record<string, string>>,
): DashboardState {
  const given = readParameters(document.parameters ?? [], query);
  const steps = (query[BY] ?? '').split(',').flatMap((text): Step[] => {
    const [widget = '', names = ''] = text.split(':');
    const parameters = names.split('.').filter((name) => !isEmptyValue(given[name]));
    const known = document.widgets.some((each) => each.id === widget);
    return known && parameters.length > 0 ? [{ widget, parameters }] : [];
  });
  const tab = document.tabs?.find((each) => each.id === query[TAB])?.id;
  const full = document.widgets.find((each) => each.id === query[FULL])?.id;
  return {
    given,
    steps: [...steps, ...unstatedSteps(document, given, steps)],
    drill: readDrill(document, query[DRILL] ?? ''),
    ...(tab === undefined ? {} : { tab }),
    ...(full === undefined ? {} : { full }),
  };
}

/** `c_month:2026-01-01|2026-04-01,c_region:…`: a part with the values on its way down; an empty one is null. */
function readDrill(
  { widgets }: Pick<DashboardDocument, 'widgets'>,
  text: string,
): Readonly<Record<string, readonly Scalar[]>> {
  const entries = text.split(',').flatMap((part): [string, readonly Scalar[]][] => {
    const [id = '', values = ''] = part.split(':');
    const levels = widgets.find((each) => each.id === id)?.drill?.levels.length ?? 0;
    const read = part.includes(':') ? values.split('|').map(readScalar) : [];
    return read.length > 0 && read.length < levels ? [[id, read]] : [];
  });
  return Object.fromEntries(entries);
}

/** Numbers and yes or no are marked, so that a text that looks like one stays text. */
function readScalar(text: string): Scalar {
  if (text === '') return null;
  try {
    const value = decodeURIComponent(text);
    return value.startsWith('=') ? (JSON.parse(value.slice(1)) as Scalar) : value;
  } catch {
    return text;
  }
}

const writeScalar = (value: Scalar): string =>
  value === null
    ? ''
    : encodeURIComponent(typeof value === 'string' && !value.startsWith('=') ? value : `=${JSON.stringify(value)}`);

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

export function dashboardQuery({ given, steps, drill, tab, full }: DashboardState): Readonly<Record<string, string>> {
  const by = steps.map((step) => `${step.widget}:${step.parameters.join('.')}`).join(',');
  const down = Object.entries(drill)
    .filter(([, values]) => values.length > 0)
    .map(([id, values]) => `${id}:${values.map(writeScalar).join('|')}`)
    .join(',');
  return {
    ...parameterQuery(given),
    ...(by === '' ? {} : { [BY]: by }),
    ...(down === '' ? {} : { [DRILL]: down }),
    ...(tab === undefined ? {} : { [TAB]: tab }),
    ...(full === undefined ? {} : { [FULL]: full }),
  };
}

/** One level down, up to the first `count` values, or (with none) back to the top. */
export function drillTo(state: DashboardState, widget: string, values: readonly Scalar[]): DashboardState {
  const { [widget]: _before, ...others } = state.drill;
  return { ...state, drill: values.length === 0 ? others : { ...others, [widget]: values } };
}

/** Whether a click goes a level down instead of doing what the widget's actions say. */
export function goesDown({ drill }: DashboardState, widget: WidgetDocument): boolean {
  return widget.drill !== undefined && (drill[widget.id]?.length ?? 0) < widget.drill.levels.length - 1;
}

/** What a click in an embedded sheet sets, as a selection of its part. */
export function setFrom(
  state: DashboardState,
  widget: string,
  values: Readonly<Record<string, Value>>,
): DashboardState {
  const names = Object.keys(values);
  const cleared = clearParameters(state, names);
  const parameters = names.filter((name) => !isEmptyValue(values[name]));
  return {
    ...cleared,
    given: withParameters(cleared.given, values),
    steps: parameters.length === 0 ? cleared.steps : [...cleared.steps, { widget, parameters }],
  };
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
  return values.length > 0 && values.every(([name, value]) => value !== null && sameValue(tools.stated[name], value));
}

const sameValue = (a: Value | undefined, b: Value): boolean =>
  a === b || (Array.isArray(a) && a.length === 1 && a[0] === b);

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
    ...state,
    given: withParameters(state.given, values),
    steps: parameters.length === 0 ? rest : [...rest, { widget: widget.id, parameters }],
  };
}

/** Takes parameters back to their defaults; a selection that has none left is gone. */
export function clearParameters(state: DashboardState, names: readonly string[]): DashboardState {
  return {
    ...state,
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
  return { ...state, given: withParameters(state.given, changes), steps };
}

/** Everything back to its defaults. */
export const emptyState: DashboardState = { given: {}, steps: [], drill: {} };
