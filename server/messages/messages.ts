/** Catalogues of sentences, loaded when the first reader of another language than English is told something. */
import { tell, type Catalogue, type Translations } from '../../metadata/tell.js';
import type { Language, Words } from '../../metadata/value.js';

type Loaded = { readonly default: Readonly<Record<string, Translations>> };
/** A file of sentences: of the server, or of a plugin (`plugins/<id>/messages.json`). */
export type MessageSource = () => Promise<Loaded>;

export interface Messages {
  /** How words are said in a language. */
  in(language: Language): Promise<(words: Words) => string>;
}

/** The server's own sentences and those of metadata/, by what they are about. */
export const ownSentences: readonly MessageSource[] = [
  () => import('./sentences/access.json', { with: { type: 'json' } }),
  () => import('./sentences/requests.json', { with: { type: 'json' } }),
  () => import('./sentences/records.json', { with: { type: 'json' } }),
  () => import('./sentences/queries.json', { with: { type: 'json' } }),
  () => import('./sentences/analysis.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/shapes.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/datasets.json', { with: { type: 'json' } }),
  () => import('./sentences/datasets.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/charts.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/transforms.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/imports.json', { with: { type: 'json' } }),
  () => import('../../metadata/sentences/flows.json', { with: { type: 'json' } }),
  () => import('./sentences/documents.json', { with: { type: 'json' } }),
  () => import('./sentences/expressions.json', { with: { type: 'json' } }),
  () => import('./sentences/releases.json', { with: { type: 'json' } }),
  () => import('./sentences/sheets.json', { with: { type: 'json' } }),
  () => import('./sentences/imports.json', { with: { type: 'json' } }),
  () => import('./sentences/sending.json', { with: { type: 'json' } }),
  () => import('./sentences/print.json', { with: { type: 'json' } }),
];

export function createMessages(ofPlugins: readonly MessageSource[]): Messages {
  let catalogue: Promise<Catalogue> | undefined;
  const load = async (): Promise<Catalogue> => {
    const files = await Promise.all([...ownSentences, ...ofPlugins].map((source) => source()));
    return new Map(files.flatMap((file) => Object.entries(file.default)));
  };
  return {
    async in(language) {
      if (language === 'en') return ({ message }) => message;
      const loaded = await (catalogue ??= load());
      return (words) => tell(loaded, language, words);
    },
  };
}
