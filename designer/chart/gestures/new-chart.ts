/** A part to begin with over an entity: a chart, a figure, a list. It shows something at once, and is changed from there. Pure. */
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import type { Select } from '../../../metadata/schema/query.js';
import type { NewPart } from '../../dashboard/gestures/parts.js';

const plain = (field: Field): boolean => !field.system && !field.children && !field.links && !field.sealed && !field.foreign && !field.formula; // prettier-ignore

/** What rows of an entity are told apart by first: a choice, else a look-up, else a day by months. */
function firstGroup(entity: Entity): { readonly field: Field; readonly select: Select } | undefined {
  const fields = [...entity.fields.values()].filter(plain);
  const field =
    fields.find((each) => each.dictionary !== undefined && each.valueType === 'text') ??
    fields.find((each) => each.target !== undefined && each.target !== entity.name) ??
    fields.find((each) => each.valueType === 'date' || each.valueType === 'datetime') ??
    [...entity.fields.values()].find((each) => each.name === 'created_at');
  if (!field) return undefined;
  const isTime = field.valueType === 'date' || field.valueType === 'datetime';
  return { field, select: { path: field.name, as: field.name, ...(isTime ? { grain: 'month' } : {}) } };
}

const count: Select = { aggregate: 'count', as: 'count' };
const size = { chart: { w: 6, h: 5 }, kpi: { w: 3, h: 2 }, list: { w: 6, h: 5 }, report: { w: 12, h: 7 }, text: { w: 12, h: 2 } }; // prettier-ignore

export function newChart(model: Model, name: string): NewPart | undefined {
  const entity = model.entities.get(name);
  const group = entity && firstGroup(entity);
  if (!entity || !group) return undefined;
  return {
    type: 'chart',
    ...size.chart,
    label: entity.plural,
    dataset: name,
    options: { chart: 'column', x: group.field.name, y: ['count'], labels: { count: entity.plural } },
    datasets: [{ name, source: { type: 'query', query: { entity: name, select: [group.select, count] } } }],
  };
}

export function newFigure(model: Model, name: string): NewPart | undefined {
  const entity = model.entities.get(name);
  if (!entity) return undefined;
  return {
    type: 'kpi',
    ...size.kpi,
    label: entity.plural,
    dataset: name,
    options: { value: 'count', digits: 0 },
    datasets: [{ name, source: { type: 'query', query: { entity: name, select: [count] } } }],
  };
}

/** How many there were month by month; undefined for records without a day. */
export function newCourse(model: Model, name: string, label: NewPart['label']): NewPart | undefined {
  const entity = model.entities.get(name);
  const day = entity && [...entity.fields.values()].filter(plain).find((each) => each.valueType === 'date' || each.valueType === 'datetime');
  if (!entity || !day) return undefined;
  return {
    type: 'chart',
    ...size.chart,
    ...(label === undefined ? {} : { label }),
    dataset: `${name}_course`,
    options: { chart: 'line', x: day.name, y: ['count'], labels: { count: entity.plural } },
    datasets: [{ name: `${name}_course`, source: { type: 'query', query: { entity: name, select: [{ path: day.name, as: day.name, grain: 'month' }, count] } } }],
  };
} // prettier-ignore

/** The sum of its first amount of money. */
function newSum(model: Model, name: string): NewPart | undefined {
  const entity = model.entities.get(name);
  const money = entity && [...entity.fields.values()].find((each) => !each.system && each.type.id === 'money');
  if (!entity || !money) return undefined;
  const dataset = `${name}_sum`;
  const select: Select = { path: money.name, aggregate: 'sum', as: money.name };
  return { type: 'kpi', ...size.kpi, label: money.label, dataset, options: { value: money.name, digits: 0 }, datasets: [{ name: dataset, source: { type: 'query', query: { entity: name, select: [select] } } }] }; // prettier-ignore
}

export interface BeginningWords {
  readonly course: string;
  /** "Orders by Status". */
  by(field: Field): string;
}

/** A board to begin with: figures, what tells the records apart, their course, the records themselves; with their places. */
export function beginning(model: Model, name: string, words: BeginningWords, view?: Parameters<typeof newList>[2]) {
  const entity = model.entities.get(name);
  const group = entity && firstGroup(entity);
  const chart = newChart(model, name);
  const list = newList(model, name, view);
  const sum = newSum(model, name);
  const course = newCourse(model, name, words.course);
  const parts: readonly (readonly [NewPart | undefined, number, number])[] = [
    [newFigure(model, name), 0, 0],
    [sum, 3, 0],
    [chart && { ...chart, ...(group ? { label: words.by(group.field) } : {}), ...(course ? {} : { w: 12 }) }, 0, 2],
    [course, 6, 2],
    [list && { ...list, w: 12 }, 0, 7],
  ];
  return parts.flatMap(([part, x, y]) => (part ? [{ part, place: { x, y } }] : []));
}

/** The rows of a view, or the names of the records. */
export function newList(
  model: Model,
  name: string,
  view?: { readonly name: string; readonly label: NewPart['label'] },
): NewPart | undefined {
  // prettier-ignore
  const entity = model.entities.get(name);
  if (!entity) return undefined;
  const label = view?.label ?? entity.plural;
  return { type: 'list', ...size.list, label, options: { entity: name, ...(view ? { view: view.name } : {}) }, datasets: [] }; // prettier-ignore
}

export const newReport = (name: string, label: NewPart['label']): NewPart => ({ type: 'report', ...size.report, ...(label === undefined ? {} : { label }), options: { report: name }, datasets: [] }); // prettier-ignore

export const newText = (text: string): NewPart => ({ type: 'text', ...size.text, options: { text }, datasets: [] });
