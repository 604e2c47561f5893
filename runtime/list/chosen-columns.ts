/** The columns a person chose for a view: kept with the account, so that they are the same in every browser. */
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import type { Column } from './columns.js';

export const columnSetting = ({ app }: Pick<Host, 'app'>, entity: string, view: string | undefined) =>
  app.lists.setting(entity, view ?? '');

/** Undefined goes back to the view's columns. What cannot be kept is told, and the columns go back. */
export async function keepColumns(
  host: Host,
  entity: string,
  view: string | undefined,
  setting: ListSetting | undefined,
): Promise<void> {
  try {
    await host.app.lists.keepSetting(entity, view ?? '', setting);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: host.i18n.t('list.columnsNotKept', { reason: error.message }), tone: 'bad' });
  }
}

/** The columns as they stand, to be changed: only widths that somebody stated are kept. */
export function settingOf(columns: readonly Column[]): ListSetting & { columns: NonNullable<ListSetting['columns']> } {
  return {
    columns: columns.map(({ path, width, isWidthStated, aggregate }) => ({
      path,
      ...(isWidthStated ? { width } : {}),
      ...(aggregate ? { aggregate } : {}),
    })),
    freeze: columns.filter((column) => column.frozen).length,
  };
}
