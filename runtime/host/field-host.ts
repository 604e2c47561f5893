/** Makes the FieldHost of a place from the runtime's host. */
import { hrefs } from '../data/router.js';
import type { Choice, EditHost, FieldHost } from './field-views.js';
import type { Host } from './host.js';
import { searchReferences } from '../data/search-references.js';

export function createFieldHost(host: Host, record?: Readonly<Record<string, unknown>>): FieldHost {
  const { i18n, app } = host;
  const choices = (dictionary: string): readonly Choice[] =>
    [...(app.model.dictionaries.get(dictionary)?.values.values() ?? [])].map((value) => ({
      code: value.code,
      label: i18n.label(value.label, value.code),
      colour: value.colour,
      active: value.active !== false,
    }));
  return {
    language: i18n.language,
    formats: i18n.formats,
    currency: app.document.settings?.currency ?? 'USD',
    context: {
      locale: i18n.formats.locale,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      currency: app.document.settings?.currency ?? 'USD',
      choice: (dictionary, code) => choices(dictionary).find((each) => each.code === code)?.label,
    },
    findingText: (code, message, field) => findingText(i18n, code, message, i18n.label(field.label, field.name)),
    t: (key, values) => i18n.t(key, values),
    text: (label, fallback) => i18n.label(label, fallback),
    choice: (dictionary, code) => {
      const value = app.model.dictionaries.get(dictionary)?.values.get(code);
      return value === undefined
        ? undefined
        : { code, label: i18n.label(value.label, code), colour: value.colour, active: value.active !== false };
    },
    choices,
    entity(name) {
      const entity = app.access(name)?.read ? app.entity(name) : undefined;
      return entity && { name, label: i18n.label(entity.label, name), icon: entity.document.icon ?? 'box' };
    },
    href: (entity, id) => (app.access(entity)?.read ? hrefs.record(entity, id) : undefined),
    words: async ({ entity, name }) => {
      const { words } = await host.api.get<{ readonly words: readonly { readonly word: string }[] }>(
        `/records/${entity}/words/${name}`,
      );
      return words.map((each) => each.word);
    },
    search: (entity, text, page, within) => searchReferences(host, entity, text, page, within),
    today: () => localDay(host.now()),
    now: () => host.now(),
    ...(record ? { record } : {}),
  };
}

export interface EditPlace {
  readonly place: EditHost['place'];
  readonly label: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly error?: string | undefined;
  readonly helper?: string | undefined;
  refuse?(message: string | undefined): void;
}

export function createEditHost(base: FieldHost, place: EditPlace): EditHost {
  return {
    ...base,
    place: place.place,
    label: place.label,
    required: place.required ?? false,
    readOnly: place.readOnly ?? false,
    error: place.error,
    helper: place.helper,
    refuse: (message) => place.refuse?.(message),
  };
}

/** The day on this person's wall calendar. */
export function localDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** English messages come from the codecs; other languages have texts for the common codes. */
export function findingText(i18n: Host['i18n'], code: string, message: string, field: string): string {
  const key = `finding.${code}`;
  return i18n.has(key) ? i18n.t(key, { field }) : message;
}
