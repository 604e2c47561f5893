/**
 * Views that people save of lists: their own, or shared (audiences.ts). They are no documents: no release is needed for
 * one. A view whose filter reads what somebody may not see is not offered to them.
 */
import type { ViewMode } from '../../metadata/contributions.js';
import type { Registry } from '../../metadata/registry.js';
import type { SavedLook, SavedViewScope } from '../../metadata/schema/saved-view.js';
import type { Label } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { conflict, forbidden, notFound, unprocessable } from '../errors.js';
import { visibleOptions } from '../records/app/screens.js';
import { Sight } from '../records/app/visible.js';
import {
  departmentNames,
  departmentsAbove,
  everybody,
  isShared,
  reaches,
  reachOf,
  targetOf,
  type Reach,
} from './audiences.js';
import type { CheckLook } from './check-look.js';

export interface SavedView {
  readonly id: string;
  readonly entity: string;
  readonly name: string;
  readonly scope: SavedViewScope;
  /** The user, role or department it is for; `*` for everybody. */
  readonly target: string;
  /** What the role or department is called; absent where the caller may not read it. */
  readonly audience?: Label;
  readonly look: SavedLook;
  readonly version: number;
  readonly createdBy: string;
  /** The caller may change and delete it. */
  readonly mayChange: boolean;
}

export interface NewView {
  readonly entity: string;
  readonly name: string;
  readonly scope: SavedViewScope;
  /** A role or department; the caller's own when left out. */
  readonly target?: string | undefined;
  readonly look: SavedLook;
}

/** Views of one person in all: more are hard to tell apart, and each page reads them. */
const mostViews = 200;

/** What is read at once, those shared by others among them. */
const mostViewsRead = 500;

type Row = Readonly<Record<string, unknown>>;

function viewOf(context: Context, row: Row, reach: Reach): SavedView {
  const createdBy = String(row['created_by']);
  const scope = row['scope'] as SavedViewScope;
  return {
    id: String(row['id']),
    entity: String(row['entity']),
    name: String(row['name']),
    scope,
    target: String(row['target']),
    look: JSON.parse(String(row['body'])) as SavedLook,
    version: Number(row['version']),
    createdBy,
    mayChange: createdBy === context.principal.id || (isShared(scope) && reaches(reach, scope, String(row['target']))),
  };
}

/** All that the caller may see, by name. */
export async function listViews(context: Context): Promise<readonly SavedView[]> {
  const { id, roles, department } = context.principal;
  const reach = await reachOf(context);
  const above = (await hasSubtrees(context)) ? await departmentsAbove(context) : [];
  const rows = await context.database
    .read('sys_saved_view')
    .whereNull('deleted_at')
    .andWhere((query) => {
      void query.where({ scope: 'personal', target: id });
      void query.orWhere({ scope: 'system', target: everybody });
      void query.orWhere((inner) => void inner.where('scope', 'subtree').whereIn('target', [...above]));
      void query.orWhere((inner) => void inner.where('scope', 'role').whereIn('target', [...roles]));
      if (department !== null) void query.orWhere({ scope: 'department', target: department });
      // Whoever shared a view goes on seeing it, whomever it is for.
      void query.orWhere('created_by', id);
    })
    .orderBy('name')
    .orderBy('id')
    .limit(mostViewsRead)
    .select<Row[]>('*');
  const sight = new Sight(context.release.model, context.access, context.registries.function);
  const { view: modes } = context.registries;
  const shown = rows.map((row) => viewOf(context, row, reach)).flatMap((view) => shownView(sight, view, modes) ?? []);
  return withAudiences(context, shown);
}

/** Few sites have any; the departments above are asked for only there. */
async function hasSubtrees(context: Context): Promise<boolean> {
  if (context.principal.department === null) return false;
  return (await context.database.read('sys_saved_view').where({ scope: 'subtree' }).whereNull('deleted_at').first('id')) !== undefined; // prettier-ignore
}

const isOfDepartment = ({ scope }: SavedView): boolean => scope === 'department' || scope === 'subtree';

async function withAudiences(context: Context, views: readonly SavedView[]): Promise<readonly SavedView[]> {
  const names = await departmentNames(context, [...new Set(views.filter(isOfDepartment).map(({ target }) => target))]);
  return views.map((view) => {
    const { scope, target } = view;
    const audience =
      scope === 'role' ? (context.release.model.find('role', target)?.label ?? target) : names.get(target);
    return isShared(scope) && audience !== undefined ? { ...view, audience } : view;
  });
}

/** Without the columns, orders, groups and options that the caller may not see. */
function shownView(sight: Sight, view: SavedView, modes: Registry<ViewMode>): SavedView | undefined {
  const entity = sight.entity(view.entity);
  const { look } = view;
  if (!entity || (look.filter && !sight.filter(entity, look.filter))) return undefined;
  const options =
    look.mode === undefined ? undefined : visibleOptions(sight, entity, { ...look, mode: look.mode }, modes);
  if (look.options && !options) return undefined;
  const columns = look.columns?.filter((column) => sight.path(entity, column.path));
  const sort = look.sort?.filter((item) => sight.path(entity, item.by));
  const group = look.group?.filter((item) => sight.path(entity, item.path));
  if (columns?.length === 0) return undefined;
  return {
    ...view,
    look: {
      ...look,
      ...(columns ? { columns } : {}),
      ...(options ? { options } : {}),
      ...(sort ? { sort } : {}),
      ...(group ? { group } : {}),
    },
  };
}

export async function createView(context: Context, view: NewView, checkLook: CheckLook): Promise<SavedView> {
  const target = view.scope === 'personal' ? context.principal.id : await targetOf(context, view.scope, view.target);
  checkLook(context, view.entity, view.look);
  const [held] = await context.database
    .read('sys_saved_view')
    .where({ created_by: context.principal.id })
    .whereNull('deleted_at')
    .count({ n: '*' });
  if (Number(held?.['n'] ?? 0) >= mostViews) {
    throw unprocessable(
      'TOO_MANY_VIEWS',
      say`A person may keep ${{ most: mostViews }} views: delete one that you no longer use.`,
    );
  }
  const now = context.clock.now().toISOString();
  const id = context.newId();
  await context.database.write((transaction) =>
    transaction('sys_saved_view').insert({
      id,
      entity: view.entity,
      name: view.name,
      scope: view.scope,
      target,
      body: JSON.stringify(view.look),
      version: 1,
      created_by: context.principal.id,
      created_at: now,
      updated_at: now,
    }),
  );
  return readView(context, id);
}

export async function changeView(
  context: Context,
  id: string,
  version: number,
  change: Partial<Omit<NewView, 'entity'>>,
  checkLook: CheckLook,
): Promise<SavedView> {
  const view = await viewToChange(context, id);
  if (change.look) checkLook(context, view.entity, change.look);
  const scope = change.scope ?? view.scope;
  const isMoved = change.scope !== undefined || change.target !== undefined;
  // A shared view is changed for all who use it: its maker, too, must still be able to share it with them. Taking it back
  // is always possible, and gives it to its maker.
  const wanted = isMoved ? change.target : view.target;
  const target = isShared(scope) ? await targetOf(context, scope, wanted) : view.createdBy;
  await store(context, view, version, {
    scope,
    target,
    name: change.name ?? view.name,
    body: JSON.stringify(change.look ?? view.look),
  });
  return readView(context, id);
}

export async function deleteView(context: Context, id: string, version: number): Promise<void> {
  const view = await viewToChange(context, id);
  await store(context, view, version, { deleted_at: context.clock.now().toISOString() });
}

/** Undoes a deletion. */
export async function restoreView(context: Context, id: string): Promise<SavedView> {
  const row = await context.database.read('sys_saved_view').where({ id }).whereNotNull('deleted_at').first<Row>();
  const view = row && viewOf(context, row, await reachOf(context));
  if (!view?.mayChange) throw notFound();
  await store(context, view, view.version, { deleted_at: null });
  return readView(context, id);
}

async function store(context: Context, view: SavedView, version: number, values: object): Promise<void> {
  await context.database.write(async (transaction) => {
    const changed = await transaction('sys_saved_view')
      .where({ id: view.id, version })
      .update({ ...values, version: version + 1, updated_at: context.clock.now().toISOString() });
    if (changed > 0) return;
    throw conflict('VERSION_CONFLICT', 'Somebody changed this view in the meantime. Nothing was saved.', {
      details: { version: view.version },
    });
  });
}

async function readView(context: Context, id: string): Promise<SavedView> {
  const row = await context.database.read('sys_saved_view').where({ id }).whereNull('deleted_at').first<Row>();
  if (!row) throw notFound();
  const [view] = await withAudiences(context, [viewOf(context, row, await reachOf(context))]);
  return view!;
}

/** A view that one may see but not change is 403, any other is unknown. */
async function viewToChange(context: Context, id: string): Promise<SavedView> {
  const row = await context.database.read('sys_saved_view').where({ id }).whereNull('deleted_at').first<Row>();
  const view = row && viewOf(context, row, await reachOf(context));
  if (view?.mayChange) return view;
  const seen = await listViews(context);
  if (!seen.some((each) => each.id === id)) throw notFound();
  throw forbidden('VIEW_NOT_YOURS', 'This view belongs to somebody else. Save it under another name to change it.');
}
