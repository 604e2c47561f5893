/**
 * What a template needs of some records, read through the gate under the rights of whoever prints: the records in one
 * statement (200 at a time), the rows of each relation in one more, however many records there are.
 *
 *   needs -> may all of it be read? -> records -> rows of relations, level by level -> data for the template
 */
import { maskedText } from '../../metadata/access/mask.js';
import type { Needs } from '../../metadata/print/needs.js';
import { allPaths } from '../../metadata/print/needs.js';
import { stepAlong, type Step } from '../../metadata/print/step.js';
import type { TextContext } from '../../metadata/contributions.js';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { createTextContext } from '../../metadata/import/text-context.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { forbidden, unprocessable } from '../errors.js';
import { listRecords, longestPage } from '../records/list.js';
import { readChildren } from '../records/read/children.js';
import type { Leaf, RecordData } from './data.js';
import { leafOf } from './leaf.js';

/** Rows of one relation of one record, and of all that is read for one printing. */
const mostOfOne = 2_000;
const mostRows = 20_000;

/** Records whose data went into a document, ids by entity: who may not see all of them does not get it either. */
export type Seen = Map<string, Set<string>>;

export interface ReadDataOptions {
  /** Language of the document. */
  readonly language: string;
  readonly seen?: Seen;
  readonly signal?: AbortSignal;
  progress?(done: number): void;
}

interface Reading {
  readonly context: Context;
  readonly text: TextContext;
  readonly seen: Seen;
  rows: number;
}

/** By id; records that may not be read are missing. `refuseForbidden` was asked before. */
export async function readData(
  context: Context,
  needs: Needs,
  ids: readonly string[],
  options: ReadDataOptions,
): Promise<ReadonlyMap<string, RecordData>> {
  const text = createTextContext(context.release.model, options.language);
  const reading: Reading = { context, text, seen: options.seen ?? new Map(), rows: 0 };
  const entity = context.release.model.entities.get(needs.entity)!;
  const fields = [...fieldsToRead(needs)];
  const found = new Map<string, RecordData>();
  for (let from = 0; from < ids.length; from += longestPage) {
    options.signal?.throwIfAborted();
    const some = ids.slice(from, from + longestPage);
    const filter: Filter = { field: 'id', op: 'in', value: [...some] };
    const { rows } = await listRecords(context, needs.entity, { fields, filter, limit: longestPage });
    for (const [i, data] of (await buildRecords(reading, entity, needs, rows as readonly Row[])).entries()) {
      found.set(String(rows[i]!['id']), data);
    }
    options.progress?.(Math.min(ids.length, from + longestPage));
  }
  return found;
}

/** Those of the ids that there are for the reader. */
export async function readIds(context: Context, entity: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let from = 0; from < ids.length; from += longestPage) {
    const filter: Filter = { field: 'id', op: 'in', value: ids.slice(from, from + longestPage) };
    const { rows } = await listRecords(context, entity, { fields: ['id'], filter, limit: longestPage });
    for (const row of rows) found.add(String(row['id']));
  }
  return found;
}

/** Paths of a template that somebody may not read. A masked value is printed masked; in a file of others it stands in plain. */
export function forbiddenPaths(
  context: Pick<Context, 'access' | 'release'>,
  needs: Needs,
  { inPlain = false }: { readonly inPlain?: boolean } = {},
): readonly string[] {
  const { access, release } = context;
  const blocked = new Set<string>();
  for (const { entity, path, shown } of allPaths(needs)) {
    const steps = stepsAlong(release.model, entity, path);
    const last = steps?.at(-1)?.field;
    const rows = last?.links?.target ?? last?.children?.entity;
    const isOpen =
      steps?.every(({ field, pointer }, i) => {
        const asked = pointer ?? field;
        const mayBeMasked = !inPlain && i === steps.length - 1 && rows === undefined;
        return access.canRead(asked) || (mayBeMasked && access.fieldClass(asked.entity, asked.name) === 'mask');
      }) &&
      (rows === undefined || access.mayEver('read', rows));
    if (!isOpen) blocked.add(shown);
  }
  return [...blocked].sort();
}

/** Nothing of a template is printed for those who may not read all of it: a gap would look like a value. */
export function refuseForbidden(context: Context, needs: Needs): void {
  const paths = forbiddenPaths(context, needs);
  if (paths.length === 0) return;
  const words = say`This template prints fields that are not there or that you may not read: ${{ fields: paths.join(', ') }}.`;
  throw forbidden('FIELD_FORBIDDEN', words, { path: paths[0]!, details: { fields: paths } });
}

/** Every step on the way along a path; undefined where it leads nowhere. */
function stepsAlong(model: Model, entity: string, path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let at: Entity | undefined = model.entities.get(entity);
  for (let rest: readonly string[] = path.split('.'); rest.length > 0;) {
    const found: Step | undefined = at && stepAlong(model, at, rest);
    if (!found) return undefined;
    steps.push(found);
    at = model.entities.get(found.field.target ?? '');
    rest = found.rest;
  }
  return steps;
}

const fieldsAlong = (model: Model, entity: string, path: string): readonly Field[] =>
  (stepsAlong(model, entity, path) ?? []).map(({ field }) => field);

/* ------------------------------------------------------------ rows to data */

type Row = Readonly<Record<string, unknown>>;

/** Of relations behind a look-up the look-up itself. */
function fieldsToRead(needs: Needs): ReadonlySet<string> {
  const paths = new Set(['id', ...needs.paths]);
  for (const { path } of needs.relations) {
    const before = path.split('.').slice(0, -1).join('.');
    if (before !== '') paths.add(before);
  }
  return paths;
}

async function buildRecords(
  reading: Reading,
  entity: Entity,
  needs: Needs,
  rows: readonly Row[],
): Promise<readonly RecordData[]> {
  const { context, text } = reading;
  const made = rows.map((row) => {
    note(reading, entity.name, row['id']);
    return { $: String(row['id']), _: String(row['label'] ?? '') } as Open;
  });
  // Short paths first: a look-up is there before what it leads to.
  for (const path of [...needs.paths].sort((a, b) => a.length - b.length)) {
    const steps = fieldsAlong(context.release.model, entity.name, path);
    rows.forEach((row, i) => place(reading, made[i]!, row, steps, text));
  }
  for (const relation of needs.relations) await addRelation(reading, entity, relation, made);
  return made as unknown as readonly RecordData[];
}

type Open = Record<string, unknown>;
const isOpen = (value: unknown): value is Open => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts the value at the end of a path where the template looks for it; look-ups on the way become records. */
function place(reading: Reading, data: Open, row: Row, steps: readonly Field[], text: TextContext): void {
  let into = data;
  let from: unknown = row;
  for (const field of steps) {
    const names = field.name.split('.');
    const last = names.at(-1)!;
    for (const name of names.slice(0, -1)) {
      from = isOpen(from) ? (from[name] ?? null) : null;
      into = opened(into, name);
    }
    const value = isOpen(from) ? (from[last] ?? null) : null;
    if (field.target === undefined) {
      into[last] = {
        ...(isOpen(into[last]) ? into[last] : {}),
        ...(leafOf(value as Value, field, text) satisfies Leaf),
      };
      return;
    }
    const linked = opened(into, last);
    if (isOpen(value) && typeof value['id'] === 'string') {
      linked['$'] = value['id'];
      linked['_'] = String(value['label'] ?? '');
      note(reading, field.target, value['id']);
    } else if (value === maskedText) Object.assign(linked, { $: maskedText, _: maskedText });
    into = linked;
    from = value;
  }
}

function opened(into: Open, name: string): Open {
  const held = into[name];
  if (isOpen(held)) return held;
  const made: Open = { $: null, _: '' };
  into[name] = made;
  return made;
}

async function addRelation(
  reading: Reading,
  entity: Entity,
  { path, rows: needs }: Needs['relations'][number],
  made: readonly Open[],
): Promise<void> {
  const { context } = reading;
  const steps = fieldsAlong(context.release.model, entity.name, path);
  const field = steps.at(-1)!;
  const owners = made.map((data) => steps.slice(0, -1).reduce<Open>((at, step) => opened(at, step.name), data));
  const ids = [...new Set(owners.flatMap((owner) => (typeof owner['$'] === 'string' ? [owner['$']] : [])))];
  const found = await readChildren(context, {
    entity: context.release.model.entities.get(field.entity)!,
    field,
    paths: [...fieldsToRead(needs)],
    ids,
    runner: context.database.read,
    most: mostOfOne,
  });
  const all = ids.flatMap((id) => (found.get(id)?.rows ?? []).filter(isOpen));
  reading.rows += all.length;
  if (reading.rows > mostRows || ids.some((id) => found.get(id)?.more)) {
    throw unprocessable('PRINT_TOO_LARGE', say`There are more than ${{ most: reading.rows > mostRows ? mostRows : mostOfOne }} rows to print. Print fewer records at once.`); // prettier-ignore
  }
  const inner = await buildRecords(reading, context.release.model.entities.get(needs.entity)!, needs, all);
  const byRow = new Map(all.map((row, i) => [row, inner[i]!]));
  owners.forEach((owner) => {
    const own = (found.get(String(owner['$']))?.rows ?? []).filter(isOpen);
    owner[field.name] = own.map((row) => byRow.get(row)!);
  });
}

function note({ seen }: Reading, entity: string, id: unknown): void {
  if (typeof id !== 'string') return;
  const held = seen.get(entity) ?? new Set();
  seen.set(entity, held);
  held.add(id);
}
