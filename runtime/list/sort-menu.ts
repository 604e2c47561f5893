/** The order of a list in words, and the menu that changes it. */
import type { Host } from '../host/host.js';
import type { MenuItem } from '../ui/menu.js';
import type { Column } from './columns.js';
import type { SortKey } from './list-state.js';

/** "Sales, high to low"; without an order the name of the action. */
export function sortWords(host: Host, entityName: string, sort: readonly SortKey[]): string {
  const [first] = sort;
  if (!first) return host.i18n.t('list.sort');
  const found = host.app.path(entityName, first.by);
  const name = found ? host.i18n.label(found.field.label, first.by) : first.by;
  const type = found?.field.valueType;
  const kind = type === 'number' ? 'number' : type === 'date' || type === 'datetime' ? 'date' : 'text';
  return host.i18n.t(`list.sorted.${kind}.${first.descending ? 'down' : 'up'}`, { name });
}

/** Columns to sort by, then both ways. `go` gets the new order. */
export function sortItems(
  host: Host,
  columns: readonly Column[],
  current: SortKey | undefined,
  go: (sort: readonly SortKey[]) => void,
): readonly MenuItem[] {
  const by = columns
    .filter((column) => column.sortable)
    .map((column) => ({
      id: column.path,
      label: column.label,
      checked: current?.by === column.path,
      run: () =>
        go([{ by: column.path, ...(current?.by === column.path && current.descending ? { descending: true } : {}) }]),
    }));
  if (!current) return by;
  return [
    ...by,
    {
      id: 'up',
      label: host.i18n.t('list.ascending'),
      checked: !current.descending,
      line: true,
      run: () => go([{ by: current.by }]),
    },
    {
      id: 'down',
      label: host.i18n.t('list.descending'),
      checked: current.descending === true,
      run: () => go([{ by: current.by, descending: true }]),
    },
  ];
}
