/**
 * Sentences that people read in their own language. They are written in English where they arise, their changing parts
 * under a name: `` say`At most ${{ length }} characters are allowed.` ``. The English text is there at once, for logs and
 * the command line; beside it stands how it was made, from which the edge makes it anew in the reader's language
 * (server/messages/). A sentence without changing parts is a plain string.
 */
import { labelText, type Label, type Part, type Problem, type Words } from './value.js';

/** Tag of a sentence; every hole is an object with one key, the name of the part. */
export function say(texts: TemplateStringsArray, ...holes: readonly Readonly<Record<string, Part>>[]): Words {
  const parts: Record<string, Part> = Object.assign({}, ...holes);
  let [message = ''] = texts;
  let sentence = message;
  holes.forEach((hole, i) => {
    for (const name in hole) {
      message += englishOf(hole[name]!) + texts[i + 1]!;
      sentence += `{${name}}${texts[i + 1]!}`;
    }
  });
  return { message, said: { sentence, parts } };
}

/** Several things by their labels, with commas between them. */
export function listOf([first = '', ...others]: readonly Label[]): Part {
  return others.reduce<Part>((list, item) => say`${{ list }}, ${{ item }}`, first);
}

/** Message and origin alone, of a plain sentence, of words or of a finding that is told anew. */
export function wordsOf(words: string | Words): Words {
  if (typeof words === 'string') return { message: words };
  const { message, said } = words;
  return said ? { message, said } : { message };
}

/** A finding at a place (a JSON pointer). */
export const problem = (path: string, code: string, words: string | Words): Problem => ({
  path,
  code,
  ...wordsOf(words),
});

const englishOf = (part: Part): string =>
  typeof part !== 'object' ? String(part) : isWords(part) ? part.message : labelText(part, 'en');

/** Told from a label by its message. */
export const isWords = (part: object): part is Words => 'message' in part;
