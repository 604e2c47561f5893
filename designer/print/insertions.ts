/** What the palette writes into a template: a field as its type is printed, a table of rows, the helpers. Pure. */
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { stepAlong } from '../../metadata/print/step.js';
import { isObject } from '../json/schema-walk.js';

/** Helpers by the type of a field; others are written as they are. */
const helperOf: Readonly<Record<string, string>> = {
  date: 'date',
  datetime: 'date',
  time: 'time',
  money: 'money',
  percent: 'percent',
  decimal: 'number',
  integer: 'number',
  longText: 'lines',
  richText: 'rich',
  markdown: 'lines',
  address: 'address',
};

/** Types whose values stand at the right of a column. */
const figures: ReadonlySet<string> = new Set(['money', 'percent', 'decimal', 'integer', 'rollUp']);

/** Of what reads elsewhere, a formula or a sum: by the kind of its value. */
function helperFor({ type, valueType, document }: Field): string | undefined {
  if (helperOf[type.id]) return helperOf[type.id];
  if (isObject(document.options) && document.options['money'] === true) return 'money';
  const byValue: Readonly<Record<string, string>> = { number: 'number', date: 'date', datetime: 'date' };
  return byValue[valueType];
}

/** Whether a template may print it: not what never leaves the server, nor rows, which are a table. */
export const isPrinted = ({ sealed, children, links, targets, valueType }: Field): boolean =>
  !sealed && !children && !links && !targets && valueType !== 'json';

export function fieldText(field: Field, path: string): string {
  const helper = helperFor(field);
  return helper ? `{{${helper} ${path}}}` : `{{${path}}}`;
}

/** Its name in the language of the document, and its value: a line of a block of facts. */
export const factText = (field: Field, path: string): string => `<p>{{label ${path}}}: ${fieldText(field, path)}</p>\n`;

export interface RowsOf {
  /** As it is written: a field, or `<entity>_<look-up>`. */
  readonly path: string;
  readonly entity: Entity;
  readonly field: Field;
}

/** Rows that a record has: those of its fields, and those that point to it. */
export function rowsOf(model: Model, entity: Entity): readonly RowsOf[] {
  const names = [...entity.fields.values()].filter(({ children, links }) => children ?? links).map(({ name }) => name);
  return [...new Set([...names, ...entity.relations.keys()])].flatMap((path) => {
    const field = stepAlong(model, entity, [path])?.field;
    const rows = model.entities.get(field?.children?.entity ?? field?.links?.target ?? '');
    return field && rows && !rows.link ? [{ path, entity: rows, field }] : [];
  });
}

/** At most this many columns fit on a page beside each other. */
const mostColumns = 6;

/** Columns of the rows that are worth printing: their own fields in their order, without the way back. */
export function columnsOf(rows: Entity, pointer?: string): readonly Field[] {
  const own = [...rows.fields.values()].filter((field) => !field.system && !field.partOf && field.name !== pointer && isPrinted(field)); // prettier-ignore
  return own.filter(({ type }) => type.id !== 'position').slice(0, mostColumns);
}

export function tableText(rows: Pick<RowsOf, 'path'>, columns: readonly Field[], labelPath = rows.path): string {
  const kind = (field: Field) => (figures.has(field.type.id) || field.valueType === 'number' ? ' class="figure"' : '');
  const heads = columns.map((field) => `<th${kind(field)}>{{label ${labelPath}.${field.name}}}</th>`);
  const cells = columns.map((field) => `<td${kind(field)}>${fieldText(field, field.name)}</td>`);
  return `<table class="lines">
<thead>
<tr>${heads.join('')}</tr>
</thead>
{{#each ${rows.path}}}
<tr>${cells.join('')}</tr>
{{/each}}
</table>
`;
}

/** What stands in the text without a field; `^` is where the caret goes. */
export const snippets = {
  heading: '<h1>^</h1>\n',
  paragraph: '<p>^</p>\n',
  today: '{{date @today}}',
  site: '{{@site.title}}',
  author: '{{@user.name}}',
  page: '{{@page}} / {{@pages}}',
  number: '{{@number}}',
  choose: '{{choose en="^" zh-CN="" zh-TW="" es=""}}',
  condition: '{{#if ^}}\n{{/if}}\n',
  line: '<hr>\n',
  keep: '<div class="keep">\n^\n</div>\n',
} as const;
export type SnippetName = keyof typeof snippets;

/** Text and where the caret stands in it. */
export function placed(text: string): { readonly text: string; readonly caret: number } {
  const at = text.indexOf('^');
  return at < 0 ? { text, caret: text.length } : { text: text.slice(0, at) + text.slice(at + 1), caret: at };
}
