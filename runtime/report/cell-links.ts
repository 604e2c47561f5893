/** Where a cell leads: its click actions, whose parameters the server has evaluated already. Pure. */
import type { Filter } from '../../metadata/schema/query.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { placeFor, type OpenAction } from '../dashboard/actions.js';
import { isEmptyValue } from '../dashboard/parameters.js';

export interface CellLink {
  readonly href: string;
  readonly icon: string;
  readonly text: string;
  /** Leads to another site. */
  readonly away?: boolean;
}

/** An action of a grid cell: values instead of expressions. */
export type CellAction =
  | { readonly set: Readonly<Record<string, Value>> }
  | {
      readonly open: OpenAction['open'];
      readonly name: string;
      readonly parameters: Readonly<Record<string, Value>>;
      /** Null: it had a filter of which nothing is left. */
      readonly where?: Filter | null;
    };

export const cellActions = (cell: GridCell): readonly CellAction[] =>
  (cell.on?.['click'] as readonly CellAction[] | undefined) ?? [];

const icons: Readonly<Record<OpenAction['open'], string>> = {
  list: 'list',
  record: 'external-link',
  report: 'table',
  dashboard: 'chart-column',
  link: 'external-link',
};

/** Links of all `open` actions that have somewhere to lead; `textOf` says what a link is called. */
export function cellLinks(
  cell: GridCell,
  textOf: (open: OpenAction['open'], name: string, cell: GridCell) => string,
): readonly CellLink[] {
  return cellActions(cell).flatMap((action) => {
    if (!('open' in action)) return [];
    const given = Object.entries(action.parameters)
      .filter(([, value]) => !isEmptyValue(value))
      .map(([name, value]) => ({ name, value }));
    // A list that lost its filter would show everything, as if that were what stands behind the cell.
    const isStated = Object.keys(action.parameters).length > 0 || action.where !== undefined;
    if (given.length === 0 && isStated && !action.where) return [];
    const place = placeFor(action.open, action.name, given, action.where ?? undefined);
    return place
      ? [
          {
            href: place.href,
            icon: icons[action.open],
            text: textOf(action.open, action.name, cell),
            ...(place.away ? { away: true } : {}),
          },
        ]
      : [];
  });
}

/** Parameters of this report that a click sets. */
export function valuesSet(cell: GridCell): Readonly<Record<string, Value>> {
  return Object.assign({}, ...cellActions(cell).flatMap((action) => ('set' in action ? [action.set] : []))) as Record<
    string,
    Value
  >;
}
