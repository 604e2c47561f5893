/**
 * Columns of a table moved and sized: by mouse, by keys on their heads, by their menu. What is changed becomes the person's
 * setting. Loaded with the first such step.
 */
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import { changeByKey, withOrder, withWidth } from './column-changes.js';
import type { GridOwner } from './grid-access.js';
import '../ui/later-strings.js';

/** A step, as the table met it: what an event no longer knows later is taken out of it at once. */
export type ColumnStep =
  /** Alt with left and right moves the column of a head, with Shift makes it narrower and wider. */
  | { readonly how: 'key'; readonly event: KeyboardEvent; readonly path: string; readonly width: number }
  | { readonly how: 'menu'; readonly cause: HTMLElement; readonly path: string; readonly width: number }
  | { readonly how: 'sized'; readonly path: string; readonly width: number }
  | { readonly how: 'ordered'; readonly paths: readonly string[] };

export function actOnColumn(owner: GridOwner, step: ColumnStep): void {
  const { host, columns } = owner;
  const tell = () => host.announce(host.i18n.t('list.columnChanged'));
  const change = (setting: ListSetting | undefined, then?: () => void) => {
    if (!setting) return;
    owner.dispatchEvent(new CustomEvent('tr-column-setting', { detail: setting, bubbles: true, composed: true }));
    then?.();
  };
  if (step.how === 'key') change(changeByKey(step.event, columns, step.path, step.width), tell);
  else if (step.how === 'sized') change(withWidth(columns, step.path, step.width));
  else if (step.how === 'ordered') change(withOrder(columns, step.paths));
  else {
    const { cause, path, width } = step;
    const menu = { host, columns, path, width, change: (setting: ListSetting) => change(setting, tell) };
    void import('./column-menu.js').then(({ openColumnMenu }) =>
      openColumnMenu(cause, owner.renderRoot as ShadowRoot, menu),
    );
  }
}
