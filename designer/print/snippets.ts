/** Pieces of template text that are put in at the caret, written for the record that is spoken of there. Pure. */
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import type { Scope } from '../../metadata/print/scope.js';
import { callOf, fieldsOf, isFigure, isSummed, rowsOf } from './template-fields.js';

/** What was asked for, and the scopes at the place where it is put. */
export type Snippet = (scopes: readonly Scope[], model: Model) => string | undefined;

/** A field of an entity by its path, wherever the caret is: with steps outwards, or in a loop that leads there. */
export const fieldSnippet = (of: string, path: string): Snippet =>
  reached(of, (entity, prefix, model) => {
    const field = fieldAt(model, entity, path);
    return field && callOf(field, prefix + path);
  });

/** Steps outwards where the entity is around, else one loop over rows that lead to it. */
const reached =
  (of: string, write: (entity: Entity, prefix: string, model: Model) => string | undefined): Snippet =>
  (scopes, model) => {
    const out = scopes.findIndex((scope) => scope.is === 'record' && scope.entity.name === of);
    const entity = model.entities.get(of);
    if (!entity) return undefined;
    if (out >= 0) return write(entity, '../'.repeat(out), model);
    const way = loopTo(scopes, of, model);
    const inner = way === undefined ? undefined : write(entity, '', model);
    return inner && `{{#each ${way}}}${inner}{{/each}}`;
  };

function loopTo(scopes: readonly Scope[], of: string, model: Model): string | undefined {
  for (const [out, scope] of scopes.entries()) {
    if (scope.is === 'records' && scope.entity.name === of) return `${'../'.repeat(out)}records`;
    const rows = scope.is === 'record' ? rowsOf(model, scope.entity).find(({ entity }) => entity.name === of) : undefined;
    if (rows) return '../'.repeat(out) + rows.name;
  }
  return undefined;
} // prettier-ignore

/** The field at the end of a path along look-ups. */
export function fieldAt(model: Model, entity: Entity, path: string): Field | undefined {
  const own = entity.fields.get(path);
  if (own) return own;
  const [name = '', ...rest] = path.split('.');
  const target = model.entities.get(entity.fields.get(name)?.target ?? '');
  return target && rest.length > 0 ? fieldAt(model, target, rest.join('.')) : undefined;
}

export interface TableWish {
  /** Entity that has the rows, and their name: `quote`, `lines`; `records` of a list. */
  readonly of: string;
  readonly rows: string;
  readonly columns: readonly string[];
  readonly totals: boolean;
}

export const tableSnippet = (wish: TableWish): Snippet => withRows(wish, writeTable);

/** A line of text for each row. */
export const loopSnippet = (wish: Pick<TableWish, 'of' | 'rows' | 'columns'>): Snippet =>
  withRows(wish, (path, entity, columns) => {
    const calls = columns.map((name) => callOf(entity.fields.get(name)!, name));
    return `{{#each ${path}}}\n<p>${calls.join(' ')}</p>\n{{/each}}\n`;
  });

function withRows(
  { of, rows, columns, totals = false }: Omit<TableWish, 'totals'> & { readonly totals?: boolean },
  write: (path: string, entity: Entity, columns: readonly string[], totals: boolean) => string,
): Snippet {
  return (scopes, model) => {
    const isList = rows === 'records';
    const out = scopes.findIndex((scope) => scope.is !== 'word' && scope.is === (isList ? 'records' : 'record') && scope.entity.name === of); // prettier-ignore
    const holder = model.entities.get(of);
    const entity = isList ? holder : holder && rowsOf(model, holder).find(({ name }) => name === rows)?.entity;
    if (!entity) return undefined;
    const shown = columns.filter((name) => entity.fields.has(name));
    if (out >= 0) return write('../'.repeat(out) + rows, entity, shown, totals);
    const way = isList ? undefined : loopTo(scopes, of, model);
    return way === undefined ? undefined : `{{#each ${way}}}\n${write(rows, entity, shown, totals)}{{/each}}\n`;
  };
}

/** Heads by the names of the fields, figures at the right, totals of those that can be added up. */
export function writeTable(path: string, entity: Entity, columns: readonly string[], totals: boolean): string {
  const fields = columns.map((name) => entity.fields.get(name)!);
  const right = (field: Field): string => (isFigure(field) ? ' class="right"' : '');
  const heads = fields.map((field) => `<th${right(field)}>{{label ${path}.${field.name}}}</th>`).join('');
  const cells = fields.map((field) => `<td${right(field)}>${callOf(field, field.name)}</td>`).join('');
  const summed = totals ? fields.filter(isSummed) : [];
  const foot = summed.length === 0 ? '' : `<tr class="bold">${fields.map((field) => `<td${right(field)}>${summed.includes(field) ? totalOf(path, field) : ''}</td>`).join('')}</tr>\n`; // prettier-ignore
  return `<table class="lines">\n<thead><tr>${heads}</tr></thead>\n<tbody>\n{{#each ${path}}}\n<tr>${cells}</tr>\n{{/each}}\n${foot}</tbody>\n</table>\n`;
}

const totalOf = (path: string, field: Field): string => {
  const isMoney = field.type.id === 'money' || /amount|total|price|cost/.test(field.name);
  return `{{${isMoney ? 'money' : 'number'} (sum ${path}.${field.name})}}`;
};

/** The columns that are ticked at first. */
export const usualColumns = (entity: Entity, back?: string): readonly string[] =>
  fieldsOf(entity)
    .filter(
      ({ system, name, target, type }) =>
        !system &&
        !(target !== undefined && target === back) &&
        !['longText', 'richText', 'json'].includes(type.id) &&
        name !== 'position',
    ) // prettier-ignore
    .slice(0, 6)
    .map(({ name }) => name);

/** What needs no field. `|` is where the caret stands afterwards. */
export const pieces = {
  heading: '<h2>|</h2>\n',
  paragraph: '<p>|</p>\n',
  columns: '<table class="plain">\n<tr>\n<td style="width: 50%">|</td>\n<td></td>\n</tr>\n</table>\n',
  rule: '<hr>\n|',
  pageBreak: '<div style="break-before: page"></div>\n|',
  condition: '{{#if |}}\n\n{{/if}}\n',
  today: '{{@today}}|',
  site: '{{@site.title}}|',
  logo: '{{logo height=10}}|',
  user: '{{@user.name}}|',
  words: '{{choose en="|" zh-CN="" zh-TW="" es=""}}',
  number: '{{number | digits=2}}',
  money: '{{money |}}',
  percent: '{{percent |}}',
  date: '{{date | style="long"}}',
  barcode: '{{barcode | "code128"}}',
  qr: '{{qr | width=25}}',
  pageNumber: '<p class="small right">{{@page}} / {{@pages}}</p>|',
} as const;
export type Piece = keyof typeof pieces;

export interface Inserted {
  readonly text: string;
  readonly caret: number;
}

/** Puts a piece into a text, over what is selected there; inside of a tag it goes behind it. */
export function insertPiece(text: string, from: number, to: number, piece: string): Inserted {
  const opened = text.lastIndexOf('{{', from - 1);
  const closed = opened < 0 ? -1 : text.indexOf('}}', opened);
  const isInside = opened >= 0 && closed >= 0 && opened + 1 < from && from <= closed;
  const at = isInside ? closed + 2 : from;
  const end = isInside ? at : to;
  const mark = piece.indexOf('|');
  const put = mark < 0 ? piece : piece.slice(0, mark) + piece.slice(mark + 1);
  return { text: text.slice(0, at) + put + text.slice(end), caret: at + (mark < 0 ? put.length : mark) };
}
