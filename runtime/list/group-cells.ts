/** Cells of the head of a group as templates: its name and count, which open it, and the figures of its columns. */
import { html, nothing } from 'lit';
import { isEmpty } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import type { Column } from './columns.js';
import type { GroupHead } from './grid-pages.js';

export function groupCell(host: Host, group: GroupHead, isOpen: boolean) {
  // No button: the cell itself takes clicks, focus and keys, and the row says whether it is open.
  return html`<span class="grouphead" style="padding-left:${group.level * 16}px">
    ${icon(isOpen ? 'chevron-down' : 'chevron-right', 's')}<span class="clip">${group.label}</span>
    <span class="t3">${host.i18n.t('list.groupCount', { count: group.count })}</span>
  </span>`;
}

export function groupFigure(fieldHost: FieldHost, column: Column, group: GroupHead) {
  const value = group.figures.get(column.path);
  if (isEmpty(value)) return nothing;
  return html`<span class="cell ${column.align} strong">${column.view.display(value, column.field, fieldHost)}</span>`;
}
