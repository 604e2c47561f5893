/** Which documents a release changed against the live one before it, told by their hashes. */
import type { Knex } from 'knex';
import type { Kind } from '../../metadata/schema/kinds.js';
import { compareText } from '../../metadata/value.js';

export interface ReleaseChange {
  readonly kind: Kind;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
}

/** Ordered by kind and name; all are `added` in the first release. Undefined when there is no such release. */
export async function readReleaseChanges(runner: Knex, number: number): Promise<readonly ReleaseChange[] | undefined> {
  const rows = (await runner('sys_release')
    .select('number')
    .where('number', '<=', number)
    .where((where) => void where.where({ number }).orWhere({ state: 'live' }))
    .orderBy('number', 'desc')
    .limit(2)) as { number: number }[];
  if (Number(rows[0]?.number) !== number) return undefined;
  const after = await readHashes(runner, number);
  const before = rows[1] ? await readHashes(runner, Number(rows[1].number)) : new Map<string, string>();
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return keys.flatMap((key): readonly ReleaseChange[] => {
    const [kind, name] = key.split('/') as [Kind, string];
    if (!before.has(key)) return [{ kind, name, change: 'added' }];
    if (!after.has(key)) return [{ kind, name, change: 'removed' }];
    return before.get(key) === after.get(key) ? [] : [{ kind, name, change: 'changed' }];
  });
}

async function readHashes(runner: Knex, release: number): Promise<ReadonlyMap<string, string>> {
  const rows = (await runner('sys_document').select('kind', 'name', 'hash').where({ release })) as {
    kind: string;
    name: string;
    hash: string;
  }[];
  return new Map(rows.map(({ kind, name, hash }) => [`${kind}/${name}`, hash]));
}
