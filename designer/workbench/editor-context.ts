/** What the editor's help needs of the session for one document: its schema, the names that exist, words. */
import { ulid } from 'ulid';
import { documentSchema } from '../../metadata/schema/compose.js';
import { iconNames } from '../../runtime/ui/icon-names.js';
import type { HelpContext } from '../json/editor-help.js';
import { fieldsOf, type KnownName, type Names } from '../json/names.js';
import { parseTree, readValue, rootValue } from '../json/json-tree.js';
import { isObject } from '../json/schema-walk.js';
import type { DesignSession } from '../session/design-session.js';
import type { OpenDocument } from '../session/open-document.js';

export function createHelp(session: DesignSession, open: OpenDocument): HelpContext {
  const { registries, words, host } = session;
  const { kind } = open.key;
  const contributions = [registries.field, registries.widget, registries.view, registries.job, registries.chart];
  return {
    schema: documentSchema(kind, registries),
    names: namesOf(session, open),
    functions: registries.function.list().map((each) => ({
      name: each.id,
      label: each.help,
      detail: `(${each.parameters.map(({ name, optional }) => (optional ? `${name}?` : name)).join(', ')})`,
    })),
    describe: (key, parent) => words.describe(key, parent, kind),
    nameOf(key, value) {
      if (!['type', 'handler', 'mode', 'chart'].includes(key)) return undefined;
      const found = contributions.map((registry) => registry.find(value)).find((each) => each !== undefined);
      return found && 'label' in found ? host.i18n.label(session.typeLabels[value] ?? found.label) : undefined;
    },
    label: (label) => (label === undefined ? undefined : host.i18n.label(label)),
    newId: ulid,
    words: { required: words.text('editor.required'), oneOf: words.text('editor.oneOf') },
  };
}

function namesOf(session: DesignSession, open: OpenDocument): Names {
  return {
    documents: (kind) => session.headsOf(kind).filter((head) => !head.removed),
    fields(entity) {
      const known = fieldsOf(session.model, entity);
      if (open.key.kind !== 'entity' || open.key.name !== entity) return known;
      // The entity that is being edited: what stands in the text counts, saved or not.
      const own = ownFields(open.text);
      return [...own, ...known.filter(({ name }) => !own.some((each) => each.name === name))];
    },
    icons: iconNames,
  };
}

function ownFields(text: string): readonly KnownName[] {
  const value = readValue(rootValue(parseTree(text)), text);
  const fields = isObject(value) && Array.isArray(value['fields']) ? value['fields'].filter(isObject) : [];
  return fields.flatMap((field): KnownName[] => {
    const { name, type, label, options } = field;
    if (typeof name !== 'string' || name === '') return [];
    const target = isObject(options) ? (options['target'] ?? options['entity']) : undefined;
    return [
      {
        name,
        detail: String(type ?? ''),
        ...(label === undefined ? {} : { label: label as NonNullable<KnownName['label']> }),
        ...(typeof target === 'string' ? { target } : {}),
      },
    ];
  });
}
