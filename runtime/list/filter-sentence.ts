/** A whole filter as a sentence: "Level A, B and has orders where Ordered on last 12 months". */
import type { Entity } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { inSentence } from '../host/entity-words.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import type { StringKey } from '../ui/i18n.js';
import { filterWords, isLeaf, type OperandWords } from './filter-words.js';

export interface SentencePlace {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly entity: string;
  readonly operands?: OperandWords;
}

export function filterSentence(place: SentencePlace, filter: Filter): string {
  const { host, entity } = place;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  if (isLeaf(filter)) {
    const { subject, rest } = filterWords(host, place.fieldHost, entity, filter, place.operands);
    return rest === '' ? subject : `${subject} ${rest}`;
  }
  if ('and' in filter) return joined(place, filter.and as readonly Filter[], 'filter.and');
  if ('or' in filter) return joined(place, filter.or as readonly Filter[], 'filter.or');
  if ('not' in filter) return t('filter.not', { a: filterSentence(place, filter.not as Filter) });
  if ('segment' in filter) return t('filter.in', { name: segmentLabel(host, filter.segment) });
  if ('shared' in filter) return t('filter.shared');
  if ('memberOf' in filter) return t('filter.memberOf');
  if ('measure' in filter) return measureWords(place, filter);
  const isSome = 'some' in filter;
  const name = isSome ? filter.some : filter.none;
  const things = relationLabel(host, entity, name);
  const where = filter.where as Filter | undefined;
  if (!where) return t(isSome ? 'filter.some' : 'filter.none', { things });
  const a = filterSentence({ ...place, entity: relatedEntity(host, entity, name) ?? '' }, where);
  return t(isSome ? 'filter.someWhere' : 'filter.noneWhere', { things, a });
}

function joined(place: SentencePlace, parts: readonly Filter[], key: 'filter.and' | 'filter.or'): string {
  const { host } = place;
  if (parts.length === 0) return host.i18n.t('filter.everything');
  const texts = parts.map((part) => {
    const text = filterSentence(place, part);
    const isMixed = parts.length > 1 && (key === 'filter.and' ? 'or' in part : 'and' in part);
    return isMixed ? `(${text})` : text;
  });
  return texts.reduce((a, b) => host.i18n.t(key, { a, b }));
}

function measureWords(place: SentencePlace, filter: Extract<Filter, { measure: object }>): string {
  const { host, entity, fieldHost } = place;
  const { relation, aggregate, field, where } = filter.measure;
  const target = relatedEntity(host, entity, relation) ?? '';
  const found = field === undefined ? undefined : host.app.path(target, field);
  const plain = typeof filter.value === 'number' ? fieldHost.formats.number(filter.value) : String(filter.value);
  const a = `${host.i18n.t(`operator.${filter.op}` as StringKey)} ${plain}`;
  const things = relationLabel(host, entity, relation);
  const measured = found ? `${things} ${host.i18n.label(found.field.label, field)}` : things;
  const text =
    aggregate === 'count'
      ? host.i18n.t('filter.counted', { things, a })
      : host.i18n.t('filter.summed', { aggregate: aggregateWord(host, aggregate), things: measured, a });
  if (!where) return text;
  return host.i18n.t('filter.measureWhere', {
    a: text,
    b: filterSentence({ ...place, entity: target }, where as Filter),
  });
}

export const aggregateWord = (host: Host, aggregate: string): string => {
  const key = `list.aggregate.${aggregate}`;
  return host.i18n.has(key) ? host.i18n.t(key as StringKey) : aggregate;
};

export function relatedEntity(host: Host, entity: string, relation: string): string | undefined {
  let at: string | undefined = entity;
  for (const name of relation.split('.')) {
    const from: Entity | undefined = at === undefined ? undefined : host.app.entity(at);
    at =
      from?.fields.get(name)?.children?.entity ?? from?.relations.get(name)?.entity ?? from?.fields.get(name)?.target;
  }
  return at;
}

/** "orders": the children field's own label, else what the other entity's records are called. */
export function relationLabel(host: Host, entity: string, relation: string): string {
  const field = host.app.entity(entity)?.fields.get(relation);
  if (field?.children) return inSentence(host, host.i18n.label(field.label, relation));
  const target = host.app.entity(relatedEntity(host, entity, relation) ?? '');
  return target ? inSentence(host, host.i18n.label(target.plural, target.name)) : relation;
}

export function segmentLabel(host: Host, name: string): string {
  const segment = host.app.document.segments.find((each) => each.name === name);
  return host.i18n.label(segment?.label, name);
}
