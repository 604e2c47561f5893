/** Sort orders: groups by their columns, rows by columns or paths, look-ups by what their record is called. */
import type { Query, Sort } from '../schema/query.js';
import { say } from '../words.js';
import type { FilterCheck } from './check-filter.js';
import { mentioned, resolvePath, type PathScope } from './paths.js';
import { fieldSealed, queryInvalid } from './problems.js';
import type { CheckedSelect, CheckedSort, ResolvedPath } from './types.js';

export function checkSorts(
  query: Query,
  grouped: boolean,
  select: readonly CheckedSelect[],
  scope: PathScope,
  check: FilterCheck,
): CheckedSort[] {
  const checked: CheckedSort[] = [];
  for (const item of query.sort ?? []) {
    const sort = grouped ? sortByColumn(item, select, check) : sortByRow(item, select, scope, check);
    if (sort) checked.push(sort);
  }
  return checked;
}

function sortByColumn(item: Sort, select: readonly CheckedSelect[], check: FilterCheck): CheckedSort | undefined {
  const column =
    select.find((one) => one.as === item.by) ?? select.find((one) => one.path?.text === item.by && !one.aggregate);
  if (column) return { as: column.as, descending: item.descending === true };
  check.problems.push(
    queryInvalid('/sort', say`A grouped query is sorted by its columns; "${{ by: item.by }}" is none of them.`),
  );
  return undefined;
}

function sortByRow(
  item: Sort,
  select: readonly CheckedSelect[],
  scope: PathScope,
  check: FilterCheck,
): CheckedSort | undefined {
  const descending = item.descending === true;
  const column = select.find((one) => one.as === item.by);
  if (column?.grain) return { as: column.as, descending };
  const text = column?.path?.text ?? item.by;
  const resolved = resolvePath(scope, text);
  if ('problem' in resolved) {
    check.problems.push(resolved.problem);
    return undefined;
  }
  return sortPath(resolved.path, descending, scope, check);
}

/** A look-up sorts by what its record is called: the first field of the target's name. */
function sortPath(
  path: ResolvedPath,
  descending: boolean,
  scope: PathScope,
  check: FilterCheck,
): CheckedSort | undefined {
  const target = path.field.target === undefined ? undefined : scope.model.entities.get(path.field.target);
  const name = target?.nameFields.map((field) => target.fields.get(field)).find((field) => field?.sortable);
  if (target && name) {
    const named = resolvePath(scope, `${path.text}.${name.name}`);
    if ('path' in named) return { path: named.path, descending };
  }
  if (path.field.sealed) {
    check.problems.push(fieldSealed(path.text, mentioned(path)));
    return undefined;
  }
  if (!target && path.field.sortable) return { path, descending };
  const part = path.field.parts?.[0]?.partOf;
  if (part) {
    const words = say`"${{ path: path.text }}" is made of parts: sort by one of them, like "${{ example: `${path.text}.${part.part}` }}".`;
    check.problems.push(queryInvalid(path.text, words, mentioned(path)));
    return undefined;
  }
  const words = target
    ? say`The name of "${{ path: path.text }}" cannot be sorted by: mark the field sortable and publish.`
    : say`"${{ path: path.text }}" cannot be sorted by: mark the field sortable and publish.`;
  check.problems.push(queryInvalid(path.text, words, mentioned(path)));
  return undefined;
}
