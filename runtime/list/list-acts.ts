/**
 * What may be done to the chosen rows of a list: change fields, change the owner, delete, each with one undo. The dialogs
 * are loaded when they are first needed.
 */
import type { Sort } from '../../metadata/schema/query.js';
import type { WireRecord } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import type { BulkRequest, BulkTargets } from './bulk-client.js';
import { deleteRecords } from './delete-records.js';

export interface Chosen {
  readonly targets: BulkTargets;
  readonly count: number;
  /** Those that are loaded, with the versions seen. */
  readonly rows: readonly WireRecord[];
}

export interface ActsPage {
  readonly host: Host;
  readonly entityName: string;
  readonly renderRoot: DocumentFragment | HTMLElement;
  readonly fieldHost: FieldHost;
  chosen(): Chosen;
  /** Rows changed, or were brought back. */
  refresh(): Promise<void>;
  clearSelection(): void;
}

export class ListActs {
  constructor(private readonly page: ActsPage) {}

  /** Opens the dialog that changes fields of the chosen; `path` is the field it begins with. */
  async changeFields(path?: string): Promise<void> {
    const { count, targets } = this.page.chosen();
    await this.#open(count, (values) => ({ action: 'update', values, ...targets }), path);
  }

  /** One record is deleted with the version that was seen, many as one batch. */
  async remove(rows: readonly WireRecord[] | undefined): Promise<void> {
    const { page } = this;
    const { host, entityName } = page;
    const chosen = rows ? { targets: { ids: [] }, count: rows.length, rows } : page.chosen();
    if (chosen.count === 1 || !host.app.access(entityName)?.bulk) {
      await deleteRecords(host, entityName, chosen.rows, () => void page.refresh());
    } else {
      await this.#open(chosen.count, () => ({ action: 'delete', ...chosen.targets }), undefined, true);
    }
    page.clearSelection();
    await page.refresh();
  }

  /** Makes one record of the chosen. */
  async merge(): Promise<void> {
    const { page } = this;
    const { targets } = page.chosen();
    if (!('ids' in targets)) return;
    const { runMerge } = await import('../merge/run-merge.js');
    // The first that was made stays unless another is chosen.
    if (!(await runMerge(page, { ids: [...targets.ids].sort() }))) return;
    page.clearSelection();
    await page.refresh();
  }

  /** By a template. */
  async print(sort: readonly Sort[]): Promise<void> {
    const { printChosen } = await import('../print/run-print.js');
    await printChosen(this.page, this.page.chosen().targets, sort);
  }

  async #open(
    count: number,
    request: (values: Readonly<Record<string, unknown>>) => BulkRequest,
    path: string | undefined,
    isDeletion = false,
  ): Promise<void> {
    const { page } = this;
    await import('./bulk-dialog.js');
    const dialog = document.createElement('tr-bulk-dialog');
    dialog.host = page.host;
    dialog.entityName = page.entityName;
    dialog.fieldHost = page.fieldHost;
    dialog.count = count;
    dialog.request = request;
    dialog.isDeletion = isDeletion;
    dialog.refresh = () => page.refresh();
    page.renderRoot.append(dialog);
    await dialog.run(path);
    dialog.remove();
  }
}
