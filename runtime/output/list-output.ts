/** What may leave a list: its rows as a file, as they are filtered, ordered and shown, and the way to its print view. */
import type { Host } from '../host/host.js';
import { ApiFailure } from '../data/api-client.js';
import type { ListPlan } from '../list/list-request.js';
import { listHref, type ListState } from '../list/list-state.js';
import type { MenuItem } from '../ui/menu.js';
import type { OutputWords } from './words.js';

export interface OutputList {
  readonly host: Host;
  readonly entityName: string;
  readonly state: ListState;
  readonly plan: ListPlan;
}

/** Items of the list's menu; what a person may not do stands there with its reason. */
export function outputItems(list: OutputList, w: OutputWords): readonly MenuItem[] {
  const { host, entityName } = list;
  const access = host.app.access(entityName);
  const isOff = host.app.entity(entityName)?.document.features?.export === false;
  const noExport = isOff ? w('export.off') : access?.export ? undefined : w('export.forbidden');
  const noPrint = access?.print ? undefined : w('print.forbidden');
  const unless = (reason: string | undefined) => (reason === undefined ? {} : { reason });
  return [
    { id: 'xlsx', label: w('export.xlsx'), icon: 'download', line: true, ...unless(noExport), run: () => void exportFile(list, w, 'xlsx') }, // prettier-ignore
    { id: 'csv', label: w('export.csv'), icon: 'download', ...unless(noExport), run: () => void exportFile(list, w, 'csv') }, // prettier-ignore
    { id: 'print', label: w('print.list'), icon: 'printer', ...unless(noPrint), run: () => void host.router.go(printListHref(entityName, list.state)) }, // prettier-ignore
  ];
}

export const printListHref = (entity: string, state: ListState): string => `/print${listHref(entity, state)}`;

async function exportFile({ host, entityName, plan }: OutputList, w: OutputWords, format: 'csv' | 'xlsx') {
  const isMasked = (column: ListPlan['columns'][number]) => host.app.fieldClass(column.field) === 'mask';
  const masked = plan.columns.filter(isMasked);
  const columns = plan.columns.filter((column) => !isMasked(column)).map(({ path, label }) => ({ path, label }));
  const { filter, sort } = plan.request;
  host.announce(w('export.working'));
  try {
    const { downloadFile } = await import('../report/export-file.js');
    await downloadFile(host, {
      path: `/records/${encodeURIComponent(entityName)}/export`,
      body: { format, columns, ...(filter ? { filter } : {}), sort },
      fallback: `${entityName}.${format}`,
    });
    const names = masked.map((column) => column.label).join(', ');
    host.toasts.show({ text: masked.length > 0 ? w('export.masked', { names }) : w('export.done') });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: `${w('export.failed')}: ${error.message}`, tone: 'bad' });
  }
}
