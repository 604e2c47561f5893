/** What a person does with one chart of an open report, by the gestures of dashboards. */
import { OperationError } from '../../../metadata/document/operations.js';
import type { DashboardDocument } from '../../../metadata/schema/dashboard.js';
import { BoardActs, type DoneKey } from '../../dashboard/board-acts.js';
import { boardOperation } from '../../dashboard/board.js';
import type { DesignSession } from '../../session/design-session.js';
import type { OpenDocument } from '../../session/open-document.js';
import { boardOfReport, reportWithBoard } from './report-board.js';

export class ReportChartActs extends BoardActs {
  constructor(
    session: DesignSession,
    open: OpenDocument,
    readonly chart: string,
  ) {
    super(session, open);
  }

  override get board(): DashboardDocument | undefined {
    return boardOfReport(this.open.value, this.chart);
  }

  override change(after: DashboardDocument, done: DoneKey, name: string, key?: string): boolean {
    const { open, session } = this;
    const operation = boardOperation(open.value, reportWithBoard(open.value, after));
    if (!operation || open.isRemoved) return false;
    const label = session.words.text(done, { name });
    try {
      if (key === undefined) open.endGesture();
      if (!open.apply(operation, key === undefined ? { label } : { key, label })) return false;
      if (key === undefined) open.endGesture();
      session.host.announce(label);
      return true;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      session.host.toasts.show({ text: error.message, tone: 'bad' });
      return false;
    }
  }
}
