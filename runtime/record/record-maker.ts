/** Records that look-ups of a form lead to, made in a dialog: named as typed, within what the look-up lets choose. */
import type { Entity } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { labelOf } from '../data/search-references.js';
import { inSentence } from '../host/entity-words.js';
import type { RecordMaker } from '../host/field-views.js';
import type { Host } from '../host/host.js';

/** `within`: the filter that records to choose from must pass. */
export function recordMaker(host: Host, within?: Filter): RecordMaker {
  const { app, i18n } = host;
  return {
    of: (name) => app.access(name)?.create === true && app.entity(name) !== undefined,
    thing: (name) => inSentence(host, i18n.label(app.entity(name)?.label, name)),
    async record(name, text) {
      const entity = app.entity(name)!;
      const given = { ...equalsIn(entity, within), ...named(host, entity, text) };
      const record = await host.asides.quickCreate({ entity: name, given });
      return record && { id: record.id, label: labelOf(record, entity.nameFields) };
    },
  };
}

/** The typed text as the name, where a name is a text that the person may write. */
function named({ app }: Host, entity: Entity, text: string): Readonly<Record<string, string>> {
  const field = entity.fields.get(entity.nameFields[0] ?? '');
  const mayBe = field?.valueType === 'text' && !field.computed && !field.partOf && field.dictionary === undefined;
  return text !== '' && mayBe && app.fieldClass(field) === 'write' ? { [field.name]: text } : {};
}

/** What every record within the filter has in common, as far as it says so plainly. */
function equalsIn(entity: Entity, filter: Filter | undefined): Readonly<Record<string, string>> {
  if (filter === undefined) return {};
  if ('and' in filter)
    return Object.assign({}, ...filter.and.map((part) => equalsIn(entity, part))) as Record<string, string>;
  if (!('field' in filter) || filter.op !== 'eq' || typeof filter.value !== 'string') return {};
  return entity.fields.has(filter.field) ? { [filter.field]: filter.value } : {};
}
