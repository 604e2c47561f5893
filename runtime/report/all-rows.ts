/** What needs all rows of a sheet of which only some are here (grid-parts.ts): folding, finding, copying, paper. */
import type { Host } from '../host/host.js';
import { isReadWhole } from './grid-parts.js';
import type { Ran, ReportRun } from './report-run.js';

interface RowsPage {
  readonly host: Host;
  readonly renderRoot: ParentNode;
  readonly updateComplete: Promise<unknown>;
}

export class AllRows {
  constructor(
    private readonly page: RowsPage,
    private readonly run: ReportRun,
  ) {}

  /** Does it once they are here; without a wait when they are. Left when they cannot be read: the strip says why. */
  withAll(act: (grid: Ran['grid']) => void): Promise<void> | void {
    const { ran } = this.run;
    if (ran && isReadWhole(ran.grid)) return act(ran.grid);
    return this.readAll().then((isRead) => {
      if (isRead) act(this.run.ran!.grid);
    });
  }

  /** Until the sheet shows them; false when they cannot be read. */
  readAll = async (): Promise<boolean> => {
    const { page, run } = this;
    const isRead = await run.readAll(page.host);
    await page.updateComplete;
    await page.renderRoot.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>('tr-sheet')?.updateComplete;
    return isRead;
  };
}
