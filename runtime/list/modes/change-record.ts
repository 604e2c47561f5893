/**
 * A change of one record from a view mode: sent on the version that was seen. Where somebody else changed the same fields in
 * the meantime, the dialog of the form asks for each; the choice is sent on their version.
 */
import type { Entity } from '../../../metadata/model/model.js';
import { ApiFailure } from '../../data/api-client.js';
import { isReference, type WireRecord } from '../../data/record.js';
import { searchReferences } from '../../data/search-references.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import type { ModeChange } from '../../host/view-modes.js';
import type { Conflict, TrConflictDialog } from '../../record/conflict-dialog.js';
import { recordPath } from '../../record/save-record.js';
import { pipelinesIn, tryMove } from '../../stages/stage-change.js';

type Values = Readonly<Record<string, unknown>>;

export interface ChangePlace {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly entity: Entity;
  /** The dialog is put in here. */
  readonly root: ParentNode;
}

/** What a stage demands is asked for before. Throws only our own mistakes. */
export async function changeRecord(place: ChangePlace, row: WireRecord, values: Values): Promise<ModeChange> {
  if (pipelinesIn(place.entity, values).length === 0) return send(place, row, values);
  const move = await tryMove(place, row.id, values);
  if (!move) return { kind: 'kept' };
  if (move instanceof ApiFailure) return { kind: 'refused', reason: refusalText(place.host, '', move) };
  const answer = await send(place, row, move.values);
  return answer.kind === 'changed' ? { ...answer, undo: move.undo } : answer;
}

async function send(place: ChangePlace, row: WireRecord, values: Values): Promise<ModeChange> {
  const { host, entity } = place;
  const path = recordPath(entity.name, row.id);
  try {
    const { body } = await host.api.request<WireRecord>('PATCH', path, { body: values, version: row.version });
    host.records.forget();
    return { kind: 'changed', record: body };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.code === 'VERSION_CONFLICT') return settle(place, row, values, error);
    return { kind: 'refused', reason: refusalText(host, Object.keys(values)[0] ?? '', error) };
  }
}

async function settle(place: ChangePlace, row: WireRecord, values: Values, failure: ApiFailure): Promise<ModeChange> {
  const { host, entity } = place;
  try {
    const theirs = await host.api.get<WireRecord>(recordPath(entity.name, row.id));
    const named = Object.keys((failure.details as { readonly fields?: object } | undefined)?.fields ?? {});
    const fields = named.filter((name) => name in values);
    const by = theirs['updated_by'];
    const dropped = await askConflict(place, {
      entity,
      fields: fields.length > 0 ? fields : Object.keys(values),
      base: row,
      theirs,
      mine: await namedValues(place, values),
      who: isReference(by) ? by.label : host.i18n.t('record.someone'),
      at: String(theirs['updated_at'] ?? host.now().toISOString()),
    });
    if (!dropped) return { kind: 'refused', reason: host.i18n.t('cell.conflict') };
    const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !dropped.includes(name)));
    if (Object.keys(rest).length === 0) return { kind: 'kept' };
    return await send(place, theirs, rest);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { kind: 'refused', reason: refusalText(host, Object.keys(values)[0] ?? '', error) };
  }
}

/** The fields where theirs stays; undefined when the dialog was left. */
async function askConflict({ host, fieldHost, root }: ChangePlace, conflict: Conflict) {
  await import('../../record/conflict-dialog.js');
  const dialog = document.createElement('tr-conflict-dialog') as TrConflictDialog;
  dialog.host = host;
  dialog.fieldHost = fieldHost;
  dialog.conflict = conflict;
  root.append(dialog);
  const answer = new Promise<readonly string[] | undefined>((resolve) => {
    dialog.addEventListener('tr-resolved', (event) => resolve((event as CustomEvent<readonly string[]>).detail));
    dialog.addEventListener('tr-closed', () => resolve(undefined));
  });
  await dialog.open();
  const dropped = await answer;
  dialog.remove();
  return dropped;
}

/** Look-ups are sent as ids and read by their names. */
async function namedValues({ host, entity }: ChangePlace, values: Values): Promise<Values> {
  const named = Object.entries(values).map(async ([name, value]) => {
    const target = entity.fields.get(name)?.target;
    if (target === undefined || typeof value !== 'string') return [name, value] as const;
    const only = { field: 'id', op: 'eq', value } as const;
    const { rows } = await searchReferences(host, target, '', { offset: 0, limit: 1 }, only);
    return [name, rows[0] ?? { id: value, label: value }] as const;
  });
  return Object.fromEntries(await Promise.all(named));
}

/** What the server has against a change, naming the field that it is about. */
function refusalText({ i18n }: Host, path: string, failure: ApiFailure): string {
  if (failure.status === 0) return i18n.t('error.NETWORK');
  const details = Array.isArray(failure.details) ? (failure.details as Record<string, unknown>[]) : [];
  const first = details.find((each) => each['path'] === `/${path}`) ?? details[0];
  return typeof first?.['message'] === 'string' ? first['message'] : failure.message;
}
