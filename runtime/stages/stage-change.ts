/**
 * A record moved into another stage from outside of its form: what the stage demands is asked for first, and what was there
 * before is kept, so that the move can be taken back whole.
 */
import type { Entity } from '../../metadata/model/model.js';
import { demanded, follow, followers, pipelinesOf, stageOf } from '../../metadata/rules/pipeline.js';
import type { PipelineDocument } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty, type WireRecord } from '../data/record.js';
import { labelOf } from '../data/search-references.js';
import type { Host } from '../host/host.js';
import { fieldRefusal } from '../list/edit/cell-permission.js';
import { recordPath } from '../record/save-record.js';
import '../ui/later-strings.js';

type Values = Readonly<Record<string, unknown>>;

export interface StageChange {
  /** The change with what was asked for, as a body carries it. */
  readonly values: Values;
  /** A body that takes it back. */
  readonly undo: Values;
}

export interface StagePlace {
  readonly host: Host;
  readonly entity: Entity;
  /** Dialogs are put in here. */
  readonly root: ParentNode;
}

/** Pipelines that a change moves a record in. */
export const pipelinesIn = (entity: Entity, values: Values): readonly PipelineDocument[] =>
  pipelinesOf(entity).filter(({ field }) => field in values);

/** Undefined when the person was asked and would not. Throws ApiFailure. */
export async function prepareMove(place: StagePlace, id: string, values: Values): Promise<StageChange | undefined> {
  const { host, entity, root } = place;
  const record = await host.api.get<WireRecord>(recordPath(entity.name, id));
  const moved = pipelinesIn(entity, values);
  const missing = missingFields(place, record, values);
  let body = values;
  if (missing.length > 0) {
    const { askStage } = await import('./stage-dialog.js');
    const name = labelOf(record, entity.nameFields);
    const answer = await askStage({ host, entity, record, name, stage: stageWord(place, moved[0]!, values), values, missing, root }); // prettier-ignore
    if (!answer) return undefined;
    body = { ...values, ...answer };
  }
  const names = [...Object.keys(body), ...moved.flatMap(followers)];
  return { values: body, undo: Object.fromEntries(names.flatMap((name) => bodyBefore(place, record, name))) };
}

/** What the stage demands and the record will not have; none where the person could not fill all of it in: the server says. */
function missingFields({ host, entity }: StagePlace, record: WireRecord, values: Values): readonly string[] {
  const after = { ...record, ...values };
  const made = follow(entity, { before: record, values: after, isStated: () => false }, momentless);
  const lacking = [...demanded(entity, after)].filter((name) => isEmpty({ ...after, ...made }[name]));
  const isOpen = (name: string): boolean => {
    const field = entity.fields.get(name);
    return field !== undefined && fieldRefusal(host, entity.name, field) === undefined;
  };
  return lacking.every(isOpen) ? lacking : [];
}

/** Only whether a value follows counts here. */
const momentless = { today: () => '2000-01-01', now: () => '2000-01-01T00:00:00.000Z' };

function bodyBefore({ host, entity }: StagePlace, record: WireRecord, name: string): [string, unknown][] {
  const field = entity.fields.get(name);
  if (!field || fieldRefusal(host, entity.name, field) !== undefined) return [];
  const { toBody } = host.fields.get(field.type.id);
  const value = record[name] ?? null;
  return [[name, value === null || !toBody ? value : (toBody(value, field) ?? null)]];
}

function stageWord({ host, entity }: StagePlace, pipeline: PipelineDocument, values: Values): string {
  const code = stageOf(pipeline, values[pipeline.field])?.value ?? '';
  const dictionary = host.app.model.dictionaries.get(entity.fields.get(pipeline.field)?.dictionary ?? '');
  return host.i18n.label(dictionary?.values.get(code)?.label, code);
}

/** The same, giving what the server has against reading the record. */
export async function tryMove(
  place: StagePlace,
  id: string,
  values: Values,
): Promise<StageChange | ApiFailure | undefined> {
  try {
    return await prepareMove(place, id, values);
  } catch (error) {
    if (error instanceof ApiFailure) return error;
    throw error;
  }
}
