/** Entity documents as one person may see them: the keys a form needs to mirror the rules, without what is hidden. */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { lookUpsOf, lookUpTexts } from '../../../metadata/rules/defaults.js';
import { expressionsIn } from '../../../metadata/rules/options.js';
import { systemFields } from '../../../metadata/model/system-fields.js';
import { recordActions, type FieldClass } from '../../../metadata/schema/app.js';
import type {
  EntityDocument,
  FieldDocument,
  PipelineDocument,
  TimelineSource,
} from '../../../metadata/schema/entity.js';
import { ownerField } from '../write/assign.js';
import { visibleActions } from '../actions/visible-actions.js';
import type { Sight } from './visible.js';

const conditions = ['visibleIf', 'requiredIf', 'readOnlyIf', 'validIf'] as const;

export function visibleEntity(sight: Sight, entity: Entity): EntityDocument {
  const { document } = entity;
  const own = new Set(document.fields.map((field) => field.name));
  const shown = (name: string): boolean => {
    const field = entity.fields.get(name);
    return field !== undefined && sight.field(field);
  };
  const keys = document.keys?.filter((key) => key.fields.every(shown));
  const { statusField, keys: _keys, pipelines: stated, actions: _actions, timeline: sources, ...rest } = document;
  const pipelines = stated
    ?.filter(({ field }) => shown(field))
    .map((each) => visiblePipeline(sight, entity, each, shown));
  const actions = visibleActions(sight, entity);
  const timeline = sources?.flatMap((source) => visibleSource(sight, source));
  return {
    ...rest,
    // A name made of what may not be seen is not shown: records go by their id.
    nameExpression: sight.expression(entity, document.nameExpression) ? document.nameExpression : 'id',
    fields: [...entity.fields.values()]
      .filter((field) => own.has(field.name) && sight.field(field))
      .map((field) => visibleField(sight, entity, field)),
    ...(keys ? { keys } : {}),
    ...(statusField !== undefined && shown(statusField) ? { statusField } : {}),
    ...(pipelines && pipelines.length > 0 ? { pipelines } : {}),
    ...(timeline && timeline.length > 0 ? { timeline } : {}),
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** Records whose look-up or time may not be seen stand in no timeline of this reader. */
function visibleSource(sight: Sight, source: TimelineSource): readonly TimelineSource[] {
  const from = sight.entity(source.entity);
  if (!from || !sight.path(from, source.field) || !sight.path(from, source.at)) return [];
  const { show, ...rest } = source;
  return [{ ...rest, ...(show ? { show: show.filter((name) => sight.path(from, name)) } : {}) }];
}

/** What the stages say of hidden fields, and rules that read them, stay on the server. */
function visiblePipeline(
  sight: Sight,
  entity: Entity,
  pipeline: PipelineDocument,
  shown: (name: string) => boolean,
): PipelineDocument {
  const { probability, since, closedOn, ...rest } = pipeline;
  const seen = (name: string | undefined): name is string => name !== undefined && shown(name);
  return {
    ...rest,
    ...(seen(probability) ? { probability } : {}),
    ...(seen(since) ? { since } : {}),
    ...(seen(closedOn) ? { closedOn } : {}),
    stages: pipeline.stages.map(({ exitIf, exitMessage, required, probability: chance, ageLimit, ...stage }) => ({
      ...stage,
      ...(chance !== undefined && seen(probability) ? { probability: chance } : {}),
      ...(ageLimit !== undefined && seen(since) ? { ageLimit } : {}),
      ...(required ? { required: required.filter(shown) } : {}),
      ...(exitIf !== undefined && sight.expression(entity, exitIf)
        ? { exitIf, ...(exitMessage === undefined ? {} : { exitMessage }) }
        : {}),
    })),
  };
}

/** Conditions and defaults that read a hidden field stay on the server, which decides anyway. */
function visibleField(sight: Sight, entity: Entity, field: Field): FieldDocument {
  // As it was stated: the model gave what reads through a look-up the options of what it reads. Where periods are kept is
  // the server's to know: it may be an entity that this person may not see.
  const stated = entity.document.fields.find((each) => each.name === field.name);
  const { periods: _periods, ...shown } = stated ?? field.document;
  const document: Record<string, unknown> = { ...shown };
  for (const key of conditions) {
    const text = field.document[key];
    if (text !== undefined && !sight.expression(entity, text)) {
      delete document[key];
      if (key === 'validIf') delete document['validMessage'];
    }
  }
  const { optionsIf } = field.document;
  if (optionsIf !== undefined && !sight.options(entity, optionsIf)) delete document['optionsIf'];
  const filter = field.foreign ? undefined : field.type.optionFilter?.(field.document);
  const target = sight.entity(field.target ?? field.links?.target ?? '');
  if (
    filter &&
    !(target && sight.filter(target, filter) && expressionsIn(filter).every((text) => sight.options(entity, text)))
  ) {
    const { filter: _filter, ...options } = field.document.options!;
    document['options'] = options;
  }
  const { default: value } = field.document;
  if (typeof value === 'object' && value !== null && !visibleDefault(sight, entity, field, value.expr))
    delete document['default'];
  return document as FieldDocument;
}

/** Forms look up by the same expressions as the server; where one of them may not be seen, the server does it alone. */
function visibleDefault(sight: Sight, entity: Entity, field: Field, text: string | undefined): boolean {
  const texts = [...(text === undefined ? [] : [text]), ...lookUpTexts(field)];
  if (!texts.every((each) => sight.expression(entity, each))) return false;
  return lookUpsOf(field).every((lookUp) => {
    const from = sight.entity(lookUp.entity);
    return from !== undefined && sight.path(from, lookUp.value) && sight.filter(from, lookUp.where);
  });
}

export interface EntityRights {
  readonly [action: string]: boolean | Readonly<Record<string, FieldClass>>;
  /** Classes of single fields, system fields too; what is not named is `write`. */
  readonly fields: Readonly<Record<string, FieldClass>>;
}

export function entityRights(sight: Sight, entity: Entity): EntityRights {
  const actions = Object.fromEntries(
    recordActions.map((action) => [action, sight.access.mayEver(action, entity.name)]),
  );
  const fields: Record<string, FieldClass> = {};
  const owner = ownerField(entity);
  for (const field of entity.fields.values()) {
    if (!sight.field(field)) continue;
    const held = sight.access.fieldClass(entity.name, field.name);
    // Whose it is may be changed only by those who may assign it.
    const isFixed = field.name === owner && held === 'write' && !actions['assign'];
    const fieldClass = isFixed ? 'read' : held;
    if (fieldClass !== 'write') fields[field.name] = fieldClass;
  }
  // The browser adds system fields by itself: those that may not be seen must be named.
  for (const field of systemFields(entity.document)) {
    const known = entity.fields.get(field.name);
    if (!known || !sight.field(known)) fields[field.name] = 'hidden';
  }
  return { ...actions, fields };
}
