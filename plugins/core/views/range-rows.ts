/**
 * The rows that a view on a time axis holds: those of the days it shows and no others, fetched page by page up to a limit. A
 * change stands at once and is put back where the server refuses it.
 */
import type { Filter } from '../../../metadata/schema/query.js';
import type { ModeChange, ModePort, WireRecord } from '../../../runtime/api.js';

/** Rows of one request, and requests for one range. */
const mostRows = 200;
const mostPages = 5;

interface RangeView {
  readonly port: ModePort;
  requestUpdate(): void;
}

export class RangeRows {
  held: readonly WireRecord[] = [];
  loading = true;
  /** There are more than were fetched. */
  cut = false;
  #turn = 0;
  #sending = 0;

  constructor(private readonly view: RangeView) {}

  clear(): void {
    this.held = [];
  }

  /** Throws ApiFailure. A later request, or a row that was changed meanwhile, knows better. */
  async load(within: Filter): Promise<void> {
    const turn = ++this.#turn;
    const { port } = this.view;
    this.loading = true;
    this.view.requestUpdate();
    const rows: WireRecord[] = [];
    let isLast = false;
    for (let page = 0; page < mostPages && !isLast; page += 1) {
      const answer = await port.rows({ within, offset: rows.length, limit: mostRows });
      if (turn !== this.#turn) return;
      rows.push(...answer.rows);
      isLast = answer.rows.length < mostRows;
    }
    if (this.#sending > 0) return;
    this.held = rows;
    this.cut = !isLast;
    this.loading = false;
    this.view.requestUpdate();
  }

  async change(row: WireRecord, values: Readonly<Record<string, unknown>>): Promise<ModeChange> {
    this.#turn += 1;
    this.#sending += 1;
    this.#replace({ ...row, ...values });
    const answer = await this.view.port.change(row, values);
    this.#sending -= 1;
    this.#replace(answer.kind === 'changed' ? { ...row, ...answer.record } : row);
    return answer;
  }

  #replace(row: WireRecord): void {
    this.held = this.held.map((each) => (each.id === row.id ? row : each));
    this.view.requestUpdate();
  }
}
