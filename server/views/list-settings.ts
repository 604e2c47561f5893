/** The columns that a person has chosen for a view, and the view that opens first: they follow the person to any browser. */
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { Context } from '../context.js';

/** Columns by view, and the default view. The view of the name '' is an entity without views. */
export interface ListSettings {
  readonly views: Readonly<Record<string, ListSetting>>;
  readonly start?: string;
}

/** The row that holds the default view: no view can be called that. */
const startRow = '*';

type Row = { readonly entity: string; readonly view: string; readonly body: string };

/** By entity. */
export async function readListSettings(context: Context): Promise<Readonly<Record<string, ListSettings>>> {
  const rows = await context.database
    .read('sys_list_setting')
    .where({ user_id: context.principal.id })
    .select<Row[]>('entity', 'view', 'body');
  const byEntity: Record<string, { views: Record<string, ListSetting>; start?: string }> = {};
  for (const { entity, view, body } of rows) {
    const settings = (byEntity[entity] ??= { views: {} });
    if (view === startRow) settings.start = JSON.parse(body) as string;
    else settings.views[view] = JSON.parse(body) as ListSetting;
  }
  return byEntity;
}

/** Null goes back to what the view says. */
export const writeListSetting = (context: Context, entity: string, view: string, setting: ListSetting | null) =>
  writeRow(context, entity, view, setting);

/** Null: the first view opens first. */
export const writeStart = (context: Context, entity: string, view: string | null) =>
  writeRow(context, entity, startRow, view);

async function writeRow(context: Context, entity: string, view: string, value: unknown): Promise<void> {
  const key = { user_id: context.principal.id, entity, view };
  const updated_at = context.clock.now().toISOString();
  await context.database.write(async (transaction) => {
    if (value === null) await transaction('sys_list_setting').where(key).delete();
    else {
      await transaction('sys_list_setting')
        .insert({ ...key, body: JSON.stringify(value), updated_at })
        .onConflict(['user_id', 'entity', 'view'])
        .merge(['body', 'updated_at']);
    }
  });
}
