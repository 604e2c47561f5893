/**
 * Pipelines: what a stage makes of the fields that follow it, what it demands, and how a person reads it. One reading for
 * both sides: the server writes and refuses by it, screens mirror it. Values are canonical, by field name.
 *
 *     "pipelines": [{ "id": "p1", "field": "stage", "probability": "probability", "since": "stage_on", "closedOn": "closed_on",
 *       "stages": [{ "value": "offer", "probability": 40, "ageLimit": 30, "exitIf": "amount > 0" },
 *                  { "value": "lost", "outcome": "lost", "probability": 0, "required": ["loss_reason"] }] }]
 */
import type { Entity, Field } from '../model/model.js';
import type { PipelineDocument, StageDocument } from '../schema/entity.js';
import { dayNumber, localDate } from '../time.js';
import type { Value } from '../value.js';

type Values = Readonly<Record<string, unknown>>;
type Piped = Pick<Entity, 'document' | 'fields'>;

export const pipelinesOf = ({ document }: Pick<Entity, 'document'>): readonly PipelineDocument[] =>
  document.pipelines ?? [];

/** The pipeline that a field leads through; none for fields without one. */
export const pipelineOf = (entity: Pick<Entity, 'document'>, field: string): PipelineDocument | undefined =>
  pipelinesOf(entity).find((each) => each.field === field);

/** The stage of a value; codes that the pipeline does not name have none, they are open and ask for nothing. */
export const stageOf = (pipeline: PipelineDocument, value: unknown): StageDocument | undefined =>
  pipeline.stages.find((stage) => stage.value === value);

export const isClosed = (stage: StageDocument | undefined): boolean =>
  stage?.outcome === 'won' || stage?.outcome === 'lost';

/** Fields that a pipeline sets by itself. */
export const followers = ({ probability, since, closedOn }: PipelineDocument): readonly string[] =>
  [probability, since, closedOn].filter((name) => name !== undefined);

/** Fields that the stages of a record demand. */
export function demanded(entity: Pick<Entity, 'document'>, values: Values): ReadonlySet<string> {
  return new Set(pipelinesOf(entity).flatMap((pipeline) => stageOf(pipeline, values[pipeline.field])?.required ?? []));
}

/** Pipelines whose field a change has given another value, with the stages on both sides. */
export interface StageMove {
  readonly pipeline: PipelineDocument;
  /** Undefined: a new record, or a value that is no stage. */
  readonly from: StageDocument | undefined;
  readonly to: StageDocument | undefined;
}

/** `before` is undefined for a new record; one that begins without a value moves nowhere. */
export function movesOf(entity: Piped, before: Values | undefined, values: Values): readonly StageMove[] {
  return pipelinesOf(entity).flatMap((pipeline) => {
    const [was, is] = [before?.[pipeline.field] ?? null, values[pipeline.field] ?? null];
    if (was === is || !entity.fields.has(pipeline.field)) return [];
    return [{ pipeline, from: stageOf(pipeline, was), to: stageOf(pipeline, is) }];
  });
}

export interface Moment {
  /** The day in the site's zone, `YYYY-MM-DD`. */
  today(): string;
  /** ISO 8601 in UTC. */
  now(): string;
}

/**
 * What the moves of a write make of the fields that follow: the stage's probability, since when, when it was closed. A field
 * that `isStated` by the write itself stands. Empty when no stage changes.
 */
export function follow(
  entity: Piped,
  { before, values, isStated }: { before: Values | undefined; values: Values; isStated: (name: string) => boolean },
  moment: Moment,
): Readonly<Record<string, Value>> {
  const made: Record<string, Value> = {};
  const set = (name: string | undefined, value: (field: Field) => Value): void => {
    const field = name === undefined ? undefined : entity.fields.get(name);
    if (field && !isStated(field.name)) made[field.name] = value(field);
  };
  const timeOf = (field: Field): Value => (field.valueType === 'datetime' ? moment.now() : moment.today());
  for (const { pipeline, from, to } of movesOf(entity, before, values)) {
    const isEmpty = (values[pipeline.field] ?? null) === null;
    const { probability } = to ?? {};
    if (probability !== undefined) set(pipeline.probability, (field) => shareOf(field, probability));
    set(pipeline.since, (field) => (isEmpty ? null : timeOf(field)));
    const { closedOn } = pipeline;
    if (closedOn === undefined) continue;
    if (!isClosed(to)) {
      if (isClosed(from)) set(closedOn, () => null);
    } else if ((values[closedOn] ?? null) === null) set(closedOn, timeOf);
  }
  return made;
}

/** A probability in per cent as the field keeps it; null where it does not take it (told by the check of documents). */
export function shareOf({ type, document }: Field, percent: number): number | null {
  // Moving the point by division leaves crumbs behind the fifteenth digit.
  const parsed = type.parse(type.isFraction?.(document) ? Number((percent / 100).toPrecision(12)) : percent, document);
  return 'value' in parsed && typeof parsed.value === 'number' ? parsed.value : null;
}

/** How long a record has stood in its stage. */
export interface Standing {
  readonly days: number;
  readonly limit: number | undefined;
  /** Longer than the limit. */
  readonly isOver: boolean;
}

/** Undefined where nothing says since when, and for what is closed: there it stays. */
export function standing(
  pipeline: PipelineDocument,
  values: Values,
  { today, timeZone }: { readonly today: string; readonly timeZone: string },
): Standing | undefined {
  const stage = stageOf(pipeline, values[pipeline.field]);
  const since = pipeline.since === undefined ? undefined : values[pipeline.since];
  if (!stage || isClosed(stage) || typeof since !== 'string') return undefined;
  const days = dayNumber(today) - dayNumber(since.length > 10 ? localDate(since, timeZone) : since);
  if (days < 0) return undefined;
  const limit = stage.ageLimit;
  return { days, limit, isOver: limit !== undefined && days > limit };
}

export interface Step {
  readonly value: string;
  /** `passed` lies behind the current one; nothing is known to be behind what was lost. */
  readonly state: 'passed' | 'current' | 'ahead';
  readonly outcome: 'open' | 'won' | 'lost';
}

/** The stages of a pipeline as steps, in the order of `codes`; codes without a stage are none. */
export function stepsOf(pipeline: PipelineDocument, codes: readonly string[], current: unknown): readonly Step[] {
  const stages = codes.flatMap((code) => stageOf(pipeline, code) ?? []);
  const at = stages.findIndex((stage) => stage.value === current);
  const isLost = stages[at]?.outcome === 'lost';
  return stages.map(({ value, outcome = 'open' }, index) => ({
    value,
    outcome,
    state: index === at ? 'current' : index < at && !isLost && outcome === 'open' ? 'passed' : 'ahead',
  }));
}
