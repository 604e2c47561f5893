/** What may leave a list: its rows as a file, as they are filtered, ordered and shown, and the way to its print view. */
import type { Host } from '../host/host.js';
import { ApiFailure } from '../data/api-client.js';
import type { ListPlan } from '../list/list-request.js';
import { listHref, type ListState } from '../list/list-state.js';
import type { MenuItem } from '../ui/menu.js';

export interface OutputList {
  readonly host: Host;
  readonly entityName: string;
  readonly state: ListState;
  readonly plan: ListPlan;
}

/** Items of the list's menu; what a person may not do stands there with its reason. */
export function outputItems(list: OutputList): readonly MenuItem[] {
  const { host, entityName } = list;
  const { i18n } = host;
  const access = host.app.access(entityName);
  const isOff = host.app.entity(entityName)?.document.features?.export === false;
  const noExport = isOff ? i18n.t('export.off') : access?.export ? undefined : i18n.t('export.forbidden');
  const noPrint = access?.print ? undefined : i18n.t('print.forbidden');
  const unless = (reason: string | undefined) => (reason === undefined ? {} : { reason });
  return [
    { id: 'xlsx', label: i18n.t('export.xlsx'), icon: 'download', line: true, ...unless(noExport), run: () => void exportFile(list, 'xlsx') }, // prettier-ignore
    { id: 'csv', label: i18n.t('export.csv'), icon: 'download', ...unless(noExport), run: () => void exportFile(list, 'csv') }, // prettier-ignore
    { id: 'print', label: i18n.t('print.list'), icon: 'printer', ...unless(noPrint), run: () => void host.router.go(printListHref(entityName, list.state)) }, // prettier-ignore
  ];
}

export const printListHref = (entity: string, state: ListState): string => `/print${listHref(entity, state)}`;

async function exportFile({ host, entityName, plan }: OutputList, format: 'csv' | 'xlsx') {
  const isMasked = (column: ListPlan['columns'][number]) => host.app.fieldClass(column.field) === 'mask';
  const masked = plan.columns.filter(isMasked);
  const columns = plan.columns.filter((column) => !isMasked(column)).map(({ path, label }) => ({ path, label }));
  const { filter, sort } = plan.request;
  host.announce(host.i18n.t('export.working'));
  try {
    const { downloadFile } = await import('../report/export-file.js');
    await downloadFile(host, {
      path: `/records/${encodeURIComponent(entityName)}/export`,
      body: { format, columns, ...(filter ? { filter } : {}), sort },
      fallback: `${entityName}.${format}`,
    });
    const names = masked.map((column) => column.label).join(', ');
    host.toasts.show({
      text: masked.length > 0 ? host.i18n.t('export.masked', { names }) : host.i18n.t('export.done'),
    });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: `${host.i18n.t('export.failed')}: ${error.message}`, tone: 'bad' });
  }
}
