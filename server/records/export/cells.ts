/** Values of records as answers carry them to cells of a file: figures, days and times stay what they are, the rest is text. */
import type { TextContext } from '../../../metadata/contributions.js';
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import { firstField } from '../../../metadata/model/parts.js';
import { localDateTime } from '../../../metadata/time.js';
import type { Value } from '../../../metadata/value.js';

/** `day` is `YYYY-MM-DD`, `time` is `YYYY-MM-DD HH:MM` in the zone of the site. */
export type ExportCell = string | number | boolean | null | { readonly day: string } | { readonly time: string };

/** The field that a path ends at, along look-ups and to-many fields; undefined where it leads nowhere. */
export function fieldAt(model: Model, entity: Entity, path: string): Field | undefined {
  let from: Entity | undefined = entity;
  for (let names: readonly string[] = path.split('.'); from;) {
    const found = firstField(from, names);
    if (!found || found.rest.length === 0) return found?.field;
    const { target, links, children } = found.field;
    from = model.entities.get(target ?? links?.target ?? children?.entity ?? '');
    names = found.rest;
  }
  return undefined;
}

/** What a record holds at a path: dotted fields nest, to-many fields are lists. */
export function valueAt(record: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split('.')) value = memberOf(value, name);
  return value;
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((each) => memberOf(each, name));
  return typeof value === 'object' && value !== null ? ((value as Record<string, unknown>)[name] ?? null) : null;
}

export function cellOf(value: unknown, field: Field, text: TextContext): ExportCell {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return listText(value, field, text);
  if (typeof value === 'object') return objectText(value, field, text);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const plain = String(value);
  if (field.valueType === 'date') return { day: plain };
  if (field.valueType === 'datetime')
    return { time: localDateTime(plain, text.timeZone).slice(0, 16).replace('T', ' ') };
  return field.type.format(plain, field.document, text);
}

/** Codes and tags are one value of their type; linked records and rows are named one after the other. */
function listText(values: readonly unknown[], field: Field, text: TextContext): string {
  const isOwn = !field.children && !field.links && values.every((each) => typeof each === 'string');
  if (isOwn && field.valueType === 'list') return field.type.format(values as Value, field.document, text);
  return values
    .map((each) => plainText(cellOf(each, field, text)))
    .filter((each) => each !== '')
    .join('; ');
}

function objectText(value: object, field: Field, text: TextContext): string {
  const { label } = value as { readonly label?: unknown };
  if (label !== undefined) return label === null ? '' : String(label);
  return field.parts ? field.type.format(value as Value, field.document, text) : '';
}

export function plainText(cell: ExportCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return 'day' in cell ? cell.day : cell.time;
  return String(cell);
}
