/**
 * What a view on the canvas shows: its columns over the drafts, its rows from the release, fetched with the rights of who
 * designs. A field that is not published yet is a column without values.
 */
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { createFieldHost } from '../../runtime/host/field-host.js';
import type { FieldHost } from '../../runtime/host/field-views.js';
import type { Host } from '../../runtime/host/host.js';
import { listColumns, type Column } from '../../runtime/list/columns.js';
import { GridPages, type GridRows } from '../../runtime/list/grid-pages.js';
import { fetchAggregates, fetchPage, type ListRequest } from '../../runtime/list/list-source.js';

export interface ShownRows {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly entity: Entity;
  readonly columns: readonly Column[];
  readonly request: ListRequest;
  /** Undefined while the part for groups is loaded. */
  readonly rowsOf: (() => GridRows) | undefined;
}

export interface RowsInput {
  /** Over the drafts. */
  readonly host: Host;
  /** As released. */
  readonly released: Host;
  readonly entity: Entity;
  readonly view: ViewDocument;
}

/** Keeps columns and rows the same objects as long as they say the same: a table begins anew with each new one. */
export class ViewRows {
  shown: ShownRows | undefined;
  /** Figures of the foot by column path; empty while they are asked for. */
  sums: ReadonlyMap<string, unknown> = new Map();
  #sumKey = '';
  #columnKey = '';
  #rowKey = '';
  #host: Host | undefined;

  constructor(private readonly changed: () => void) {}

  /** Called before each render. */
  follow(input: RowsInput): void {
    const { host, entity, view } = input;
    const isNew = host !== this.#host || host.i18n.language !== this.shown?.fieldHost.language;
    const columnKey = JSON.stringify([view.columns, view.freeze]);
    const request = requestOf(input);
    const rowKey = JSON.stringify([request, view.group, view.mode]);
    if (!isNew && columnKey === this.#columnKey && rowKey === this.#rowKey) return;
    const isSame = !isNew && rowKey === this.#rowKey;
    this.#host = host;
    this.#columnKey = columnKey;
    this.#rowKey = rowKey;
    const fieldHost = isSame ? this.shown!.fieldHost : createFieldHost(host);
    // Nothing is edited here: cells are read only.
    const columns = listColumns(host, fieldHost, entity, view).map((column) => ({ ...column, inlineEdit: false }));
    const kept = isSame ? this.shown! : { request, rowsOf: plainRows(host, request) };
    this.shown = { host, fieldHost, entity, columns, request: kept.request, rowsOf: kept.rowsOf };
    if (!isSame) this.#group(input, rowKey);
    void this.#sum(input);
  }

  async #sum({ host, released, entity }: RowsInput): Promise<void> {
    const { columns, request } = this.shown!;
    const there = columns.filter(
      ({ path, aggregate }) => aggregate && released.app.path(entity.name, path) !== undefined,
    );
    const key = JSON.stringify([entity.name, request.filter, there.map(({ path, aggregate }) => [path, aggregate])]);
    if (key === this.#sumKey) return;
    this.#sumKey = key;
    this.sums = new Map();
    try {
      const sums = await fetchAggregates(host, entity.name, there, request.filter);
      if (key !== this.#sumKey) return;
      this.sums = sums;
      this.changed();
    } catch (error) {
      // The rows say why they cannot be read; the same holds of their sums.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  #group({ released, entity, view }: RowsInput, key: string): void {
    const known = (view.group ?? []).filter(({ path }) => released.app.path(entity.name, path) !== undefined);
    if (known.length === 0 || !this.shown) return;
    const { shown } = this;
    this.shown = { ...shown, rowsOf: undefined };
    void import('../../runtime/list/groups/group-pages.js').then(({ groupedRows }) => {
      if (key !== this.#rowKey) return;
      const { host, fieldHost, request, columns } = shown;
      this.shown = { ...this.shown!, rowsOf: groupedRows({ host, fieldHost, request, columns, keys: known }) };
      this.changed();
    });
  }
}

function requestOf({ released, entity, view }: RowsInput): ListRequest {
  const isThere = (path: string) => released.app.path(entity.name, path) !== undefined;
  const fields = [...new Set([...entity.nameFields, ...view.columns.map(({ path }) => path)])].filter(isThere);
  const sort = (view.sort ?? []).filter(({ by }) => released.app.path(entity.name, by)?.field.sortable === true);
  return { entity: entity.name, fields, filter: view.filter, sort };
}

const plainRows = (host: Host, request: ListRequest) => (): GridRows =>
  new GridPages((offset, fresh, after) => fetchPage(host, request, { offset, fresh, after }));
