/**
 * Whom views can be shared with: everybody, the people of a role, those of a department, those of it and of all below it.
 * With the right `views.share` one reaches one's own roles and one's own department with all below it; whoever may also
 * `grant` reaches all.
 */
import { treeFieldOf } from '../../metadata/query/tree.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { SavedViewScope } from '../../metadata/schema/saved-view.js';
import type { Label } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { forbidden, unprocessable } from '../errors.js';
import { prepareFor, systemView, toolsFor } from '../records/prepare.js';
import { runQuery } from '../records/query.js';
import { compileQuery } from '../records/sql/compile-query.js';
import { selectRows } from '../records/sql/fragment.js';

/** What the target of a view for everybody is. */
export const everybody = '*';

/** Higher trees are a loop. */
const highest = 60;

/** What the caller may share with; `all` without further look. */
export interface Reach {
  readonly all: boolean;
  readonly roles: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
}

const nobody: Reach = { all: false, roles: new Set(), departments: new Set() };

export async function reachOf(context: Context): Promise<Reach> {
  const { access, principal } = context;
  if (!access.has('views.share')) return nobody;
  if (access.has('grant')) return { ...nobody, all: true };
  const { department } = principal;
  const departments = department === null ? [] : [department, ...(await departmentsBelow(context, department))];
  return { all: false, roles: new Set(principal.roles), departments: new Set(departments) };
}

export function reaches({ all, roles, departments }: Reach, scope: SavedViewScope, target: string): boolean {
  if (all) return true;
  return scope === 'role' ? roles.has(target) : scope !== 'system' && departments.has(target);
}

/** Whether the scope shares with others than the person themselves. */
export const isShared = (scope: SavedViewScope): boolean => scope !== 'personal';

/** The target of a view that is being shared: one's own when none is wanted. Throws 403 and 422. */
export async function targetOf(context: Context, scope: SavedViewScope, wanted: string | undefined): Promise<string> {
  const { principal, access, release } = context;
  if (!access.has('views.share')) {
    throw forbidden('RIGHT_MISSING', 'You need the right "views.share" to share with others.');
  }
  const reach = await reachOf(context);
  if (scope === 'system') {
    if (reach.all) return everybody;
    throw forbidden('TARGET_NOT_YOURS', 'Only those who may grant rights can share with everybody.');
  }
  const target = wanted ?? (scope === 'role' ? principal.roles[0] : (principal.department ?? undefined));
  if (target === undefined) {
    const words =
      scope === 'role'
        ? 'You belong to no role: say whom it is for.'
        : 'You belong to no department: say whom it is for.';
    throw unprocessable('TARGET_NEEDED', words, { path: '/target' });
  }
  const isKnown =
    scope === 'role'
      ? release.model.find('role', target) !== undefined
      : (await system(context, { field: 'id', op: 'eq', value: target })).length > 0;
  if (isKnown && reaches(reach, scope, target)) return target;
  throw forbidden(
    'TARGET_NOT_YOURS',
    scope === 'role'
      ? 'You can share with your own role only.'
      : 'You can share with your own department and those below it only.',
  );
}

/** A department, the caller's own unless stated, and those above it. */
export async function departmentsAbove(
  context: Context,
  department: string | null = context.principal.department,
): Promise<readonly string[]> {
  const found: string[] = [];
  let at = department;
  while (at !== null && !found.includes(at) && found.length < highest) {
    found.push(at);
    const [row] = await system(context, { field: 'id', op: 'eq', value: at });
    at = row?.parent ?? null;
  }
  return found;
}

async function departmentsBelow(context: Context, top: string): Promise<readonly string[]> {
  const entity = context.release.model.entities.get('department');
  if (!entity || !treeFieldOf(entity)) return [];
  return (await system(context, { field: 'id', op: 'under', value: top })).map(({ id }) => id);
}

/** Departments as they stand, whatever the caller may read: who belongs where is no question of rights. */
async function system(
  context: Context,
  where: Filter,
): Promise<readonly { readonly id: string; readonly parent: string | null }[]> {
  const entity = context.release.model.entities.get('department');
  if (!entity) return [];
  const parent = treeFieldOf(entity)?.name ?? 'id';
  const select = [{ path: 'id' }, { path: parent, as: 'parent' }];
  const bound = prepareFor(context, { entity: 'department', select, where }, { access: systemView(context) });
  const compiled = compileQuery(toolsFor(context), bound);
  const rows = await selectRows(context.database.read, compiled.statement);
  return rows.map((row) => {
    const [id, above] = compiled.read(row);
    return { id: String(id), parent: parent === 'id' || above === null ? null : String(above) };
  });
}

export interface Audiences {
  readonly everybody: boolean;
  readonly roles: readonly { readonly name: string; readonly label: Label }[];
  readonly departments: readonly { readonly id: string; readonly label: string }[];
}

/** To choose from, with the names that the caller may read. */
export async function audiencesOf(context: Context): Promise<Audiences> {
  const reach = await reachOf(context);
  const roles = context.release.model.list('role').filter(({ name }) => reaches(reach, 'role', name));
  const named = await departmentNames(context, reach.all ? undefined : [...reach.departments]);
  const missing = [...reach.departments].filter((id) => !named.has(id));
  return {
    everybody: reach.all,
    roles: roles.map(({ name, label }) => ({ name, label: label ?? name })),
    // One's own is known as such without a name.
    departments: [
      ...[...named].map(([id, label]) => ({ id, label })),
      ...missing.filter((id) => id === context.principal.department).map((id) => ({ id, label: '' })),
    ],
  };
}

/** Names of departments by id, as far as the caller may read them; all of them when none are said. */
export async function departmentNames(
  context: Context,
  ids: readonly string[] | undefined,
): Promise<ReadonlyMap<string, string>> {
  const entity = context.release.model.entities.get('department');
  const name = entity?.nameFields[0];
  const field = name === undefined ? undefined : entity?.fields.get(name);
  if (ids?.length === 0 || !field || !context.access.mayEver('read', 'department') || !context.access.canRead(field))
    return new Map();
  const { rows } = await runQuery(context, {
    entity: 'department',
    select: [
      { path: 'id', as: 'id' },
      { path: field.name, as: 'name' },
    ],
    ...(ids ? { where: { field: 'id', op: 'in' as const, value: [...ids] } } : {}),
    sort: [{ by: field.name }],
    limit: 500,
  });
  return new Map(rows.map((row) => [String(row['id']), String(row['name'])]));
}
