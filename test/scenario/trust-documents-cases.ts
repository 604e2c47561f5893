/** The documents of the suite: what each file says, and where and as what it is refused. */
import { testRole } from '../helper/http.js';
import type { Package } from '../../server/releases/install.js';
import { ulid } from '../metadata/document/samples.js';

export interface HostileDocument {
  /** Row of the list of attacks. */
  readonly row: string;
  readonly title: string;
  /** `entity/thing.json` */
  readonly file: string;
  readonly text: string;
  /** Where it is refused; a longer place is one within it. Empty: the document itself. */
  readonly path: string;
  readonly code: string;
  /** `publish`: it is kept as a draft with the finding, and stops the publish. */
  readonly at?: 'publish';
  /** Who brings it, who has no more than the right to design; else the administrator. */
  readonly as?: 'designer';
}

/** Somebody who designs and may grant nothing. */
export const designers: Package = { id: 'designers', documents: [testRole('designers_only', { id: ulid(6999), rights: ['design'] })] }; // prettier-ignore

const head = (kind: string, n: number, name: string) => ({ kind, id: ulid(7000 + n), name, schema: 1 });
const entity = (n: number, more: object) => ({
  ...head('entity', n, `thing_${n}`),
  label: 'Thing',
  nameExpression: 'name',
  fields: [{ id: 'f1', name: 'name', type: 'text' }],
  ...more,
});
const formula = (name: string, expression: string) => ({ id: `f_${name}`, name, type: 'formula', options: { expression, result: 'number' } }); // prettier-ignore
const report = (n: number, more: object) => ({
  ...head('report', n, `sheet_${n}`),
  label: 'Sheet',
  datasets: [{ name: 'S', source: { type: 'query', query: { entity: 'customer', select: [{ path: 'name', as: 'name' }] } } }],
  ...more,
}); // prettier-ignore
const dataset = (n: number, name: string, source: object) => ({ ...head('dataset', n, name), source });
const fields = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `f${i}`, name: `n${i}`, type: 'text' }));

/** A document, or text that is none, under the name that it says. */
function row(
  at: Pick<HostileDocument, 'row' | 'title' | 'path' | 'code'> & Partial<HostileDocument>,
  body: { readonly kind: string; readonly name: string },
): HostileDocument {
  return { file: `${body.kind}/${body.name}.json`, text: JSON.stringify(body), ...at };
}
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const withText = (body: object, text: string) => `${JSON.stringify(body).slice(0, -1)},${text}}`;

export const hostileDocuments: readonly HostileDocument[] = [
  row({ row: 'D1', title: 'a key that stands twice', path: '/fields/0/name', code: 'KEY_TWICE', text: withText(entity(26, { fields: undefined }), String.raw`"fields":[{"id":"f1","name":"name","type":"text","n\u0061me":"other"}]`) }, entity(26, {})),
  ...['__proto__', 'constructor', 'prototype'].map((key, i) =>
    row({ row: 'D1', title: `a key ${key}`, path: `/${key}`, code: 'FORBIDDEN_KEY', text: withText(entity(1 + i, {}), `"${key}":{"x":1}`) }, entity(1 + i, {})),
  ),
  row({ row: 'D1', title: 'an escaped key deep within', path: '/fields/0/options/__proto__', code: 'FORBIDDEN_KEY', text: JSON.stringify(entity(4, { fields: [{ id: 'f1', name: 'name', type: 'text', options: { X: 1 } }] })).replace('"X"', String.raw`"\u005f_proto__"`) }, entity(4, {})),
  row({ row: 'D3', title: '10,000 levels', path: '', code: 'TOO_DEEP', text: withText(entity(5, {}), `"x":${deep(10_000)}`) }, entity(5, {})),
  row({ row: 'D3', title: '60 levels', path: '/x/a', code: 'TOO_DEEP', text: withText(entity(6, {}), `"x":${deep(60)}`) }, entity(6, {})),
  row({ row: 'D3', title: 'a text of 2 MB', path: '', code: 'TOO_LARGE' }, entity(7, { label: 'x'.repeat(2_000_000) })),
  row({ row: 'D3', title: 'a file of 8 MB', path: '', code: 'TOO_LARGE' }, entity(8, { label: 'x'.repeat(8_000_000) })),
  row({ row: 'D3', title: 'more parts than a document may have', path: '', code: 'TOO_MANY_PARTS' }, entity(9, { fields: fields(8000) })),
  row({ row: 'D3', title: 'text that ends in the middle', path: '', code: 'NOT_JSON', text: '{"kind":"entity","id"' }, entity(10, {})),
  row({ row: 'D3', title: 'a list where a document should be', path: '', code: 'WRONG_TYPE', text: '[1,2,3]' }, entity(11, {})),
  row({ row: 'D4', title: 'a pattern of its own, which takes for ever', path: '/fields/0/options/pattern', code: 'UNKNOWN_KEY' }, entity(24, { fields: [{ id: 'f1', name: 'name', type: 'text', options: { pattern: '^(a+)+$' } }] })),
  row({ row: 'D8', title: 'a role that sees all, of a designer', path: '', code: 'RIGHT_MISSING', as: 'designer' }, { ...head('role', 25, 'sees_all'), label: 'Sees all', grants: [], all: true } as never),
  row({ row: 'D9', title: 'a field named constructor', path: '/fields/0/name', code: 'RESERVED_NAME', at: 'publish' }, entity(12, { fields: [{ id: 'f1', name: 'constructor', type: 'text' }] })),
  row({ row: 'D9', title: 'a column that is more than a name', path: '/fields/0/column', code: 'BAD_NAME' }, entity(13, { fields: [{ id: 'f1', name: 'name', column: 'x`; drop table d_customer; --', type: 'text' }] })),
  row({ row: 'M4', title: 'a key that no schema knows', path: '/hook', code: 'UNKNOWN_KEY' }, entity(14, { hook: 'require("fs")' })),
  row({ row: 'D2', title: 'formulas in a circle', path: '/fields/1', code: 'FORMULA_CIRCLE', at: 'publish' }, entity(15, { fields: [{ id: 'f1', name: 'name', type: 'text' }, formula('a', 'b + 1'), formula('b', 'a + 1')] })),
  row({ row: 'D2', title: 'a dataset that reads itself', path: '/source', code: 'DATASET_CIRCLE', at: 'publish' }, dataset(16, 'ouroboros', { type: 'dataset', name: 'ouroboros' })),
  row({ row: 'D2', title: 'a reference to what is not there', path: '/fields/1/options/target', code: 'UNKNOWN_ENTITY', at: 'publish' }, entity(17, { fields: [{ id: 'f1', name: 'name', type: 'text' }, { id: 'f2', name: 'to', type: 'lookup', options: { target: 'nowhere' } }] })),
  row({ row: 'C6', title: 'a formula that reaches for a constructor', path: '/fields/1/options/expression', code: 'UNEXPECTED', at: 'publish' }, entity(18, { fields: [{ id: 'f1', name: 'name', type: 'text' }, formula('a', '"".constructor.constructor("return process")()')] })),
  row({ row: 'C6', title: 'a cell that calls what is no function', path: '/sheet/cells/A1', code: 'UNKNOWN_FUNCTION', at: 'publish' }, report(19, { sheet: { cells: { A1: { formula: 'fetch("http://169.254.169.254")' } } } })),
  row({ row: 'C3', title: 'SQL that deletes', path: '/source/sql', code: 'DATASET_SQL' }, dataset(20, 'wipe', { type: 'sql', sql: 'WITH x AS (select 1 as a) DELETE FROM customer' })),
  row({ row: 'C11', title: 'a chart that reads a file', path: '/widgets/0/options/spec/data/url', code: 'UNSAFE_SPEC' }, { ...head('dashboard', 21, 'board_21'), label: 'B', datasets: [{ name: 'S', source: { type: 'rows', columns: ['month'], rows: [[1]] } }], widgets: [{ id: 'w1', type: 'chart', x: 0, y: 0, w: 6, h: 4, dataset: 'S', options: { chart: 'vega', spec: { mark: 'bar', data: { url: 'file:///etc/passwd' } } } }] } as never),
  row({ row: 'B12', title: 'a template with a helper of its own', path: '/body', code: 'TEMPLATE_NO_HELPER', at: 'publish' }, { ...head('print_template', 22, 'letter_22'), entity: 'customer', body: '{{lookup this "constructor"}}' } as never),
  row({ row: 'D9', title: 'a name that leaves the folder', path: '/name', code: 'BAD_NAME', file: 'entity/thing_23.json' }, entity(23, { name: '../../server/thing' }) as never),
]; // prettier-ignore
