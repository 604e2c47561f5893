/** Tests on columns of the result, by their names; fields were asked for where the columns were selected. */
import type { Filter, Operand } from '../schema/query.js';
import { say } from '../words.js';
import type { FilterCheck } from './check-filter.js';
import { computedOperators, operandFault } from './operand.js';
import { mentioned } from './paths.js';
import { operandInvalid, operatorNotAllowed, queryInvalid } from './problems.js';
import type { CheckedSelect, Having } from './types.js';

export function checkHaving(
  filter: Filter,
  grouped: boolean,
  select: readonly CheckedSelect[],
  check: FilterCheck,
): Having<Operand> | undefined {
  if (!grouped) {
    check.problems.push(queryInvalid('/having', 'having needs a column with an aggregate; use where for rows.'));
    return undefined;
  }
  return havingPart(filter, new Map(select.map((item) => [item.as, item])), check);
}

function havingPart(
  filter: Filter,
  columns: ReadonlyMap<string, CheckedSelect>,
  check: FilterCheck,
): Having<Operand> | undefined {
  if ('and' in filter || 'or' in filter) {
    const kind = 'and' in filter ? 'and' : 'or';
    const parts = ('and' in filter ? filter.and : filter.or).map((part) => havingPart(part, columns, check));
    return parts.every((part) => part !== undefined) ? { kind, parts } : undefined;
  }
  if ('not' in filter) {
    const part = havingPart(filter.not, columns, check);
    return part && { kind: 'not', part };
  }
  if (!('field' in filter)) {
    check.problems.push(
      queryInvalid('/having', 'having compares columns of the result: some, none and measure go to where.'),
    );
    return undefined;
  }
  const column = columns.get(filter.field);
  if (!column) {
    const known = [...columns.keys()].join(', ');
    check.problems.push(
      queryInvalid(
        '/having',
        say`having knows the columns ${{ known }}; "${{ field: filter.field }}" is none of them.`,
      ),
    );
    return undefined;
  }
  const about = column.path ? mentioned(column.path) : [];
  if (!computedOperators.has(filter.op)) {
    check.problems.push(operatorNotAllowed('/having', say`having does not know "${{ op: filter.op }}".`, about));
    return undefined;
  }
  const wrong = operandFault(filter.op, filter.value, column.type);
  if (wrong) {
    check.problems.push(
      operandInvalid('/having', say`"${{ op: filter.op }}" on "${{ said: filter.field }}" ${{ wrong }}.`, about),
    );
    return undefined;
  }
  return {
    kind: 'test',
    as: column.as,
    op: filter.op,
    value: filter.value ?? null,
    ...(filter.whenEmpty ? { whenEmpty: filter.whenEmpty } : {}),
  };
}
