/** A role as a matrix of entities and actions, and what a choice in one of its cells does to the document. Pure. */
import { readItem, type ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import { recordActions, scopeWords, type RecordAction } from '../../metadata/schema/app.js';
import { isObject } from '../json/schema-walk.js';

/** What one cell holds: yes or no, whose records, or a condition. Absent is no. */
export type Right = boolean | (typeof scopeWords)[number] | { readonly [key: string]: unknown } | undefined;

/** Actions that are allowed or not; the others are for some records. */
const plain: ReadonlySet<RecordAction> = new Set(['create', 'import']);
/** Actions that may simply follow what may be read. */
const uponRead: ReadonlySet<RecordAction> = new Set(['export', 'print', 'bulk']);
/** Nothing can be done with what cannot be read. */
const needRead: ReadonlySet<RecordAction> = new Set(['update', 'delete', 'export', 'print', 'assign', 'share', 'bulk']);

/** The choices of a cell, the widest last. */
export function choicesFor(action: RecordAction): readonly Exclude<Right, object | undefined>[] {
  if (plain.has(action)) return [false, true];
  return uponRead.has(action) ? ['none', true, 'own', 'department', 'subtree', 'all'] : [...scopeWords];
}

export const grantPath = (entity: string): ItemPath => ['grants', { entity }];

export function rightOf(role: unknown, entity: string, action: RecordAction): Right {
  return readItem(role, [...grantPath(entity), 'actions', action]) as Right;
}

/** True where the right gives something. */
export const isGiven = (right: Right): boolean => right !== undefined && right !== false && right !== 'none';

export const isGranted = (role: unknown, entity: string): boolean =>
  recordActions.some((action) => isGiven(rightOf(role, entity, action)));

/** Gives or takes a right; what cannot be read is given to be read as well, and without reading the rest goes. */
export function setRight(role: unknown, entity: string, action: RecordAction, right: Right): Operation {
  const actions = { ...heldActions(role, entity) };
  put(actions, action, right);
  if (isGiven(right) && needRead.has(action) && !isGiven(actions['read'] as Right)) {
    put(actions, 'read', typeof right === 'string' ? right : 'own');
  }
  if (action === 'read' && !isGiven(right)) for (const each of needRead) put(actions, each, undefined);
  return setActions(role, entity, actions);
}

export const presets = ['nothing', 'looks', 'own', 'department', 'everything'] as const;
export type Preset = (typeof presets)[number];

const bundles: Readonly<Record<Preset, Readonly<Partial<Record<RecordAction, Right>>>>> = {
  nothing: {},
  looks: { read: 'all', export: true, print: true },
  own: { create: true, read: 'own', update: 'own', share: 'own', export: true, print: true, bulk: true },
  department: { create: true, read: 'subtree', update: 'subtree', share: 'subtree', assign: 'subtree', export: true, print: true, bulk: true },
  everything: { create: true, read: 'all', update: 'all', delete: 'all', export: true, import: true, print: true, assign: 'all', share: 'all', bulk: true },
}; // prettier-ignore

/** The usual bundle that a row is, undefined when it is none of them. */
export function presetOf(role: unknown, entity: string): Preset | undefined {
  return presets.find((preset) =>
    recordActions.every((action) => {
      const right = rightOf(role, entity, action);
      const wanted = bundles[preset][action];
      return wanted !== undefined ? right === wanted : !isGiven(right);
    }),
  );
}

export function setPreset(role: unknown, entity: string, preset: Preset): Operation {
  return setActions(role, entity, bundles[preset]);
}

type Actions = Readonly<Record<string, unknown>>;

function heldActions(role: unknown, entity: string): Actions {
  const held = readItem(role, [...grantPath(entity), 'actions']);
  return isObject(held) ? held : {};
}

function put(actions: Record<string, unknown>, action: RecordAction, right: Right): void {
  if (isGiven(right)) actions[action] = right;
  else delete actions[action];
}

/** The grant with these actions in the order the schema has; one that gives nothing and says nothing of fields goes. */
function setActions(role: unknown, entity: string, actions: Actions): Operation {
  const ordered = Object.fromEntries(
    recordActions.flatMap((action) => (isGiven(actions[action] as Right) ? [[action, actions[action]]] : [])),
  );
  const path = grantPath(entity);
  const grant = readItem(role, path);
  if (!isObject(grant)) {
    if (Object.keys(ordered).length === 0) return { op: 'group', operations: [] };
    const list = readItem(role, ['grants']);
    const last: unknown = Array.isArray(list) ? list.at(-1) : undefined;
    const after = isObject(last) && typeof last['entity'] === 'string' ? { entity: last['entity'] } : null;
    return { op: 'insert', path: ['grants'], value: { entity, actions: ordered }, after };
  }
  const saysMore = Object.keys(grant).some((key) => key !== 'entity' && key !== 'actions');
  if (Object.keys(ordered).length === 0 && !saysMore) return { op: 'remove', path };
  return { op: 'set', path: [...path, 'actions'], value: ordered };
}
