/** Makes the port of a view mode: what it may ask and do, bound to one list. */
import { nothing } from 'lit';
import type { ViewMode } from '../../../metadata/contributions.js';
import type { Entity } from '../../../metadata/model/model.js';
import { pipelinesOf } from '../../../metadata/rules/pipeline.js';
import type { ViewDocument } from '../../../metadata/schema/entity.js';
import { ApiFailure } from '../../data/api-client.js';
import { isEmpty, readPath, type WireRecord } from '../../data/record.js';
import { pluralOf } from '../../host/entity-words.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import type { ModeColumn, ModePort } from '../../host/view-modes.js';
import type { MenuItem } from '../../ui/menu.js';
import type { Column } from '../columns.js';
import { fieldRefusal } from '../edit/cell-permission.js';
import { countRecords, type ListRequest } from '../list-source.js';
import { requestFilter } from '../list-state.js';
import { changeRecord } from './change-record.js';
import { fetchGroups, fetchRows } from './mode-requests.js';

export interface ModePlace {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly entity: Entity;
  readonly view: ViewDocument;
  readonly mode: ViewMode;
  readonly columns: readonly Column[];
  readonly request: ListRequest;
  /** Dialogs are put in here. */
  readonly root: ParentNode;
  look(id: string): void;
  askFilter(path: string, cause: HTMLElement): void;
  go(place: string, replaces: boolean): void;
  menu(cause: HTMLElement, name: string, items: readonly MenuItem[]): void;
  /** A record was made here. */
  made(id: string): void;
  failed(error: ApiFailure): void;
}

/** Everything a mode may do, bound to one list. */
export function createPort(place: ModePlace): ModePort {
  const { host, fieldHost, entity, view, mode } = place;
  const { i18n } = host;
  const options = view.options ?? {};
  const columns = place.columns.map(({ path, label }) => ({ ...columnAt(place, path)!, label }));
  const needs = mode.needs(options, columns.map((column) => column.path)); // prettier-ignore
  // How long a record has stood in its stage is told from since when it has.
  const since = pipelinesOf(entity).flatMap((each) => (needs.fields.includes(each.field) ? (each.since ?? []) : []));
  const seen = [...needs.fields, ...since].filter((path) => host.app.path(entity.name, path) !== undefined);
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
    groups: (within) =>
      needs.groups ? fetchGroups(place, needs.groups, within) : Promise.resolve({ groups: [], left: 0 }),
    count: (within) => countRecords(host, entity.name, requestFilter([place.request.filter, within])),
    refusal(path) {
      const field = entity.fields.get(path);
      const key = field ? fieldRefusal(host, entity.name, field) : 'cell.elsewhere';
      return key && i18n.t(key, { field: field ? i18n.label(field.label, path) : path });
    },
    maker(paths) {
      const mayGive = (path: string): boolean => {
        const field = entity.fields.get(path);
        return field !== undefined && !field.computed && host.app.fieldClass(field) === 'write';
      };
      if (!host.app.access(entity.name)?.create || !paths.every(mayGive)) return undefined;
      return (given) =>
        void host.asides.quickCreate({ entity: entity.name, given }).then((made) => made && place.made(made.id));
    },
    change: (row, values) => changeRecord(place, row, values),
    askFilter: (path, cause) => place.askFilter(path, cause),
    go: (at, replaces = false) => place.go(at, replaces),
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
    unit,
    display: (row) => (valued(row) ? fieldView.display(readPath(row, path), field, fieldHost) : nothing),
    text: (row) => (valued(row) ? fieldView.text(readPath(row, path), field, fieldHost) : ''),
    figure(value) {
      const text = fieldView.text(value ?? 0, field, fieldHost);
      return unit && !text.startsWith(unit) ? `${unit} ${text}` : text;
    },
  };
}
