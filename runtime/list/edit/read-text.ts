/** Texts as people write and paste them to values of a field: the field type's own codec, labels of choices, names of records. */
import type { TextContext } from '../../../metadata/contributions.js';
import type { Field } from '../../../metadata/model/model.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import { refusedText } from '../../ui/refused-text.js';

interface Reader {
  readonly host: Host;
  readonly fieldHost: FieldHost;
}

export type Read = { readonly value: unknown } | { readonly reason: string };

/** `found` keeps what was searched for, for the texts of one block. Throws ApiFailure. */
export async function readText(
  reader: Reader,
  field: Field,
  typed: string,
  found: Map<string, Promise<Read>>,
): Promise<Read> {
  const text = typed.trim();
  if (text === '' || text === '–') return { value: null };
  const { host, fieldHost } = reader;
  if (field.target !== undefined) {
    const key = `${field.target} ${text}`;
    const search = found.get(key) ?? findReference(reader, field, text);
    found.set(key, search);
    return search;
  }
  const context = readingContext(host, fieldHost.context);
  const parsed = field.type.parseText
    ? field.type.parseText(text, field.document, context)
    : field.type.parse(text, field.document);
  if ('value' in parsed) return { value: parsed.value };
  const message = fieldHost.findingText(parsed.code, parsed.message, field);
  return { reason: refusedText(fieldHost, { code: parsed.code, message }) };
}

/** Labels of choices in any language are read, not only codes. */
export function readingContext(host: Host, context: TextContext): TextContext {
  return {
    ...context,
    codeOf: (dictionary, label) => {
      const wanted = label.toLocaleLowerCase();
      for (const value of host.app.model.dictionaries.get(dictionary)?.values.values() ?? []) {
        const labels = typeof value.label === 'string' ? [value.label] : Object.values(value.label);
        if ([value.code, ...labels].some((each) => each.toLocaleLowerCase() === wanted)) return value.code;
      }
      return undefined;
    },
  };
}

/** The one record of this name. */
async function findReference({ host, fieldHost }: Reader, field: Field, text: string): Promise<Read> {
  const { rows } = await fieldHost.search(field.target!, text, { offset: 0, limit: 20 });
  const same = rows.filter((row) => row.label.toLocaleLowerCase() === text.toLocaleLowerCase());
  const [first, second] = same;
  if (first && !second) return { value: first };
  return { reason: host.i18n.t(second ? 'cell.severalFound' : 'cell.noneFound', { text }) };
}
