/** Makes the port of a view mode: requests within the list's conditions, single changes, words of the list. */
import { nothing } from 'lit';
import type { ViewMode } from '../../../metadata/contributions.js';
import type { Entity } from '../../../metadata/model/model.js';
import type { ViewDocument } from '../../../metadata/schema/entity.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { ApiFailure } from '../../data/api-client.js';
import { isEmpty, readPath, type RecordPage, type WireRecord } from '../../data/record.js';
import { pluralOf } from '../../host/entity-words.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import type { ModeColumn, ModeGroup, ModePage, ModePort } from '../../host/view-modes.js';
import { recordPath } from '../../record/save-record.js';
import type { MenuItem } from '../../ui/menu.js';
import type { Column } from '../columns.js';
import { fieldRefusal } from '../edit/cell-permission.js';
import type { ListRequest } from '../list-source.js';
import { requestFilter, sortText } from '../list-state.js';

export interface ModePlace {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly entity: Entity;
  readonly view: ViewDocument;
  readonly mode: ViewMode;
  readonly columns: readonly Column[];
  readonly request: ListRequest;
  look(id: string): void;
  menu(cause: HTMLElement, name: string, items: readonly MenuItem[]): void;
  failed(error: ApiFailure): void;
}

/** Groups that are asked for. */
const mostGroups = 200;

/** Everything a mode may do, bound to one list. */
export function createPort(place: ModePlace): ModePort {
  const { host, fieldHost, entity, view, mode } = place;
  const { i18n } = host;
  const options = view.options ?? {};
  const columns = place.columns.map(({ path, label }) => ({ ...columnAt(place, path)!, label }));
  const needs = mode.needs(options, columns.map((column) => column.path)); // prettier-ignore
  const seen = needs.fields.filter((path) => host.app.path(entity.name, path) !== undefined);
  const names = entity.nameFields.filter((path) => host.app.path(entity.name, path) !== undefined);
  const naming = columnAt(place, names[0] ?? columns[0]?.path ?? 'id');
  return {
    ...{ entity, options, needs, columns, host: fieldHost },
    label: pluralOf(host, entity),
    filtered: requestFilter([place.request.filter]) !== undefined,
    timeZone: fieldHost.context.timeZone,
    column: (path) => columnAt(place, path),
    nameOf: (row) => naming?.text(row) || i18n.t('record.unnamed'),
    rows: (page) => fetchRows(place, [...new Set([...names, ...seen])], page),
    groups: (within) => (needs.groups ? fetchGroups(place, needs.groups, within) : Promise.resolve([])),
    refusal(path) {
      const field = entity.fields.get(path);
      const key = field ? fieldRefusal(host, entity.name, field) : 'cell.elsewhere';
      return key && i18n.t(key, { field: field ? i18n.label(field.label, path) : path });
    },
    change: (row, values) => changeFields(place, row, values),
    done: (text, undo) => host.toasts.show({ text, action: { label: i18n.t('common.undo'), run: undo } }),
    refuse: (text) => host.toasts.show({ text, tone: 'bad' }),
    announce: (text) => host.announce(text),
    look: (id) => place.look(id),
    menu: (cause, name, items) => place.menu(cause, name, items),
    failed(error) {
      if (!(error instanceof ApiFailure)) throw error;
      place.failed(error);
    },
  };
}

function columnAt({ host, fieldHost, entity }: ModePlace, path: string): ModeColumn | undefined {
  const found = host.app.path(entity.name, path);
  if (!found) return undefined;
  const { field } = found;
  const fieldView = host.fields.get(field.type.id);
  const unit = fieldView.unit?.(field, fieldHost);
  const valued = (row: WireRecord) => !isEmpty(readPath(row, path));
  return {
    path,
    field,
    label: host.i18n.label(field.label, field.name),
    display: (row) => (valued(row) ? fieldView.display(readPath(row, path), field, fieldHost) : nothing),
    text: (row) => (valued(row) ? fieldView.text(readPath(row, path), field, fieldHost) : ''),
    figure(value) {
      const text = fieldView.text(value ?? 0, field, fieldHost);
      return unit && !text.startsWith(unit) ? `${unit} ${text}` : text;
    },
  };
}

async function fetchRows(
  { host, request }: ModePlace,
  fields: readonly string[],
  { within, offset = 0, limit }: ModePage,
): Promise<RecordPage> {
  const filter = requestFilter([request.filter, within]);
  return host.api.get<RecordPage>(`/records/${encodeURIComponent(request.entity)}`, {
    fields: fields.join(','),
    filter: filter === undefined ? undefined : JSON.stringify(filter),
    sort: request.sort.length === 0 ? undefined : sortText(request.sort),
    limit,
    offset,
  });
}

interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

async function fetchGroups(
  { host, request }: ModePlace,
  { by, sums }: { readonly by: string; readonly sums: readonly string[] },
  within: Filter | undefined,
): Promise<readonly ModeGroup[]> {
  const where = requestFilter([request.filter, within]);
  const shown = sums.map((path) => host.app.path(request.entity, path) !== undefined);
  const answer = await host.api.post<Answer>('/query', {
    entity: request.entity,
    select: [
      { path: by, as: 'g' },
      { aggregate: 'count', as: 'n' },
      ...sums.flatMap((path, index) => (shown[index] ? [{ path, aggregate: 'sum', as: `s${index}` }] : [])),
    ],
    ...(where ? { where } : {}),
    sort: [{ by: 'g' }],
    limit: mostGroups,
  });
  return answer.rows.map((row) => ({
    value: row['g'] === null || row['g'] === undefined ? null : String(row['g']),
    label: typeof row['g_label'] === 'string' ? row['g_label'] : undefined,
    count: Number(row['n'] ?? 0),
    sums: sums.map((_, index) => row[`s${index}`]),
  }));
}

async function changeFields(
  { host, entity }: ModePlace,
  row: WireRecord,
  values: Readonly<Record<string, unknown>>,
): Promise<WireRecord | string> {
  try {
    const { body } = await host.api.request<WireRecord>('PATCH', recordPath(entity.name, row.id), {
      body: values,
      version: row.version,
    });
    host.records.forget();
    return body;
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return refusalText(host, Object.keys(values)[0] ?? '', error);
  }
}

/** What the server has against a change, naming the field that it is about. */
function refusalText({ i18n }: Host, path: string, failure: ApiFailure): string {
  if (failure.status === 0) return i18n.t('error.NETWORK');
  if (failure.code === 'VERSION_CONFLICT') return i18n.t('cell.conflict');
  const details = Array.isArray(failure.details) ? (failure.details as Record<string, unknown>[]) : [];
  const first = details.find((each) => each['path'] === `/${path}`) ?? details[0];
  return typeof first?.['message'] === 'string' ? first['message'] : failure.message;
}
