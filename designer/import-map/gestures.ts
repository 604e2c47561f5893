/** What the canvas of an import map changes: which column of the file, or which formula, fills which field. Pure. */
import { stepOf, type ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Entity } from '../../metadata/model/model.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import { isObject } from '../json/schema-walk.js';
import { addOperation, setOperation } from '../session/set-value.js';

export type MapColumn = ImportMapDocument['columns'][number];
export type Source = { readonly column: string } | { readonly value: string };

const none: Operation = { op: 'group', operations: [] };

export function columnsOf(document: unknown): readonly MapColumn[] {
  const columns = isObject(document) && Array.isArray(document['columns']) ? document['columns'] : [];
  return columns.filter((each) => isObject(each) && typeof each['path'] === 'string') as MapColumn[];
}

/** Where a column stands, for the selection. */
export const columnPath = (document: unknown, index: number): ItemPath => ['columns', stepOf(columnsOf(document), index)]; // prettier-ignore

const setColumns = (document: unknown, columns: readonly MapColumn[]): Operation => setOperation(document, ['columns'], columns); // prettier-ignore

function changed(document: unknown, index: number, change: (column: MapColumn) => MapColumn): Operation {
  const held = columnsOf(document);
  const column = held[index];
  if (!column) return none;
  const next = change(column);
  return JSON.stringify(next) === JSON.stringify(column) ? none : setColumns(document, held.toSpliced(index, 1, next));
}

/** From a column of the file, or by a formula: never both. */
export const setSource = (document: unknown, index: number, source: Source): Operation =>
  changed(document, index, ({ path, column: _column, value: _value, ...rest }) => ({ path, ...source, ...rest }));

export const setPath = (document: unknown, index: number, path: string): Operation =>
  path.trim() === '' ? none : changed(document, index, (column) => ({ ...column, path: path.trim() }));

export const addColumns = (document: unknown, columns: readonly MapColumn[]): Operation =>
  columns.length === 0 ? none : columns.length === 1 ? addOperation(document, ['columns'], columns[0]) : setColumns(document, [...columnsOf(document), ...columns]); // prettier-ignore

/** One stays: a map without columns brings nothing in. */
export function removeColumn(document: unknown, index: number): Operation {
  const held = columnsOf(document);
  return held.length > 1 && held[index] ? setColumns(document, held.toSpliced(index, 1)) : none;
}

export function matchOf(document: unknown): readonly string[] {
  const match = isObject(document) && Array.isArray(document['match']) ? document['match'] : [];
  return match.filter((each): each is string => typeof each === 'string');
}
/** Without fields every row is a new record, and there is nothing to say of those that exist. */
export const setMatch = (document: unknown, names: readonly string[]): Operation => ({
  op: 'group',
  operations: [
    setOperation(document, ['match'], names.length === 0 ? undefined : names),
    ...(names.length === 0 ? [setOperation(document, ['duplicates'], undefined)] : []),
  ],
});
export const setDuplicates = (document: unknown, word: string): Operation =>
  setOperation(document, ['duplicates'], word === 'error' ? undefined : word);
export const setSimilar = (document: unknown, word: string): Operation =>
  setOperation(document, ['similar'], word === 'tell' ? undefined : word);

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\s_\-./]/gu, '')
    .toLowerCase();

/** Heads that are called as a field is, by its name or in any language; fields that are filled already stay as they are. */
export function columnsByName(heads: readonly string[], entity: Entity, held: readonly MapColumn[]): readonly MapColumn[] {
  const taken = new Set(held.map(({ path }) => path.split('.')[0]));
  const read = new Set(held.map(({ column }) => column));
  const names = new Map<string, string>();
  for (const field of entity.fields.values()) {
    if (field.system || field.computed || field.children || field.parts || field.document.archived) continue;
    const labels = typeof field.label === 'string' ? [field.label] : Object.values(field.label ?? {});
    for (const word of [field.name, ...labels].map(plain)) if (!names.has(word)) names.set(word, field.name);
  }
  return heads.flatMap((head) => {
    const path = names.get(plain(head));
    if (path === undefined || read.has(head) || taken.has(path.split('.')[0])) return [];
    taken.add(path.split('.')[0]);
    const target = entity.fields.get(path)?.target;
    return target === undefined ? [{ path, column: head }] : [];
  });
} // prettier-ignore
