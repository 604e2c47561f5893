/**
 * The pages of a list that are loaded, for one source: what the grid asks for, fetched anew on a refresh. Knows no element.
 */
import type { RecordPage, WireRecord } from '../data/record.js';

/** Gives a page of rows from an offset; `fresh` asks the server even if the page was seen. */
export type PageSource = (offset: number, fresh: boolean) => Promise<RecordPage>;

export class GridPages {
  #pages = new Map<number, readonly WireRecord[]>();
  #total: number | undefined;

  constructor(readonly source: PageSource) {}

  /** Rows of the whole list, once a page has said so. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Loaded rows in their order. */
  get rows(): readonly WireRecord[] {
    return [...this.#pages.entries()].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows);
  }

  /** Throws what the source throws. */
  async page(offset: number): Promise<readonly WireRecord[]> {
    const held = this.#pages.get(offset);
    if (held) return held;
    const page = await this.source(offset, false);
    this.#keep(offset, page);
    return page.rows;
  }

  /** Fetches the loaded pages again; gives the ids of rows that have another version now. */
  async refresh(): Promise<readonly string[]> {
    const versions = new Map(this.rows.map((row) => [row.id, row.version] as const));
    const offsets = [...this.#pages.keys()];
    const pages = await Promise.all(offsets.map((offset) => this.source(offset, true)));
    pages.forEach((page, index) => this.#keep(offsets[index]!, page));
    return pages
      .flatMap((page) => page.rows)
      .filter((row) => versions.has(row.id) && versions.get(row.id) !== row.version)
      .map((row) => row.id);
  }

  #keep(offset: number, page: RecordPage): void {
    this.#pages.set(offset, page.rows);
    if (page.total !== undefined) this.#total = page.total;
  }
}
