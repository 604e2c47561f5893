/**
 * Unique fields and keys, asked before writing so that the answer names the field. Two writers at once are told apart by
 * the unique index (MySQL) or cannot be (SQLite has one writer). Nulls are equal to nothing.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { listOf, say } from '../../../metadata/words.js';
import { isSame, type Draft } from './draft.js';
import { joinFragments, raw, selectRows, sql, type Fragment } from '../sql/fragment.js';
import type { Write } from './write.js';

/** Fields that are unique by themselves, and keys over several. */
export function uniqueKeys(entity: Entity): readonly (readonly Field[])[] {
  const single = [...entity.fields.values()].filter((field) => field.document.unique && field.columns.length > 0);
  const keys = (entity.document.keys ?? [])
    .filter((key) => key.unique)
    .map((key) => key.fields.map((name) => entity.fields.get(name)).filter((field) => field !== undefined))
    .filter((fields) => fields.length > 0 && fields.every((field) => field.columns.length > 0));
  return [...single.map((field) => [field]), ...keys];
}

/** Adds NOT_UNIQUE to drafts whose key another record has, or an earlier draft of the same write. */
export async function checkUnique(write: Write, entity: Entity, drafts: readonly Draft[]): Promise<void> {
  // Links are compared with those that are there when the set is read; a finding here would tell of ones not to be seen.
  if (entity.link) return;
  for (const fields of uniqueKeys(entity)) {
    const asked = drafts.filter((draft) => draft.action !== 'delete' && hasNewKey(draft, fields));
    const taken = new Map<string, Holder>();
    for (let from = 0; from < asked.length; from += 100) {
      const chunk = asked.slice(from, from + 100);
      for (const [text, holder] of await storedKeys(write, entity, fields, chunk)) taken.set(text, holder);
    }
    // A key that one record of the write gives up may be taken by another of it.
    const leaving = new Set(
      drafts
        .filter((draft) => draft.before && (draft.action === 'delete' || hasNewKey(draft, fields)))
        .map((draft) => draft.id),
    );
    for (const draft of asked) {
      const text = keyText(draft.values, fields);
      const other = taken.get(text);
      if (other && other.id !== draft.id && !leaving.has(other.id)) {
        draft.problems.push(notUnique(draft, fields, other.isDeleted));
      } else taken.set(text, { id: draft.id, isDeleted: false });
    }
  }
}

interface Holder {
  readonly id: string;
  /** A deleted record keeps its keys, so that it can be restored. */
  readonly isDeleted: boolean;
}

export function notUnique(draft: Draft, fields: readonly Field[], isDeleted = false) {
  const said = listOf(fields.map((field) => field.label));
  return {
    path: `${draft.pointer}/${fields[0]?.name ?? ''}`,
    code: 'NOT_UNIQUE',
    ...(isDeleted
      ? say`A deleted ${{ entity: draft.entity.label }} has the same ${{ fields: said }}: restore it, or choose another value.`
      : say`Another ${{ entity: draft.entity.label }} has the same ${{ fields: said }}.`),
  };
}

function hasNewKey(draft: Draft, fields: readonly Field[]): boolean {
  if (fields.some((field) => (draft.values[field.name] ?? null) === null)) return false;
  if (!draft.before || draft.action === 'restore') return true;
  return fields.some((field) => !isSame(draft.before?.values[field.name], draft.values[field.name]));
}

const keyText = (values: Draft['values'], fields: readonly Field[]): string =>
  JSON.stringify(fields.map((field) => values[field.name] ?? null));

async function storedKeys(
  write: Write,
  entity: Entity,
  fields: readonly Field[],
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Holder>> {
  const { dialect } = write.context.database;
  const column = (field: Field): Fragment => raw(dialect.quote(field.columns[0]!.name));
  const value = (draft: Draft, field: Field) => dialect.encode(field.columns[0]!, draft.values[field.name] ?? null);
  const same = drafts.map((draft) => joinFragments(fields.map((field) => sql`${column(field)} = ${value(draft, field)}`), ' and ')); // prettier-ignore
  const where = sql`((${joinFragments(same, ') or (')}))`;
  const list = joinFragments(fields.map(column), ', ');
  const statement = sql`select id, deleted_at, ${list} from ${raw(dialect.quote(entity.table))} where ${where}`;
  const found = new Map<string, Holder>();
  for (const row of await selectRows(write.transaction, statement)) {
    const values = fields.map((field) => dialect.decode(field.columns[0]!, row[field.columns[0]!.name]));
    found.set(JSON.stringify(values), { id: String(row['id']), isDeleted: row['deleted_at'] !== null });
  }
  return found;
}
