/** The foot of a list page as templates: selected, count, age, sums; and the bar with what may be done to the selected. */
import { html, nothing } from 'lit';
import { isEmpty } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import type { Column } from './columns.js';

export interface ListFoot {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly columns: readonly Column[];
  readonly sums: ReadonlyMap<string, unknown>;
  /** "Customers" inside a sentence. */
  readonly things: string;
  readonly selected: number;
  readonly total: number | undefined;
  readonly loadedAt: Date | undefined;
  /** The rows shown are older: the server did not answer. */
  readonly stale: boolean;
  again(): void;
}

export function listFoot(foot: ListFoot) {
  const { i18n } = foot.host;
  const { total, loadedAt } = foot;
  const words = [
    ...(foot.selected > 0 ? [i18n.t('list.selected', { count: foot.selected })] : []),
    ...(total === undefined ? [] : [i18n.t('list.total', { count: total, things: foot.things })]),
    ...(loadedAt ? [i18n.t('list.updated', { when: i18n.formats.ago(loadedAt.toISOString(), foot.host.now()) })] : []),
  ];
  return html`<footer class="foot">
    <span role="status">${words.join(' · ')}</span>
    ${
      foot.stale
        ? html`<span class="stale"
            >${icon('triangle-alert', 's')}${i18n.t('list.stale')}
            <button type="button" class="linkish" @click=${() => foot.again()}>
              ${i18n.t('common.tryAgain')}
            </button></span
          >`
        : nothing
    }
    <span class="sp"></span>
    ${foot.columns
      .filter((column) => column.aggregate && !isEmpty(foot.sums.get(column.path)))
      .map((column) => sum(foot, column))}
  </footer>`;
}

function sum({ host, fieldHost, sums }: ListFoot, column: Column) {
  const name = host.i18n.label(column.field.label, column.path);
  return html`<span
    >${host.i18n.t(`aggregate.${column.aggregate!}`, { name })}
    <b>${column.view.text(sums.get(column.path), column.field, fieldHost)}</b></span
  >`;
}

export interface BulkActions {
  /** Selects all rows of the filter; absent when they are. */
  readonly all?: { readonly total: number; run(): void } | undefined;
  /** Absent where the person may not. */
  readonly owner?: (() => void) | undefined;
  readonly change?: (() => void) | undefined;
  readonly merge?: (() => void) | undefined;
  readonly print?: (() => void) | undefined;
  readonly remove?: (() => void) | undefined;
  clear(): void;
}

export function bulkBar(host: Host, count: number, actions: BulkActions) {
  const { i18n } = host;
  const { all } = actions;
  const act = (name: string, label: string, run: (() => void) | undefined) =>
    run ? html`<button type="button" @click=${run}>${icon(name, 's')}${label}</button>` : nothing;
  return html`<div class="bulk" role="toolbar" aria-label=${i18n.t('list.bulk')}>
    <span class="n">${i18n.t('list.selected', { count })}</span>
    ${
      all
        ? html`<button type="button" @click=${() => all.run()}>
            ${i18n.t('list.selectWhole', { count: i18n.formats.number(all.total) })}
          </button>`
        : nothing
    }
    ${act('user', i18n.t('bulk.owner'), actions.owner)} ${act('pencil', i18n.t('bulk.change'), actions.change)}
    ${act('layers', i18n.t('merge.open'), actions.merge)} ${act('printer', i18n.t('bulk.print'), actions.print)}
    ${act('trash-2', i18n.t('common.delete'), actions.remove)}
    <button
      type="button"
      aria-label=${i18n.t('list.selectNone')}
      data-tip=${i18n.t('list.selectNone')}
      @click=${() => actions.clear()}
    >
      ${icon('x', 's')}
    </button>
  </div>`;
}
