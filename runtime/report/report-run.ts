/**
 * One run of a report after the other: a newer one ends an older one, so does Cancel, and the server stops its work. When
 * the server is busy it says after how long to ask again. A reactive controller: its element is drawn anew with each change,
 * and every second while it runs, for the time that is shown.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReportChart } from '../../metadata/schema/report.js';
import type { SheetPage } from '../../metadata/schema/sheet.js';
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { ReaderOffer } from '../../metadata/sheet/reader-changes.js';
import type { GridPage, PageOfRows } from '../../metadata/sheet/grid-page.js';
import type { Value } from '../../metadata/value.js';
import type { GivenParameters } from '../dashboard/parameters.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import type { WidgetData } from '../host/widget-views.js';
import { BLOCK, firstPart, WHOLE_ROWS, type PartedGrid } from './grid-parts.js';
import { PartLoader } from './part-loader.js';

export interface ReportCharts {
  readonly charts: readonly (
    | { readonly id: string; readonly document: ReportChart }
    | { readonly id: string; readonly noAccess: true }
    | { readonly id: string; readonly tooMany: number }
  )[];
  readonly data: Readonly<Record<string, WidgetData>>;
  readonly loose: readonly string[];
}

/** Answer of `POST /api/reports/:name/run`, of a large sheet as far as it has been read. */
export type GridAnswer = PartedGrid & {
  readonly parameters: Readonly<Record<string, Value>>;
  readonly rowsRead: number;
  readonly offers: Readonly<Record<string, ReaderOffer>>;
  readonly charts?: ReportCharts;
  /** How the sheet is printed, where it says. */
  readonly page?: SheetPage;
  readonly images?: Readonly<Record<string, string>>;
  readonly inputs: GridInputs;
};

/** Cells that the reader may type into: by template address, their instance paths and the marks of their records. */
export type GridInputs = Readonly<
  Record<
    string,
    {
      readonly entity: string;
      readonly field: string;
      readonly places: readonly string[];
      readonly marks: readonly string[];
      /** Ids or codes behind the names that cells show, in the order of the places. */
      readonly stored?: readonly Value[];
      readonly format?: string;
    }
  >
>;

export interface RunRequest {
  readonly report: string;
  readonly given: GivenParameters;
  readonly changes: ReaderChanges;
  /** All rows at once, however many there are. */
  readonly whole?: boolean;
}

export interface Ran extends RunRequest {
  readonly grid: GridAnswer;
  readonly seconds: number;
}

const PATIENCE = 8;

export class ReportRun implements ReactiveController {
  ran: Ran | undefined;
  failure: ApiFailure | undefined;
  /** The reader stopped it; nothing is wrong. */
  isCancelled = false;
  #running: AbortController | undefined;
  #start = 0;
  #clock: ReturnType<typeof setInterval> | undefined;
  #parts: PartLoader | undefined;
  #reading: Promise<boolean> | undefined;

  constructor(private readonly element: ReactiveControllerHost) {
    element.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.#end();
    this.#parts?.stop();
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Whole seconds since it began. */
  get elapsed(): number {
    return this.isRunning ? Math.floor((performance.now() - this.#start) / 1000) : 0;
  }

  /** Nothing is shown any more: another report, other parameters. */
  forget(): void {
    this.#parts?.stop();
    this.ran = undefined;
    this.failure = undefined;
    this.isCancelled = false;
  }

  cancel(): void {
    this.#end();
    this.isCancelled = true;
    this.element.requestUpdate();
  }

  /** `run`: see PartedGrid. What it gave; undefined when it was cancelled, replaced by a newer one, or failed (`failure` says how). */
  async start(host: Pick<Host, 'api'>, request: RunRequest, run: object = {}): Promise<Ran | undefined> {
    this.#end();
    const running = (this.#running = new AbortController());
    this.#start = performance.now();
    this.#clock = setInterval(() => this.element.requestUpdate(), 1000);
    this.isCancelled = false;
    this.element.requestUpdate();
    const page = request.whole ? undefined : { from: 0, to: BLOCK, orAll: WHOLE_ROWS };
    try {
      const grid = firstPart(await this.#ask<GridAnswer & Partial<GridPage>>(host, request, running.signal, page), run);
      if (running.signal.aborted) return undefined;
      this.failure = undefined;
      this.#parts?.stop();
      this.ran = { ...request, grid, seconds: (performance.now() - this.#start) / 1000 };
      this.#parts = grid.parts && this.#loaderOf(host, request);
      return this.ran;
    } catch (error) {
      if (running.signal.aborted) return undefined;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      return undefined;
    } finally {
      if (this.#running === running) this.#end();
      this.element.requestUpdate();
    }
  }

  /** Rows in sight of a large sheet. */
  want(first: number, end: number): void {
    this.#parts?.want(first, end);
  }

  /** Reads the page of a large sheet that holds a cell. */
  async hold(cell: NonNullable<PageOfRows['cell']>): Promise<void> {
    await this.#parts?.hold(cell, BLOCK);
  }

  /** Reads all rows of a large sheet, once; false when that failed or was cancelled. */
  readAll(host: Pick<Host, 'api'>): Promise<boolean> {
    const { ran } = this;
    if (!ran?.grid.parts) return Promise.resolve(ran !== undefined);
    const { grid, seconds: _seconds, ...request } = ran;
    // The same sheet to its reader: what is chosen on it stays.
    this.#reading ??= this.start(host, { ...request, whole: true }, grid.run)
      .then((made) => made !== undefined)
      .finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  #loaderOf(host: Pick<Host, 'api'>, request: RunRequest): PartLoader {
    return new PartLoader({
      grid: () => this.ran?.grid,
      ask: (page, signal) => this.#ask<GridPage>(host, request, signal, page),
      take: (grid) => {
        if (this.ran) this.ran = { ...this.ran, grid: { ...this.ran.grid, ...grid } };
        this.element.requestUpdate();
      },
      changed: () => void this.start(host, request),
    });
  }

  async #ask<A>(
    host: Pick<Host, 'api'>,
    request: RunRequest,
    signal: AbortSignal,
    page: PageOfRows | undefined,
  ): Promise<A> {
    const path = `/reports/${encodeURIComponent(request.report)}/run`;
    const body = { parameters: request.given, ...request.changes, ...(page ? { page } : {}) };
    for (let attempt = 1; ; attempt++) {
      try {
        return await host.api.post<A>(path, body, { signal });
      } catch (error) {
        const isBusy = error instanceof ApiFailure && error.status === 429 && attempt < PATIENCE;
        if (signal.aborted || !isBusy) throw error;
        await pause(Math.min(error.retryAfter ?? 1, 5) * 1000, signal);
      }
    }
  }

  #end(): void {
    this.#running?.abort();
    this.#running = undefined;
    clearInterval(this.#clock);
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
