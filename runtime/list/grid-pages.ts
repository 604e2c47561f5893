/**
 * The pages of a list that are loaded, for one source: what the grid asks for, fetched anew on a refresh. Knows no element.
 */
import { PAGE } from './list-source.js';
import type { RecordPage, WireRecord } from '../data/record.js';

/** Gives a page of rows from an offset, or after a cursor; `fresh` asks the server even if the page was seen. */
export type PageSource = (offset: number, fresh: boolean, after?: string) => Promise<RecordPage>;

/** From here on a page is asked for by where the one before it ended: to skip many rows takes the server long. */
const deep = 1000;
/** Pages that a refresh fetches again; those not seen for longest are forgotten. */
const mostRefreshed = 12;

/** A row of the table: a record, or the head of a group of them. */
export type GridRow = WireRecord & { readonly group?: GroupHead };
export interface GroupHead {
  /** From 0. */
  readonly level: number;
  readonly label: string;
  readonly count: number;
  /** Sums and the like by column path. */
  readonly figures: ReadonlyMap<string, unknown>;
}

/** What the table shows: records page by page, or groups that open to more. */
export interface GridRows {
  /** Records of the whole list, once it is known. */
  readonly total: number | undefined;
  /** Loaded records in their order. */
  readonly rows: readonly WireRecord[];
  /** Levels of groups; 0 without any. */
  readonly levels: number;
  /** Rows from an offset, of the list or of a group, and how many there are. Throws what the source throws. */
  provide(offset: number, parent?: GridRow): Promise<{ readonly rows: readonly GridRow[]; readonly size: number }>;
  find(id: string): WireRecord | undefined;
  /** Where the table itself does not know: the record of a place in the list. */
  rowAt?(index: number): WireRecord | undefined;
  indexOf?(id: string): number;
  /** Loads records by their places. */
  load?(from: number, to: number): Promise<void>;
  /** Fetches what is loaded again; gives the ids of rows that have another version now. */
  refresh(): Promise<readonly string[]>;
}

export class GridPages implements GridRows {
  readonly levels = 0;
  #pages = new Map<number, readonly WireRecord[]>();
  /** Cursors at the ends of pages. */
  #ends = new Map<number, string>();
  #total: number | undefined;

  /** `size` is the number of rows of a page. */
  constructor(
    readonly source: PageSource,
    readonly size: number = PAGE,
  ) {}

  /** Rows of the whole list, once a page has said so. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Loaded rows in their order. */
  get rows(): readonly WireRecord[] {
    return [...this.#pages.entries()].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows);
  }

  async provide(offset: number): Promise<{ readonly rows: readonly GridRow[]; readonly size: number }> {
    const rows = await this.page(offset);
    return { rows, size: this.#total ?? offset + rows.length };
  }

  find(id: string): WireRecord | undefined {
    return this.rowAt(this.indexOf(id));
  }

  /** Throws what the source throws. */
  async page(offset: number): Promise<readonly WireRecord[]> {
    const held = this.#pages.get(offset);
    if (held) {
      // What was seen last stands last.
      this.#pages.delete(offset);
      this.#pages.set(offset, held);
      return held;
    }
    const page = await this.#fetch(offset, false);
    this.#keep(offset, page);
    return this.#pages.get(offset)!;
  }

  /** Fetches the loaded pages again; gives the ids of rows that have another version now. */
  async refresh(): Promise<readonly string[]> {
    const versions = new Map(this.rows.map((row) => [row.id, row.version] as const));
    const all = [...this.#pages.keys()];
    const offsets = all.slice(-mostRefreshed);
    const pages = await Promise.all(offsets.map((offset) => this.#fetch(offset, true)));
    for (const offset of all.slice(0, -mostRefreshed)) this.#pages.delete(offset);
    pages.forEach((page, index) => this.#keep(offsets[index]!, page));
    return pages
      .flatMap((page) => page.rows)
      .filter((row) => versions.has(row.id) && versions.get(row.id) !== row.version)
      .map((row) => row.id);
  }

  /** Undefined while its page is not loaded. */
  rowAt(index: number): WireRecord | undefined {
    const offset = Math.floor(index / this.size) * this.size;
    return this.#pages.get(offset)?.[index - offset];
  }

  /** -1 when it is not loaded. */
  indexOf(id: string): number {
    for (const [offset, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return offset + at;
    }
    return -1;
  }

  /** Loads the pages of these rows, both included. Throws what the source throws. */
  async load(from: number, to: number): Promise<void> {
    for (let offset = Math.floor(from / this.size) * this.size; offset <= to; offset += this.size) {
      await this.page(offset);
    }
  }

  #fetch(offset: number, fresh: boolean): Promise<RecordPage> {
    const after = offset >= deep ? this.#ends.get(offset - this.size) : undefined;
    return after === undefined ? this.source(offset, fresh) : this.source(offset, fresh, after);
  }

  #keep(offset: number, page: RecordPage): void {
    // Copies: the rows are changed while a person edits them, and the cache of pages is not to see that.
    this.#pages.set(offset, page.rows.map((row) => ({ ...row }))); // prettier-ignore
    if (page.next !== undefined) this.#ends.set(offset, page.next);
    if (page.total !== undefined) this.#total = page.total;
  }
}
