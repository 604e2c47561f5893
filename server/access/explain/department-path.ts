/** The departments between a record and a person who sees it from above, by name: "Sales North", "Sales". */
import { treeFieldOf } from '../../../metadata/query/tree.js';
import type { Case } from './explain.js';
import { readPaths } from './read-path.js';

/** Higher trees are a loop. */
const highest = 60;

/** From the record's department up to the person's; undefined where the one does not lead to the other. */
export async function departmentPath({ context, asked, entity, id }: Case): Promise<readonly string[] | undefined> {
  const { model } = context.release;
  const top = asked.found.principal.department;
  const tree = model.entities.get('department');
  const parent = tree && treeFieldOf(tree);
  const path = entity.ownerPath;
  if (top === null || !tree || !parent || path === undefined) return undefined;
  const ownedByDepartment = path === 'department' || path.endsWith('.department');
  const [start] = (await readPaths(context, { entity: entity.name, id, paths: [ownedByDepartment ? path : `${path}.department`] })) ?? [];
  const name = tree.nameFields[0] ?? 'id';
  const names: string[] = [];
  let at = start ?? null;
  for (let level = 0; typeof at === 'string' && level < highest; level++) {
    const row = await readPaths(context, { entity: 'department', id: at, paths: [name, parent.name] });
    if (!row) return undefined;
    names.push(String(row[0] ?? at));
    if (at === top) return names;
    at = row[1] ?? null;
  }
  return undefined;
} // prettier-ignore
