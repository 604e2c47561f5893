/**
 * Reactive controller: counts of the views, of all records, and the sums of the foot. They come after the rows, one at a
 * time: they are worth less than the first rows on the screen.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import type { Column } from './columns.js';
import { viewsOf } from './list-views.js';
import { countRecords, fetchAggregates, type ListRequest } from './list-source.js';

/** Milliseconds that the request for the rows is let ahead. */
const aheadMs = 60;

export class ListCounts implements ReactiveController {
  /** Records by view. */
  views: ReadonlyMap<string, number> = new Map();
  /** Records without any filter. */
  everything: number | undefined;
  /** By column path. */
  sums: ReadonlyMap<string, unknown> = new Map();
  #turn = 0;
  #waiting: ReadonlyMap<string, number> | undefined;

  constructor(private readonly page: ReactiveControllerHost & { readonly host: Host }) {
    page.addController(this);
  }

  hostDisconnected(): void {
    this.#turn += 1;
  }

  /** Records changed, or it is another entity: all must be counted again. */
  forget(): void {
    this.views = new Map();
    this.#waiting &&= this.views;
    this.everything = undefined;
  }

  /** While the pointer is on the row of views nothing there moves: what is counted is shown when it has left. */
  hold(isHeld: boolean): void {
    const { views } = this;
    if (!isHeld) this.views = this.#waiting ?? views;
    this.#waiting = isHeld ? views : undefined;
    if (this.views !== views) this.page.requestUpdate();
  }

  /** The rows said how many a view has. */
  know(view: string, count: number): void {
    const views = new Map(this.#waiting ?? this.views).set(view, count);
    if (this.#waiting) {
      this.#waiting = views;
      return;
    }
    this.views = views;
    this.page.requestUpdate();
  }

  /** Counts what is not known yet; a later call puts an end to an earlier one. */
  async count(request: ListRequest, columns: readonly Column[]): Promise<void> {
    const turn = ++this.#turn;
    const isMine = () => turn === this.#turn;
    const { host } = this.page;
    try {
      await new Promise((resolve) => setTimeout(resolve, aheadMs));
      if (!isMine()) return;
      const sums = await fetchAggregates(host, request.entity, columns, request.filter);
      if (!isMine()) return;
      this.sums = sums;
      this.page.requestUpdate();
      if (request.filter !== undefined && this.everything === undefined) {
        const everything = await countRecords(host, request.entity, undefined);
        if (!isMine()) return;
        this.everything = everything;
        this.page.requestUpdate();
      }
      for (const view of viewsOf(host, request.entity)) {
        if (!isMine() || (this.#waiting ?? this.views).has(view.name)) continue;
        const count = await countRecords(host, request.entity, view.filter);
        if (isMine()) this.know(view.name, count);
      }
    } catch (error) {
      // The rows tell what is wrong; a count that failed is simply not shown.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }
}
