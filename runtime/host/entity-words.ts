/** The names of an entity inside sentences and on buttons, as the language writes them. */
import type { Entity } from '../../metadata/model/model.js';
import type { Host } from './host.js';

/** Nouns inside a sentence are small in English and Spanish; Chinese has no such letters. */
export const inSentence = (host: Pick<Host, 'i18n'>, noun: string): string =>
  noun.toLocaleLowerCase(host.i18n.language);

/** "Customers". */
export const pluralOf = (host: Pick<Host, 'i18n'>, entity: Entity): string =>
  host.i18n.label(entity.plural, entity.name);

/** "customers" after a count, "customer" after one. */
export const countedNoun = (host: Pick<Host, 'i18n'>, entity: Entity, count: number | undefined): string =>
  inSentence(host, count === 1 ? host.i18n.label(entity.label, entity.name) : pluralOf(host, entity));

/** "New customer". */
export const newLabel = (host: Pick<Host, 'i18n'>, entity: Entity): string =>
  host.i18n.t('list.new', { thing: inSentence(host, host.i18n.label(entity.label, entity.name)) });
