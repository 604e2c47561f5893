/**
 * Words in use: what people have already written into a field of free words (tags), the most frequent first. They are read
 * from records that the reader may see, through the one gate, the latest changed ones.
 */
import type { Entity, Field } from '../../metadata/model/model.js';
import { fieldSealed } from '../../metadata/query/problems.js';
import { compareText } from '../../metadata/value.js';
import { wordsOf } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { forbidden, unprocessable } from '../errors.js';
import { entityToRead } from './entity.js';
import { runQuery } from './query.js';

export interface WordInUse {
  readonly word: string;
  /** Records that have it, among those looked at. */
  readonly count: number;
}

/** Records that are looked at, and words that are told. */
const mostRecords = 2000;
const mostWords = 100;

/** 403 for a field that is not there or may not be read, 422 for one that has no free words. */
export async function wordsInUse(context: Context, entityName: string, name: string): Promise<readonly WordInUse[]> {
  const entity = entityToRead(context, entityName);
  const field = entity.fields.get(name);
  if (!field || !context.access.canRead(field)) {
    throw forbidden('FIELD_FORBIDDEN', `There is no field "${name}" here, or you may not read it.`, { path: name });
  }
  if (field.sealed) throw unprocessable('FIELD_SEALED', wordsOf(fieldSealed(name, [])), { path: name });
  if (!hasFreeWords(field)) throw unprocessable('NO_WORDS', `"${name}" is no field of free words.`, { path: name });
  const counts = new Map<string, number>();
  for (const words of await readWords(context, entity, name)) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || compareText(a.word, b.word))
    .slice(0, mostWords);
}

const hasFreeWords = (field: Field): boolean =>
  field.valueType === 'list' && field.columns.length > 0 && field.dictionary === undefined;

async function readWords(context: Context, entity: Entity, name: string): Promise<readonly (readonly string[])[]> {
  const changed = entity.fields.get('updated_at');
  const { rows } = await runQuery(
    context,
    {
      entity: entity.name,
      select: [{ path: name, as: 'words' }],
      where: { field: name, op: 'isNotNull' },
      ...(changed && context.access.canRead(changed) ? { sort: [{ by: 'updated_at', descending: true }] } : {}),
      limit: mostRecords,
    },
    {},
    { maxLimit: mostRecords },
  );
  return rows.map(({ words }) => (Array.isArray(words) ? words.map(String) : []));
}
