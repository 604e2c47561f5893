/** A list on paper: its name, what it is filtered by, the columns that the person has chosen, a thousand rows at most. */
import { html } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import { pluralOf } from '../host/entity-words.js';
import { columnSetting } from '../list/chosen-columns.js';
import { filterSentence } from '../list/filter-sentence.js';
import { planList, viewOf } from '../list/list-request.js';
import { listHref, readListState } from '../list/list-state.js';
import { paragraph, printedBy, printTable, type PrintDesk, type PrintRow, type PrintSheet } from './print-sheet.js';

/** More columns lie across the paper. */
const mostUpright = 6;

export async function loadListSheet(
  desk: PrintDesk,
  entity: Entity,
  query: Readonly<Record<string, string>>,
): Promise<PrintSheet> {
  const { host, fieldHost } = desk;
  const state = readListState(query);
  const view = viewOf(host, entity.name, state);
  const plan = planList(host, fieldHost, entity, state, columnSetting(host, entity.name, view?.name));
  const { columns, request } = plan;
  const { filter, sort } = request;
  const { rows, total } = await host.api.post<{ readonly rows: readonly PrintRow[]; readonly total: number }>(
    `/records/${encodeURIComponent(entity.name)}/print`,
    { columns: columns.map(({ path }) => ({ path })), ...(filter ? { filter } : {}), sort },
  );
  const things = pluralOf(host, entity);
  const title = view ? `${things}: ${host.i18n.label(view.label, view.name)}` : things;
  const place = { host, fieldHost, entity: entity.name };
  const isFiltered = filter !== undefined && !('and' in filter && filter.and.length === 0);
  return {
    title,
    back: listHref(entity.name, state),
    isWide: columns.length > mostUpright,
    content: html`<header>
        <h1>${title}</h1>
        ${paragraph(isFiltered ? filterSentence(place, filter) : '')}
        ${paragraph(`${host.i18n.t('print.rows', { count: total })} · ${printedBy(desk)}`)}
        ${paragraph(rows.length < total ? host.i18n.t('print.cut', { shown: rows.length, total }) : '', 'cut')}
      </header>
      ${rows.length === 0 ? paragraph(host.i18n.t('print.none')) : printTable(desk, { name: title, columns, rows })}`,
  };
}
