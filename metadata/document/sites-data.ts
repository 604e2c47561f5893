/** Sites of entity, dictionary, form and view: what is stored and how records are shown. */
import type { RollUp } from '../contributions.js';
import type { Model } from '../model/model.js';
import type {
  DictionaryDocument,
  EntityDocument,
  FieldDocument,
  FieldPeriods,
  FormDocument,
  FormNode,
  PipelineDocument,
  SegmentDocument,
  ViewDocument,
  TimelineSource,
} from '../schema/entity.js';
import { walkPath } from './path-steps.js';
import { below } from './pointer.js';
import { filterSites } from './query-sites.js';
import { actionSites } from './sites-action.js';
import { documentSite, expressionSites, pathSite, type Site, type Surroundings } from './site.js';

export function entitySites(entity: EntityDocument, surroundings: Surroundings): readonly Site[] {
  const { name } = entity;
  return [
    ...expressionSites([['/nameExpression', entity.nameExpression]], { entity: name }),
    ...(entity.statusField === undefined ? [] : [pathSite('/statusField', name, entity.statusField)]),
    ...(entity.keys ?? []).flatMap((key, i) =>
      key.fields.map((field, j) => pathSite(below('/keys', i, 'fields', j), name, field)),
    ),
    ...entity.fields.flatMap((field, i) =>
      field.archived ? [] : fieldSites(field, below('/fields', i), name, surroundings),
    ),
    ...(entity.pipelines ?? []).flatMap((pipeline, i) => pipelineSites(pipeline, below('/pipelines', i), name)),
    ...(entity.timeline ?? []).flatMap((source, i) => timelineSites(source, below('/timeline', i))),
    ...actionSites(entity, surroundings),
  ];
}

function timelineSites({ entity, field, at, show = [] }: TimelineSource, place: string): readonly Site[] {
  return [
    documentSite(below(place, 'entity'), 'entity', entity),
    pathSite(below(place, 'field'), entity, field),
    pathSite(below(place, 'at'), entity, at),
    ...show.map((name, i) => pathSite(below(place, 'show', i), entity, name)),
  ];
}

function pipelineSites(pipeline: PipelineDocument, at: string, entity: string): readonly Site[] {
  return [
    ...(['field', 'probability', 'since', 'closedOn'] as const).flatMap((key) => {
      const name = pipeline[key];
      return name === undefined ? [] : [pathSite(below(at, key), entity, name)];
    }),
    ...pipeline.stages.flatMap(({ required = [], exitIf }, i) => [
      ...required.map((name, j) => pathSite(below(at, 'stages', i, 'required', j), entity, name)),
      ...expressionSites([[below(at, 'stages', i, 'exitIf'), exitIf, 'boolean']], { entity }),
    ]),
  ];
}

/** What a field points to is asked of its type: the abilities tell, whatever its options are called. */
function fieldSites(
  field: FieldDocument,
  at: string,
  entity: string,
  { model, registries }: Surroundings,
): readonly Site[] {
  const type = registries.field.find(field.type);
  const sites: Site[] = [...conditionSites(field, at, entity), ...lookUpSites(field, at, entity, model)];
  const target = type?.target?.(field, entity);
  const children = type?.children?.(field);
  const dictionary = type?.dictionary?.(field);
  const formula = type?.formula?.(field);
  if (target !== undefined) sites.push(documentSite(optionAt(field, at, target), 'entity', target));
  const targets = type?.targets?.(field) ?? [];
  sites.push(...targets.map((name, index) => documentSite(below(at, 'options', 'targets', index), 'entity', name)));
  const links = type?.links?.(field);
  if (links) sites.push(documentSite(optionAt(field, at, links.target), 'entity', links.target));
  const rollUp = type?.rollUp?.(field);
  const filter = type?.optionFilter?.(field);
  const within = target ?? links?.target;
  if (filter && within !== undefined)
    sites.push({
      is: 'filter',
      at: below(at, 'options', 'filter'),
      filter,
      entity: within,
      rule: false,
      scope: { record: entity },
    });
  const dependsOn = type?.dependsOn?.(field);
  if (dependsOn !== undefined) sites.push(pathSite(below(at, 'options', 'dependsOn'), entity, dependsOn));
  sites.push(...expressionSites([[below(at, 'optionsIf'), field.optionsIf, 'boolean']], { record: entity }));
  const foreign = type?.foreign?.(field);
  if (foreign !== undefined) sites.push(pathSite(optionAt(field, at, foreign), entity, foreign));
  const group = type?.position?.(field).within;
  if (group !== undefined) sites.push(pathSite(optionAt(field, at, group), entity, group));
  if (rollUp) sites.push(...rollUpSites(rollUp, below(at, 'options'), entity, model));
  if (dictionary !== undefined) sites.push(documentSite(optionAt(field, at, dictionary), 'dictionary', dictionary));
  if (children) {
    sites.push(documentSite(optionAt(field, at, children.entity), 'entity', children.entity));
    sites.push(pathSite(optionAt(field, at, children.field), children.entity, children.field));
  }
  if (field.periods) sites.push(...periodSites(field.periods, below(at, 'periods'), entity));
  if (formula)
    sites.push(...expressionSites([[optionAt(field, at, formula.expression), formula.expression]], { entity }));
  return sites;
}

function periodSites(periods: FieldPeriods, at: string, entity: string): readonly Site[] {
  return [
    documentSite(below(at, 'entity'), 'entity', periods.entity),
    ...(['of', 'value', 'from', 'to'] as const).map((key) => pathSite(below(at, key), periods.entity, periods[key])),
    ...(periods.since === undefined ? [] : [pathSite(below(at, 'since'), entity, periods.since)]),
  ];
}

function rollUpSites(
  { relation, field, by, where }: RollUp,
  at: string,
  entity: string,
  model: Model,
): readonly Site[] {
  const related = walkPath(model, entity, relation).leadsTo;
  return [
    pathSite(below(at, 'relation'), entity, relation, 'relation'),
    ...(field === undefined || related === undefined ? [] : [pathSite(below(at, 'field'), related, field)]),
    ...(by === undefined || related === undefined ? [] : [pathSite(below(at, 'by'), related, by)]),
    ...(where && related !== undefined
      ? [{ is: 'filter', at: below(at, 'where'), filter: where, entity: related, rule: false } as const]
      : []),
  ];
}

/** Where a default is looked up; expressions of its condition read the record that is made. */
function lookUpSites(field: FieldDocument, at: string, entity: string, model: Model): readonly Site[] {
  const initial = field.default;
  if (typeof initial !== 'object' || initial === null || !('from' in initial)) return [];
  return initial.from.flatMap((lookUp, i) => {
    const place = below(at, 'default', 'from', i);
    const where = { at: below(place, 'where'), entity: lookUp.entity, scope: { entity } };
    return [
      documentSite(below(place, 'entity'), 'entity', lookUp.entity),
      pathSite(below(place, 'value'), lookUp.entity, lookUp.value),
      ...filterSites(lookUp.where, where, model),
      ...(lookUp.sort ?? []).map((sort, j) => pathSite(below(place, 'sort', j, 'by'), lookUp.entity, sort.by)),
    ];
  });
}

function conditionSites(field: FieldDocument, at: string, entity: string): readonly Site[] {
  const initial = field.default;
  const computed = typeof initial === 'object' && initial !== null ? initial.expr : undefined;
  return expressionSites(
    [
      [below(at, 'visibleIf'), field.visibleIf, 'boolean'],
      [below(at, 'requiredIf'), field.requiredIf, 'boolean'],
      [below(at, 'readOnlyIf'), field.readOnlyIf, 'boolean'],
      [below(at, 'validIf'), field.validIf, 'boolean'],
      [below(at, 'default', 'expr'), computed],
    ],
    { entity },
  );
}

/** Where in the options a value stands; the type itself when it comes from nowhere in them (a user field). */
function optionAt(field: FieldDocument, at: string, value: string): string {
  const key = Object.entries(field.options ?? {}).find(([, held]) => held === value)?.[0];
  return key === undefined ? below(at, 'type') : below(at, 'options', key);
}

export function dictionarySites(dictionary: DictionaryDocument, { model }: Surroundings): readonly Site[] {
  const { dependsOn, values } = dictionary;
  const above = dependsOn === undefined ? values : (model.find('dictionary', dependsOn)?.values ?? []);
  const known = above.map((value) => value.code);
  return [
    ...(dependsOn === undefined ? [] : [documentSite('/dependsOn', 'dictionary', dependsOn)]),
    ...values.flatMap((value, i) =>
      value.parent === undefined
        ? []
        : [{ is: 'name', at: below('/values', i, 'parent'), name: value.parent, known, what: 'code' } as const],
    ),
  ];
}

export function formSites(form: FormDocument, { model }: Surroundings): readonly Site[] {
  const { entity } = form;
  const nodeSites = (node: FormNode, at: string): readonly Site[] => [
    ...expressionSites(
      [
        [below(at, 'visibleIf'), 'visibleIf' in node ? node.visibleIf : undefined, 'boolean'],
        [below(at, 'readOnlyIf'), 'readOnlyIf' in node ? node.readOnlyIf : undefined, 'boolean'],
        [below(at, 'requiredIf'), 'requiredIf' in node ? node.requiredIf : undefined, 'boolean'],
      ],
      { entity },
    ),
    ...contentSites(node, at),
  ];
  const contentSites = (node: FormNode, at: string): readonly Site[] => {
    if ('nodes' in node) return node.nodes.flatMap((inner, i) => nodeSites(inner, below(at, 'nodes', i)));
    if (node.type === 'field') return [pathSite(below(at, 'field'), entity, node.field)];
    if (node.type === 'related') {
      return [
        documentSite(below(at, 'entity'), 'entity', node.entity),
        pathSite(below(at, 'field'), node.entity, node.field),
        ...node.columns.map((column, i) => pathSite(below(at, 'columns', i, 'path'), node.entity, column.path)),
        ...(node.filter
          ? [{ is: 'filter', at: below(at, 'filter'), filter: node.filter, entity: node.entity, rule: false } as const]
          : []),
        ...(node.sort ?? []).map((sort, i) => pathSite(below(at, 'sort', i, 'by'), node.entity, sort.by)),
      ];
    }
    if (node.type === 'activities') {
      return [
        documentSite(below(at, 'entity'), 'entity', node.entity),
        pathSite(below(at, 'field'), node.entity, node.field),
        pathSite(below(at, 'subject'), node.entity, node.subject),
        pathSite(below(at, 'done', 'field'), node.entity, node.done.field),
        ...(node.due === undefined ? [] : [pathSite(below(at, 'due'), node.entity, node.due)]),
      ];
    }
    if (node.type !== 'subTable') return [];
    const child = walkPath(model, entity, node.field).leadsTo;
    return [
      pathSite(below(at, 'field'), entity, node.field, 'relation'),
      ...(child === undefined
        ? []
        : node.columns.map((column, i) => pathSite(below(at, 'columns', i, 'field'), child, column.field))),
      ...(node.totals ?? []).map((field, i) => pathSite(below(at, 'totals', i), entity, field)),
    ];
  };
  return [
    documentSite('/entity', 'entity', entity),
    ...(form.for?.roles ?? []).map((role, i) => documentSite(below('/for/roles', i), 'role', role)),
    ...(form.facts ?? []).map((fact, i) => pathSite(below('/facts', i, 'path'), entity, fact.path)),
    ...form.nodes.flatMap((node, i) => nodeSites(node, below('/nodes', i))),
  ];
}

export function viewSites(view: ViewDocument, { registries }: Surroundings): readonly Site[] {
  const { entity } = view;
  const ofMode = registries.view.find(view.mode)?.paths?.(view.options ?? {}) ?? [];
  return [
    documentSite('/entity', 'entity', entity),
    ...view.columns.map((column, i) => pathSite(below('/columns', i, 'path'), entity, column.path)),
    ...(view.filter ? [{ is: 'filter', at: '/filter', filter: view.filter, entity, rule: false } as const] : []),
    ...(view.quickFilters ?? []).map((path, i) => pathSite(below('/quickFilters', i), entity, path)),
    ...(view.sort ?? []).map((sort, i) => pathSite(below('/sort', i, 'by'), entity, sort.by)),
    ...(view.group ?? []).map((group, i) => pathSite(below('/group', i, 'path'), entity, group.path)),
    ...ofMode.map(({ at, path }) => pathSite(`/options${at}`, entity, path)),
  ];
}

export function segmentSites({ entity, filter }: SegmentDocument): readonly Site[] {
  return [documentSite('/entity', 'entity', entity), { is: 'filter', at: '/filter', filter, entity, rule: false }];
}
