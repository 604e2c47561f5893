/** The datasets of a report with their fields: names as people know them, types, and the cells that use each. Pure. */
import { chainOf } from '../../metadata/dataset/sources.js';
import { datasetColumns } from '../../metadata/document/dataset-columns.js';
import type { Surroundings } from '../../metadata/document/site.js';
import type { Dataset } from '../../metadata/schema/dataset.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { Label } from '../../metadata/value.js';
import { isObject } from '../json/schema-walk.js';
import type { FieldPick } from './gestures/content.js';
import { placedCells } from './gestures/places.js';

export interface DatasetField extends FieldPick {
  /** Addresses of cells bound to it. */
  readonly cells: readonly string[];
  /** Of a query: the type of the field behind it, for its picture. */
  readonly kind: string | undefined;
}

export interface ShownDataset {
  readonly name: string;
  readonly label: Label;
  readonly source: string;
  /** Undefined where its columns are not known before it is read. */
  readonly fields: readonly DatasetField[] | undefined;
}

export function datasetsOf(document: unknown, sheet: SheetDocument, surroundings: Surroundings): readonly ShownDataset[] {
  const datasets = isObject(document) && Array.isArray(document['datasets']) ? document['datasets'] : [];
  const usedBy = new Map<string, string[]>();
  for (const { address, cell } of placedCells(sheet)) {
    if (!cell.bind) continue;
    const key = `${cell.bind.dataset}.${cell.bind.field ?? ''}`;
    usedBy.set(key, [...(usedBy.get(key) ?? []), address]);
  }
  return datasets.filter(isDataset).map((dataset): ShownDataset => {
    const columns = columnsOf(dataset, surroundings);
    const labels = labelsOf(dataset, surroundings);
    return {
      name: dataset.name,
      label: labels.entity ?? dataset.name,
      source: dataset.source.type,
      fields: columns && [...columns].map(([field, type]): DatasetField => {
        const known = labels.fields.get(field);
        return {
          dataset: dataset.name,
          field,
          label: known?.label ?? wordsOf(field),
          type: type === 'any' ? typeOfRows(dataset, field) : type === 'number' ? 'number' : type === 'date' || type === 'datetime' ? 'date' : 'other',
          kind: known?.kind,
          isWhole: known?.kind === 'integer',
          cells: usedBy.get(`${dataset.name}.${field}`) ?? [],
        };
      }),
    };
  });
} // prettier-ignore

const isDataset = (value: unknown): value is Dataset =>
  isObject(value) && typeof value['name'] === 'string' && isObject(value['source']) && typeof value['source']['type'] === 'string'; // prettier-ignore

/** Inline rows have no types: their values tell. */
function typeOfRows({ source }: Dataset, field: string): FieldPick['type'] {
  const { columns, rows } = source as { readonly columns?: unknown; readonly rows?: unknown };
  if (source.type !== 'rows' || !Array.isArray(columns) || !Array.isArray(rows)) return 'other';
  const at = columns.indexOf(field);
  const values = rows.map((row) => (Array.isArray(row) ? (row[at] as unknown) : null)).filter((value) => value !== null);
  if (values.length === 0) return 'other';
  if (values.every((value) => typeof value === 'number')) return 'number';
  return values.every((value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value)) ? 'date' : 'other';
} // prettier-ignore

/** A source that is being written may be wrong in any way: its own check says how. */
function columnsOf(dataset: Dataset, surroundings: Surroundings) {
  try {
    const columns = datasetColumns(dataset, surroundings);
    return columns && new Map([...columns].filter(([, type]) => type !== 'json' && type !== 'list'));
  } catch {
    return undefined;
  }
}

const wordsOf = (name: string): string => {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Labels of the fields that a query selects, by the names of its columns. */
function labelsOf({ source }: Dataset, { model, registries }: Surroundings) {
  const fields = new Map<string, { readonly label: Label; readonly kind: string }>();
  const end = safely(() => chainOf(source, model, registries).end);
  const query = end?.type === 'query' && isObject(end.query) ? (end.query as Readonly<Record<string, unknown>>) : undefined;
  const entity = typeof query?.['entity'] === 'string' ? model.entities.get(query['entity']) : undefined;
  const select = Array.isArray(query?.['select']) ? query['select'].filter(isObject) : [];
  for (const { path, as, aggregate } of select) {
    if (typeof path !== 'string' || aggregate !== undefined) continue;
    const steps = path.split('.');
    let at = entity;
    for (const step of steps.slice(0, -1)) {
      const target = at?.fields.get(step)?.target;
      at = target === undefined ? undefined : model.entities.get(target);
    }
    const field = at?.fields.get(steps.at(-1)!);
    // The name of a record stands for the record: it is called as the look-up is.
    const named = steps.length > 1 && steps.at(-1) === 'name' ? outer(entity, steps, model) : undefined;
    if (field) fields.set(String(as ?? path.replaceAll('.', '_')), { label: named ?? field.label, kind: field.type.id });
  }
  return { fields, entity: entity?.document.plural ?? entity?.document.label };
} // prettier-ignore

function outer(entity: ReturnType<Surroundings['model']['entities']['get']>, steps: readonly string[], model: Surroundings['model']) {
  let at = entity;
  for (const step of steps.slice(0, -2)) {
    const target = at?.fields.get(step)?.target;
    at = target === undefined ? undefined : model.entities.get(target);
  }
  return at?.fields.get(steps.at(-2)!)?.label;
} // prettier-ignore

function safely<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** A dataset over an entity: its own fields, under the first letter that is free. */
export function newDataset(document: unknown, entity: string, { model }: Surroundings): Dataset | undefined {
  const held = model.entities.get(entity);
  if (!held) return undefined;
  const taken = new Set((isObject(document) && Array.isArray(document['datasets']) ? document['datasets'] : []).map((each) => (isObject(each) ? each['name'] : undefined))); // prettier-ignore
  const letters = [entity.charAt(0), ...'STUVWXYZABCDEFGHIJKLMNOPQR'].map((letter) => letter.toUpperCase());
  const name = letters.find((letter) => !taken.has(letter)) ?? `D_${taken.size}`;
  const fields = [...held.fields.values()].filter((field) => !field.children && !plainless.has(field.type.id) && field.name !== 'version'); // prettier-ignore
  // Its own fields come first: who, when and the like are wanted less often.
  const select = [...fields.filter(({ system }) => !system), ...fields.filter(({ system }) => system)]
    .slice(0, 100)
    .map((field) => ({ path: field.name }));
  return select.length === 0 ? undefined : { name, source: { type: 'query', query: { entity, select } } };
}

/** Types without a value that a sheet could show. */
const plainless: ReadonlySet<string> = new Set(['file', 'image', 'files', 'longText', 'richText', 'json', 'password', 'secret', 'references', 'childTable', 'subTable']); // prettier-ignore
