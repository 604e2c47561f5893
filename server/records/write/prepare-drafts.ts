/**
 * Bodies to drafts: what each record would become, with its children, before anything is checked against others or
 * written. A row of children with an id is an update, one without a creation, a row that is missing a deletion.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Problem, Value } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { isObject, parseBody } from './body.js';
import { draftLinks } from './links.js';
import type { ChildDrafts, Draft, StoredRow } from './draft.js';
import { orderRows } from './positions.js';
import { loadChildren } from './store.js';
import type { Write } from './write.js';

/** Rows of one body: larger sets are imported. */
export const mostChildren = 1000;

export interface DraftOptions {
  readonly pointer?: string;
  readonly id?: string;
  readonly stamps?: ReadonlySet<string>;
  readonly parent?: NonNullable<Draft['parent']>;
  /** Values put back beside the body, of fields that the platform had changed with it; nobody's right to them is asked. */
  readonly restore?: Readonly<Record<string, Value>> | undefined;
  /** Keys of the body that were read already. */
  readonly allow?: readonly string[];
  /** The body was kept by the server (body.ts). */
  readonly kept?: boolean | undefined;
}

export async function draftCreate(
  write: Write,
  entity: Entity,
  body: unknown,
  options: DraftOptions = {},
): Promise<Draft> {
  const pointer = options.pointer ?? '';
  const parsed = parseBody(write.context.access, entity, body, {
    pointer,
    servers: write.context.fieldServers,
    ...(options.stamps ? { stamps: options.stamps } : {}),
    ...(options.allow ? { allow: options.allow } : {}),
  });
  const draft: Draft = {
    entity,
    id: options.id ?? write.context.newId(),
    action: 'create',
    pointer,
    given: parsed.given,
    values: { ...parsed.values },
    children: [],
    problems: [...parsed.problems],
    ...(options.parent ? { parent: options.parent } : {}),
  };
  return withToMany(write, draft, parsed.children);
}

export async function draftUpdate(
  write: Write,
  entity: Entity,
  before: StoredRow,
  body: unknown,
  options: DraftOptions = {},
): Promise<Draft> {
  const pointer = options.pointer ?? '';
  const parsed = parseBody(write.context.access, entity, body, {
    pointer,
    servers: write.context.fieldServers,
    kept: options.kept,
    ...(options.allow ? { allow: options.allow } : {}),
  });
  const draft: Draft = {
    entity,
    id: before.id,
    action: 'update',
    pointer,
    before,
    given: parsed.given,
    asStored: parsed.asStored,
    values: { ...before.values, ...parsed.values, ...options.restore },
    ...(options.restore ? { restored: new Set(Object.keys(options.restore)) } : {}),
    children: [],
    problems: [...parsed.problems],
    ...(options.parent ? { parent: options.parent } : {}),
  };
  return withToMany(write, draft, parsed.children);
}

export function draftDelete(entity: Entity, before: StoredRow, pointer: string, parent?: Draft['parent']): Draft {
  return {
    entity,
    id: before.id,
    action: 'delete',
    pointer,
    before,
    given: new Set(),
    values: { ...before.values },
    children: [],
    problems: [],
    ...(parent ? { parent } : {}),
  };
}

async function withToMany(
  write: Write,
  draft: Draft,
  children: ReadonlyMap<Field, readonly unknown[]>,
): Promise<Draft> {
  for (const [field, rows] of children) draft.children.push(await draftChildren(write, draft, field, rows));
  for (const field of draft.entity.fields.values()) {
    if (field.links && Object.hasOwn(draft.values, field.name))
      draft.children.push(await draftLinks(write, draft, field));
  }
  return draft;
}

async function draftChildren(
  write: Write,
  parent: Draft,
  field: Field,
  rows: readonly unknown[],
): Promise<ChildDrafts> {
  const { entity: name, field: pointer } = field.children!;
  const entity = write.context.release.model.entities.get(name);
  if (!entity) throw new Error(`The children field "${field.name}" has no entity "${name}".`);
  const at = `${parent.pointer}/${field.name}`;
  if (rows.length > mostChildren) {
    parent.problems.push(tooMany(at));
    return { field: field.name, drafts: [] };
  }
  const existing = new Map(
    parent.action === 'create'
      ? []
      : (await loadChildren(write, entity, pointer, [parent.id], { lock: 'update' })).map((row) => [row.id, row]),
  );
  const drafts: Draft[] = [];
  for (const [index, row] of rows.entries()) {
    const options = { pointer: `${at}/${index}`, parent: { draft: parent, field: field.name }, allow: ['id', pointer] };
    const id = isObject(row) ? row['id'] : undefined;
    if (isObject(row) && (row[pointer] ?? parent.id) !== parent.id) {
      parent.problems.push(otherParent(`${options.pointer}/${pointer}`, pointer));
      continue;
    }
    if (id === undefined || id === null) {
      const draft = await draftCreate(write, entity, row, options);
      draft.values[pointer] = parent.id;
      drafts.push(draft);
      continue;
    }
    const before = typeof id === 'string' ? existing.get(id) : undefined;
    if (!before) {
      parent.problems.push(unknownRow(`${options.pointer}/id`));
      continue;
    }
    existing.delete(before.id);
    drafts.push(await draftUpdate(write, entity, before, row, options));
  }
  await orderRows(write, pointer, entity, drafts);
  const gone = [...existing.values()].map((row) => draftDelete(entity, row, at, { draft: parent, field: field.name }));
  return { field: field.name, drafts: [...drafts, ...gone] };
}

const tooMany = (path: string): Problem => ({
  path,
  code: 'TOO_MANY_ROWS',
  ...say`A record is saved with at most ${{ most: mostChildren }} rows; import larger sets.`,
});
const otherParent = (path: string, field: string): Problem => ({
  path,
  code: 'INVALID_VALUE',
  ...say`The row stands in another record's place: leave "${{ field }}" out.`,
});
const unknownRow = (path: string): Problem => ({
  path,
  code: 'REFERENCE_NOT_FOUND',
  message: 'The record has no such row. Leave the id out to add a new one.',
});
