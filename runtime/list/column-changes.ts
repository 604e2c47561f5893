/** Columns moved and resized by mouse or by keys on their heads: what the table reports becomes the person's setting. */
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { Column } from './columns.js';
import { settingOf } from './chosen-columns.js';

/** Pixels of one key press, and the narrowest and widest column. */
const step = 16;
const least = 56;
const most = 800;

export function withWidth(columns: readonly Column[], path: string, width: number): ListSetting {
  const setting = settingOf(columns);
  const kept = Math.round(Math.max(least, Math.min(most, width)));
  return { ...setting, columns: setting.columns.map((each) => (each.path === path ? { ...each, width: kept } : each)) };
}

/** Undefined when the order is as before. */
export function withOrder(columns: readonly Column[], paths: readonly string[]): ListSetting | undefined {
  const setting = settingOf(columns);
  if (paths.join() === columns.map((column) => column.path).join()) return undefined;
  const byPath = new Map(setting.columns.map((each) => [each.path, each] as const));
  return { ...setting, columns: paths.flatMap((path) => byPath.get(path) ?? []) };
}

/** As wide as its content asks for. */
export function fitting(columns: readonly Column[], path: string): ListSetting {
  const setting = settingOf(columns);
  return {
    ...setting,
    columns: setting.columns.map(({ width, ...each }) =>
      each.path === path || width === undefined ? each : { ...each, width },
    ),
  };
}

/** One place to the start (-1) or the end (1); undefined at the edge. */
export function moved(columns: readonly Column[], path: string, way: -1 | 1): ListSetting | undefined {
  const paths = columns.map((column) => column.path);
  const from = paths.indexOf(path);
  const to = from + way;
  if (from < 0 || to < 0 || to >= paths.length) return undefined;
  const [column] = paths.splice(from, 1);
  paths.splice(to, 0, column!);
  return withOrder(columns, paths);
}

/** Alt with left and right moves a column, with Shift makes it narrower and wider. Undefined for other keys. */
export function changeByKey(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey'>,
  columns: readonly Column[],
  path: string,
  width: number,
): ListSetting | undefined {
  if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return undefined;
  const way = event.key === 'ArrowLeft' ? -1 : 1;
  return event.shiftKey ? withWidth(columns, path, width + way * step) : moved(columns, path, way);
}
