/** The nodes of a form as they stand on paper: heads, fields side by side, tables; what shows nothing is left out. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { isEmpty, NO_VALUE } from '../data/record.js';
import { listColumns } from '../list/columns.js';
import { fieldState, type FormContext } from '../record/form-context.js';
import { isWideField } from '../record/wide-field.js';
import { paragraph, printTable, type PrintDesk, type PrintRow } from './print-sheet.js';

export type Node<T extends FormNode['type']> = Extract<FormNode, { type: T }>;
/** Rows of the related lists by the id of their block. */
export type Related = ReadonlyMap<string, { readonly rows: readonly PrintRow[]; readonly total: number }>;

export interface Printing extends PrintDesk {
  readonly form: FormContext;
  readonly related: Related;
}

/** Rows of a sub-table that a record's answer holds. */
const mostHeld = 100;

interface Part {
  readonly label: string;
  readonly isTab: boolean;
  readonly nodes: readonly FormNode[];
}

/** A tab or section with its head; without anything to show it is left out. Fields that stand together are one grid. */
export function printSection({ label, isTab, nodes }: Part, printing: Printing): TemplateResult | typeof nothing {
  // What stands alone under a head needs none of its own.
  const isAlone = label !== '' && nodes.length === 1;
  const blocks: unknown[] = [];
  let fields: unknown[] = [];
  const close = (): void => {
    if (fields.length > 0) blocks.push(html`<dl class="fields">${fields}</dl>`);
    fields = [];
  };
  for (const node of nodes) {
    const block = node.type === 'field' ? field(node, printing) : other(node, printing, isAlone);
    if (block === nothing) continue;
    if (node.type === 'field') {
      fields.push(block);
      continue;
    }
    close();
    blocks.push(block);
  }
  close();
  if (blocks.length === 0) return nothing;
  const head = label === '' ? nothing : isTab ? html`<h2>${label}</h2>` : html`<h3>${label}</h3>`;
  return html`<section>${head}${blocks}</section>`;
}

function other(node: FormNode, printing: Printing, isAlone: boolean): unknown {
  const { form, host } = printing;
  const condition = 'visibleIf' in node ? node.visibleIf : undefined;
  if (condition && form.rules && !form.rules.isVisible(form.entity, [condition], form.draft.values)) return nothing;
  if (node.type === 'section') {
    const label = isAlone ? '' : host.i18n.label(node.label);
    return printSection({ label, isTab: false, nodes: node.nodes as readonly FormNode[] }, printing);
  }
  if (node.type === 'subTable') return subTable(node, printing, isAlone);
  return node.type === 'related' ? relatedList(node, printing, isAlone) : nothing;
}

function field(node: Node<'field'>, { form, host, fieldHost }: Printing): unknown {
  const found = form.entity.fields.get(node.field);
  if (!found) return nothing;
  const state = fieldState(form, found, node);
  if (!state.visible) return nothing;
  const value = form.draft.get(found.name);
  const view = host.fields.get(found.type.id);
  const unit = view.unit?.(found, fieldHost);
  const show = view.page ?? (unit ? view.display : view.text);
  const shown = isEmpty(value) ? NO_VALUE : state.masked ? String(value) : show.call(view, value, found, fieldHost);
  const label = host.i18n.label(node.label ?? found.label, found.name);
  return html`<div class=${isWideField(found) && !found.parts ? 'wide' : ''}>
    <dt>${label}${unit && !isEmpty(value) ? `, ${unit}` : ''}</dt>
    <dd>${shown}</dd>
  </div>`;
}

function subTable(node: Node<'subTable'>, printing: Printing, isAlone: boolean): unknown {
  const { form, host } = printing;
  const own = form.entity.fields.get(node.field);
  const entity = host.app.entity(own?.children?.entity ?? '');
  if (!own || !entity || !fieldState(form, own, node).visible) return nothing;
  const held = (form.draft.get(own.name) ?? []) as readonly PrintRow[];
  const whole = printing.related.get(node.id);
  const isCut = !whole && held.length >= mostHeld && form.draft.base?.['more'] === true;
  const columns = node.columns.map(({ field: path }) => ({ path }));
  const label = host.i18n.label(node.label ?? own.label, own.name);
  const totals = (node.totals ?? []).map((name) => field({ id: name, type: 'field', field: name }, printing));
  return html`${block(printing, { label, isAlone, entity, columns, ...(whole ?? { rows: held, total: held.length }) })}
  ${paragraph(isCut ? host.i18n.t('print.some') : '')}
  ${totals.some((total) => total !== nothing) ? html`<dl class="totals">${totals}</dl>` : nothing}`;
}

function relatedList(node: Node<'related'>, printing: Printing, isAlone: boolean): unknown {
  const entity = printing.host.app.entity(node.entity);
  const found = printing.related.get(node.id);
  if (!entity || !found || found.total === 0) return nothing;
  const label = printing.host.i18n.label(node.label ?? entity.plural, entity.name);
  return block(printing, { label, isAlone, entity, columns: node.columns, ...found });
}

interface Block {
  readonly label: string;
  /** The label stands above already. */
  readonly isAlone: boolean;
  readonly entity: Entity;
  readonly columns: readonly { readonly path: string }[];
  readonly rows: readonly PrintRow[];
  readonly total: number;
}

function block(printing: Printing, { label, isAlone, entity, columns: asked, rows, total }: Block) {
  const { host, fieldHost } = printing;
  const more = total - rows.length;
  const columns = listColumns(host, fieldHost, entity, undefined, { columns: [...asked] });
  return html`<section>
    ${isAlone ? nothing : html`<h3>${label}</h3>`}
    ${rows.length === 0 ? paragraph(host.i18n.t('print.none')) : printTable(printing, { name: label, columns, rows })}
    ${paragraph(more > 0 ? host.i18n.t('print.more', { count: more }) : '')}
  </section>`;
}
