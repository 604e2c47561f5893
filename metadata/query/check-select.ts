/** Columns of the result: paths, aggregates and grains against the model, one name each. */
import type { Select } from '../schema/query.js';
import type { ValueType, Words } from '../value.js';
import { say } from '../words.js';
import { aggregateType } from './aggregate-type.js';
import { checkCondition, noteWidth, type FilterCheck } from './check-filter.js';
import { mentioned, resolvePath, type PathScope } from './paths.js';
import { fieldSealed, queryInvalid } from './problems.js';
import type { CheckedSelect, ResolvedPath } from './types.js';

export function checkSelects(selects: readonly Select[], scope: PathScope, check: FilterCheck): CheckedSelect[] {
  const names = new Set<string>();
  const checked: CheckedSelect[] = [];
  if (selects.length === 0) check.problems.push(queryInvalid('/select', 'A query needs at least one column.'));
  for (const [index, item] of selects.entries()) {
    const as = item.as ?? item.path?.replaceAll('.', '_') ?? item.aggregate ?? '';
    if (names.has(as))
      check.problems.push(
        queryInvalid(`/select/${index}`, say`Two columns are named "${{ as }}": give one another "as".`),
      );
    names.add(as);
    const one = checkSelect(item, as, `/select/${index}`, scope, check);
    if (one) checked.push(one);
  }
  return checked;
}

function checkSelect(
  item: Select,
  as: string,
  pointer: string,
  scope: PathScope,
  check: FilterCheck,
): CheckedSelect | undefined {
  const joined = scope.joins.size;
  const resolved = item.path === undefined ? undefined : resolvePath(scope, item.path);
  if (resolved && 'problem' in resolved) {
    check.problems.push(resolved.problem);
    return undefined;
  }
  const path = resolved?.path;
  if (path?.foreign?.leaf) check.shownJoins = (check.shownJoins ?? 0) + shownBy(path, [...scope.joins.keys()].slice(joined)); // prettier-ignore
  if (path) noteWidth(check, scope.joins.size + check.innerJoins - (check.shownJoins ?? 0), path.text);
  if (path?.field.sealed && item.aggregate) {
    check.problems.push(fieldSealed(path.text, mentioned(path)));
    return undefined;
  }
  const typed = selectType(item, path);
  if ('fault' in typed) {
    const at = path?.text ?? pointer;
    check.problems.push(queryInvalid(at, typed.fault, path && mentioned(path)));
    return undefined;
  }
  if (item.where && !item.aggregate) {
    check.problems.push(queryInvalid(pointer, 'Only a column with an aggregate has a condition of its own.'));
    return undefined;
  }
  const where = item.where && checkCondition(item.where, scope, check);
  return {
    as,
    ...(path ? { path } : {}),
    ...(item.aggregate ? { aggregate: item.aggregate } : {}),
    ...(item.grain ? { grain: item.grain } : {}),
    ...(where ? { where } : {}),
    type: typed.type,
  };
}

/**
 * Of the rows that a path added, those that its field reads through, not those that the path names: publish limits how far
 * the fields of an entity may read, so showing them all is never too wide.
 */
function shownBy({ hops, foreign }: ResolvedPath, added: readonly string[]): number {
  const named = foreign!.keys.findLastIndex((key) => key !== undefined) + 1;
  const walked = hops
    .slice(0, named)
    .map((hop) => hop.name)
    .join('.');
  return added.filter((path) => path.length > walked.length).length;
}

function selectType(
  { aggregate, grain }: Select,
  path: ResolvedPath | undefined,
): { readonly type: ValueType } | { readonly fault: Words } {
  if (aggregate && grain) return { fault: say`A column has an aggregate or a grain, not both.` };
  if (aggregate) return aggregateType(aggregate, path?.field);
  if (!path) return { fault: say`A column needs a path or the aggregate count.` };
  const { field } = path;
  if (field.children || field.links)
    return { fault: say`"${{ path: path.text }}" is a list: a query selects values of one record a row.` };
  if (!grain) return { type: field.valueType };
  if (!field.type.calendar) return { fault: say`"${{ path: path.text }}" is no date: it has no grain.` };
  if (grain !== 'hour') return { type: 'date' };
  return field.valueType === 'datetime' ? { type: 'datetime' } : { fault: say`"${{ path: path.text }}" has no hours.` };
}
