/**
 * Records that hold all words, by the index: of each entity the best first. Only fields that the reader may read are looked
 * at; which of the records the reader may see is asked of the gate afterwards (search.ts).
 */
import type { Entity, Field } from '../../metadata/model/model.js';
import { isName } from '../../metadata/search/fields.js';
import type { QueryWord } from '../../metadata/search/tokens.js';
import type { Context } from '../context.js';
import { joinFragments, raw, selectRows, sql, valueList, type Fragment } from '../records/sql/fragment.js';

/** An entity with the fields of it that may be searched by somebody. */
export interface Place {
  readonly entity: Entity;
  readonly fields: readonly Field[];
}

/** Above every text that begins with what stands before it, in both engines' order of code points. */
const last = '\u{10ffff}';

/** Ids by entity, at most `most` of each; one statement. A name counts more than another field, a whole word more than its beginning. */
export async function findCandidates(
  { database }: Pick<Context, 'database'>,
  places: readonly Place[],
  words: readonly QueryWord[],
  most: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (places.length === 0 || words.length === 0) return found;
  const among = joinFragments(places.map(({ entity, fields }) => fieldsOf(entity, fields)), ' or '); // prettier-ignore
  const named = namesOf(places);
  const hits = words.map((word, index) => hitsOf(word, index, among, named));
  const best = sql`select word, entity, record_id, max(points) as points
    from (${joinFragments(hits, ' union all ')}) hits group by word, entity, record_id`;
  const order = raw('sum(points) desc, record_id desc');
  const ranked = sql`select entity, record_id, row_number() over (partition by entity order by ${order}) as place
    from (${best}) best group by entity, record_id having count(*) = ${words.length}`;
  const statement = sql`select entity, record_id from (${ranked}) ranked where place <= ${most} order by entity, place`;
  for (const row of await selectRows(database.read, statement)) {
    const entity = String(row['entity']);
    const ids = found.get(entity) ?? [];
    ids.push(String(row['record_id']));
    found.set(entity, ids);
  }
  return found;
}

const fieldsOf = (entity: Entity, fields: readonly Field[]): Fragment =>
  sql`(entity = ${entity.name} and field in ${valueList(fields.map((field) => field.id))})`;

/** The name fields among them; without one nothing counts as a name. */
function namesOf(places: readonly Place[]): Fragment {
  const named = places
    .map(({ entity, fields }) => ({ entity, fields: fields.filter((field) => isName(entity, field)) }))
    .filter(({ fields }) => fields.length > 0);
  if (named.length === 0) return raw('1 = 0');
  return joinFragments(named.map(({ entity, fields }) => fieldsOf(entity, fields)), ' or '); // prettier-ignore
}

function hitsOf({ token, prefix }: QueryWord, index: number, among: Fragment, named: Fragment): Fragment {
  const matches = prefix ? sql`token >= ${token} and token < ${token + last}` : sql`token = ${token}`;
  const points = sql`case when token = ${token} then 2 else 1 end + case when ${named} then 4 else 0 end`;
  return sql`select ${raw(String(index))} as word, entity, record_id, ${points} as points
    from sys_search where ${matches} and (${among})`;
}
