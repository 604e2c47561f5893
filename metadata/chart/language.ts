/** Locales to the languages that documents are written in. */
import { languages } from '../value.js';

/** The language of a locale: `es-ES` is Spanish; one we do not have reads English. */
export const languageOf = (locale: string): string =>
  languages.find((language) => locale === language || locale.startsWith(`${language}-`)) ?? 'en';
