/**
 * Reads the rows of a large sheet that are in sight. One page is on its way at a time; when its rows are scrolled past, it is
 * ended, and while somebody scrolls fast nothing is asked until they slow down.
 */
import type { GridPage, PageOfRows } from '../../metadata/sheet/grid-page.js';
import { ApiFailure } from '../data/api-client.js';
import { pageWanted, withFailure, withPart, type PartedGrid } from './grid-parts.js';

/** Milliseconds for which the rows in sight must stay, and after which they are read although somebody scrolls on. */
const SETTLE = 90;
const MOST = 500;

export interface PartSource {
  /** The grid as it is known now; undefined when there is none any more. */
  grid(): PartedGrid | undefined;
  ask(page: PageOfRows, signal: AbortSignal): Promise<GridPage>;
  take(grid: PartedGrid): void;
  /** The sheet has more or fewer rows than it had: what is here belongs to another one. */
  changed(): void;
}

export class PartLoader {
  #sight = { first: 0, end: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when something is wanted that is not asked for. */
  #since: number | undefined;
  #asking: { readonly from: number; readonly to: number; readonly stop: AbortController } | undefined;

  constructor(private readonly source: PartSource) {}

  /** These rows are in sight, `end` not included. */
  want(first: number, end: number): void {
    this.#sight = { first, end };
    const asking = this.#asking;
    if (asking && asking.to > first && asking.from < end) return;
    if (asking && this.#next()) this.#drop();
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#since ??= now;
    this.#timer = setTimeout(() => void this.#load(), Math.min(SETTLE, Math.max(0, this.#since + MOST - now)));
  }

  /** Reads the page that holds a cell; false when it could not be. */
  async hold(cell: NonNullable<PageOfRows['cell']>, length: number): Promise<boolean> {
    return this.#ask({ from: 0, to: length, cell });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#drop();
  }

  #drop(): void {
    this.#asking?.stop.abort();
    this.#asking = undefined;
  }

  #next() {
    const grid = this.source.grid();
    return grid && pageWanted(grid, this.#sight.first, this.#sight.end);
  }

  async #load(): Promise<void> {
    this.#since = undefined;
    const page = this.#next();
    if (!page || this.#asking) return;
    if (await this.#ask(page)) await this.#load();
  }

  async #ask(page: PageOfRows): Promise<boolean> {
    this.#drop();
    const stop = new AbortController();
    const asking = (this.#asking = { from: page.from, to: page.to, stop });
    try {
      const made = await this.source.ask({ ...page, bare: true }, stop.signal);
      const grid = this.source.grid();
      if (stop.signal.aborted || !grid?.parts) return false;
      if (made.size.rows !== grid.rows.length) {
        this.source.changed();
        return false;
      }
      this.source.take(withPart(grid, made));
      return true;
    } catch (error) {
      const grid = this.source.grid();
      if (stop.signal.aborted || !grid) return false;
      if (!(error instanceof ApiFailure)) throw error;
      this.source.take(withFailure(grid, error.message));
      return false;
    } finally {
      if (this.#asking === asking) this.#asking = undefined;
    }
  }
}
