/** What a field that a file fills is called: a part after its whole, a required one with a star. */
import type { FillableField } from '../../metadata/import/guess/match-fields.js';
import type { Field } from '../../metadata/model/model.js';
import type { Host } from '../host/host.js';

export function fieldWords({ app, i18n }: Pick<Host, 'app' | 'i18n'>, field: Field): string {
  const own = i18n.label(field.label, field.name);
  const whole = field.partOf && app.entity(field.entity)?.fields.get(field.partOf.field);
  return whole ? `${i18n.label(whole.label, whole.name)} · ${own}` : own;
}

export const choiceWords = (host: Pick<Host, 'app' | 'i18n'>, { field }: FillableField): string =>
  `${fieldWords(host, field)}${field.document.required === true ? ' *' : ''}`;
