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

/** The rows of a view, or the names of the records. */
export function newList(model: Model, name: string, view?: { readonly name: string; readonly label: NewPart['label'] }): NewPart | undefined { // prettier-ignore
  const entity = model.entities.get(name);
  if (!entity) return undefined;
  const label = view?.label ?? entity.plural;
  return { type: 'list', ...size.list, label, options: { entity: name, ...(view ? { view: view.name } : {}) }, datasets: [] }; // prettier-ignore
}

export const newReport = (name: string, label: NewPart['label']): NewPart => ({ type: 'report', ...size.report, ...(label === undefined ? {} : { label }), options: { report: name }, datasets: [] }); // prettier-ignore

export const newText = (text: string): NewPart => ({ type: 'text', ...size.text, options: { text }, datasets: [] });
