/** The menu of a column's head: moves and sizes it without dragging. Loaded when it is first opened. */
import { TrMenu, type MenuItem } from '../ui/menu.js';
import type { Host } from '../host/host.js';
import { fitting, moved, withWidth } from './column-changes.js';
import type { Column } from './columns.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { Under } from '../ui/i18n.js';
import '../ui/later-strings.js';

/** Pixels of one choice. */
const step = 48;

export interface ColumnMenu {
  readonly host: Host;
  readonly columns: readonly Column[];
  readonly path: string;
  /** As it is drawn, in pixels. */
  readonly width: number;
  change(setting: ListSetting): void;
}

export function columnItems({ host, columns, path, width, change }: ColumnMenu): readonly MenuItem[] {
  const say = (key: Under<'move'>) => host.i18n.t(`move.${key}`);
  const item = (id: Under<'move'>, setting: ListSetting | undefined): MenuItem => ({
    id,
    label: say(id),
    ...(setting ? {} : { reason: say('atEdge') }),
    run: () => setting && change(setting),
  });
  return [
    item('wider', withWidth(columns, path, width + step)),
    item('narrower', withWidth(columns, path, width - step)),
    item('fit', fitting(columns, path)),
    { ...item('left', moved(columns, path, -1)), line: true },
    item('right', moved(columns, path, 1)),
  ];
}

/** Opens it at a head, in the root that the head stands in. */
export async function openColumnMenu(cause: HTMLElement, root: ShadowRoot, menu: ColumnMenu): Promise<void> {
  let element = root.querySelector<TrMenu>('tr-menu');
  if (!element) root.append((element = new TrMenu()));
  const name = menu.columns.find(({ path }) => path === menu.path)?.label ?? menu.path;
  await element.openAt(cause, menu.host.i18n.t('move.columnMenu', { name }), columnItems(menu));
}
