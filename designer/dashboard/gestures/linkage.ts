/**
 * What a click on a part does: it narrows the others by what was clicked (a parameter that only clicks set), or opens a
 * list, report, dashboard or record. Told by the column that the part's marks stand for. Pure.
 */
import type { ActionDocument } from '../../../metadata/schema/action.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import type { Filter, Select } from '../../../metadata/schema/query.js';
import { freeName, widgetOf, withWidget } from '../board.js';
import { withConditions, withoutConditions } from './conditions.js';
import { removeFilter, wirePart } from './filters.js';
import { fieldAt, meaningOfField, meaningOfParameter, parameterOf, type Meaning } from './meanings.js';
import { queryOf, reachOf, type BoardTools } from './reach.js';

/** The column that marks stand for, with what it is in the entity that the rows are of. */
export interface ClickedColumn {
  readonly column: string;
  readonly entity: string;
  readonly path: string;
  readonly grain: Select['grain'];
  readonly meaning: Meaning | undefined;
}

export const columnOf = ({ as, path }: Select): string | undefined => as ?? path?.replaceAll('.', '_');

/** Undefined where marks stand for no field: one figure, or rows that are no query. */
export function clickedColumn(board: DashboardDocument, widget: WidgetDocument, { registries, model }: BoardTools): ClickedColumn | undefined {
  const options = widget.options ?? {};
  const column = registries.chart.find(String(options['chart']))?.selects(options);
  const dataset = board.datasets.find(({ name }) => name === widget.dataset);
  const query = dataset && queryOf(dataset);
  if (column === undefined || !query) return undefined;
  const select = query.select.find((each) => columnOf(each) === column && each.aggregate === undefined);
  if (select?.path === undefined) return undefined;
  const field = fieldAt(model, query.entity, select.path);
  return { column, entity: query.entity, path: select.path, grain: select.grain, meaning: field && meaningOfField(field) };
} // prettier-ignore

/** The parameters that clicks on a part set. */
export const setBy = (widget: WidgetDocument): readonly string[] =>
  (widget.on?.click ?? []).flatMap((action) => ('set' in action ? Object.keys(action.set) : []));

/** Parts whose rows follow what is clicked here, itself left out. */
export function followersOf(board: DashboardDocument, widget: WidgetDocument, tools: BoardTools): readonly WidgetDocument[] {
  const names = new Set(setBy(widget));
  const parameters = (board.parameters ?? []).filter(({ name }) => names.has(name));
  return board.widgets.filter(
    (each) => each.id !== widget.id && parameters.some((parameter) => reachOf(board, each, parameter, tools).state === 'follows'),
  );
} // prettier-ignore

/** A click narrows all other parts that have what is clicked; a filter of the same meaning that is there is set instead. */
export function linkPart(board: DashboardDocument, id: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const clicked = widget && clickedColumn(board, widget, tools);
  if (!clicked || setBy(widget).length > 0) return board;
  const { column, meaning } = clicked;
  const datum = `datum.${column}`;
  const fits = ({ type, grain }: Parameter): boolean =>
    meaning !== 'date' || (type === 'date' && grain === (clicked.grain ?? 'day'));
  const held = (board.parameters ?? []).find((each) => meaning !== undefined && meaningOfParameter(each) === meaning && fits(each)); // prettier-ignore
  if (held) return withSet(wireAll(board, id, held, meaning!, tools), id, { [held.name]: datum });
  const made = clickedParameter(clicked, tools);
  if (!made) return board;
  const name = freeName(made.name, (board.parameters ?? []).flatMap((each) => [each.name, `${each.name}_from`, `${each.name}_to`])); // prettier-ignore
  const parameter: Parameter = { ...made, name, hidden: true };
  const grown = { ...board, parameters: [...(board.parameters ?? []), parameter] };
  return withSet(wireAll(grown, id, parameter, meaning!, tools), id, { [name]: datum });
}

/** A column of plain words has no meaning that other parts could share. */
function clickedParameter({ meaning, grain, path }: ClickedColumn, { model }: BoardTools): Parameter | undefined {
  if (meaning === undefined) return undefined;
  const made = parameterOf(model, meaning, '');
  if (!made) return undefined;
  if (meaning !== 'date') {
    const { multiple: _multiple, widget: _widget, ...one } = made;
    return one;
  }
  const unit = grain === 'hour' ? 'day' : (grain ?? 'day');
  const field = path.split('.').at(-1)!;
  return { name: grain === undefined ? field : unit, type: 'date', grain: unit };
}

/** The part itself keeps its rows: what was clicked stands out among them. */
const wireAll = (board: DashboardDocument, id: string, parameter: Parameter, meaning: Meaning, tools: BoardTools): DashboardDocument => {
  const own = widgetOf(board, id)!.dataset;
  // Parts over the very rows that are clicked would take the part itself with them.
  return board.widgets
    .filter((each) => each.id !== id && each.dataset !== own)
    .reduce((held, each) => wirePart(held, each.id, parameter, meaning, tools), board);
}; // prettier-ignore

const withSet = (board: DashboardDocument, id: string, set: Readonly<Record<string, string>>): DashboardDocument =>
  withWidget(board, id, (each) => ({ ...each, on: { ...each.on, click: [{ set }, ...(each.on?.click ?? [])] } }));

/** Clicks narrow nothing any more; a parameter that only they set goes with them. */
export function unlinkPart(board: DashboardDocument, id: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  if (!widget) return board;
  const names = setBy(widget);
  const left = withWidget(board, id, (each) => withClick(each, (each.on?.click ?? []).filter((action) => !('set' in action)))); // prettier-ignore
  return names
    .filter((name) => board.parameters?.find((each) => each.name === name)?.hidden)
    .filter((name) => !left.widgets.some((each) => setBy(each).includes(name)))
    .reduce((held, name) => removeFilter(held, name, tools), left);
}

function withClick(widget: WidgetDocument, click: readonly ActionDocument[]): WidgetDocument {
  const { on, ...rest } = widget;
  const { click: _click, ...others } = on ?? {};
  const next = { ...others, ...(click.length > 0 ? { click: [...click] } : {}) };
  return Object.keys(next).length > 0 ? { ...rest, on: next } : rest;
}

/* ---------------------------------------------------------------- what is opened */

export type Target =
  | { readonly open: 'list' }
  | { readonly open: 'record' }
  | { readonly open: 'report' | 'dashboard'; readonly name: string; readonly parameters: readonly Parameter[] };

/** A click opens this, instead of what it opened before; undefined opens nothing. */
export function openOnClick(board: DashboardDocument, id: string, target: Target | undefined, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  if (!widget) return board;
  const kept = (widget.on?.click ?? []).filter((action) => 'set' in action);
  const action = target && actionFor(board, widget, target, tools);
  if (target && !action) return board;
  return withWidget(board, id, (each) => withClick(each, [...kept, ...(action ? [action] : [])]));
} // prettier-ignore

/** Undefined where the part has nothing to lead there by. */
export function actionFor(board: DashboardDocument, widget: WidgetDocument, target: Target, tools: BoardTools): ActionDocument | undefined {
  const clicked = clickedColumn(board, widget, tools);
  const dataset = board.datasets.find(({ name }) => name === widget.dataset);
  const query = dataset && queryOf(dataset);
  if (target.open === 'list') {
    if (!query) return undefined;
    const own: readonly Filter[] = clicked ? [{ field: clicked.path, op: 'eq', value: { expr: `datum.${clicked.column}` } }] : [];
    const where = own.length > 0 || query.where ? withConditions(plainPeriods(query.where, board), own) : undefined;
    return { open: 'list', name: query.entity, ...(where ? { where } : {}) };
  }
  if (target.open === 'record') {
    const entity = clicked?.meaning?.startsWith('record:') ? clicked.meaning.slice('record:'.length) : undefined;
    return entity === undefined ? undefined : { open: 'record', name: entity, parameters: { id: `datum.${clicked!.column}` } };
  }
  const given = target.parameters.flatMap((each): [string, string][] => {
    const meaning = meaningOfParameter(each);
    if (meaning === undefined) return [];
    if (clicked?.meaning === meaning && (meaning !== 'date' || each.type === 'date')) return [[each.name, `datum.${clicked.column}`]];
    const own = (board.parameters ?? []).find((other) => meaningOfParameter(other) === meaning && other.type === each.type && !other.hidden);
    return own ? [[each.name, `$${own.name}`]] : [];
  });
  return { open: target.open, name: target.name, ...(given.length > 0 ? { parameters: Object.fromEntries(given) } : {}) };
} // prettier-ignore

/** A clicked period asks by two conditions with an open end; the list takes the one day that begins it as all its days. */
function plainPeriods(where: Filter | undefined, board: DashboardDocument): Filter | undefined {
  const periods = (board.parameters ?? []).filter(({ type, grain }) => type === 'date' && grain !== undefined);
  return periods.reduce<Filter | undefined>((held, { name }) => withoutConditions(held, name), where);
}

export const openedBy = (widget: WidgetDocument): Extract<ActionDocument, { open: unknown }> | undefined =>
  widget.on?.click?.find((action) => 'open' in action);

/* ---------------------------------------------------------------- a level down */

type Unit = 'year' | 'quarter' | 'month' | 'week' | 'day';

/** Levels that a part could go down by: a date from the year on, a look-up from what it belongs to. */
export function offeredLevels(board: DashboardDocument, widget: WidgetDocument, tools: BoardTools): readonly NonNullable<WidgetDocument['drill']>['levels'][] {
  const clicked = clickedColumn(board, widget, tools);
  if (!clicked) return [];
  const { path, meaning } = clicked;
  if (meaning === 'date') {
    const down = (levels: readonly Unit[]) => levels.map((grain) => ({ path, grain }));
    return [down(['year', 'quarter', 'month']), down(['year', 'month', 'day'])];
  }
  const target = meaning?.startsWith('record:') ? tools.model.entities.get(meaning.slice('record:'.length)) : undefined;
  if (!target) return [];
  const above = [...target.fields.values()].filter((field) => !field.system && !field.links && (field.dictionary !== undefined || (field.target !== undefined && field.target !== target.name)));
  return above.slice(0, 5).map((field) => [{ path: `${path}.${field.name}` }, { path }]);
} // prettier-ignore

/** Without levels a click no longer goes down. */
export function drillPart(board: DashboardDocument, id: string, levels: NonNullable<WidgetDocument['drill']>['levels'] | undefined, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const clicked = widget && clickedColumn(board, widget, tools);
  return withWidget(board, id, (each) => {
    const { drill: _drill, ...rest } = each;
    return levels && clicked ? { ...rest, drill: { column: clicked.column, levels } } : rest;
  });
} // prettier-ignore
