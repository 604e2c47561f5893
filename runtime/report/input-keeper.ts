/** What was typed into a report and not saved survives a killed tab: kept in the browser's storage, for the person and report. */
import type { Host } from '../host/host.js';
import type { CellKey, InputDraft, TypedCells, TypedValue } from './input-draft.js';

/** Milliseconds after the last change. */
const keepMs = 300;

export class InputKeeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isKept = false;
  /** How many there were at the last change. */
  #size = 0;

  constructor(
    private readonly host: Host,
    private readonly report: string,
  ) {}

  /** What was left here, by cells. */
  async find(): Promise<readonly (readonly [CellKey, TypedValue])[]> {
    const kept = await this.host.drafts.get(...this.#key);
    this.#isKept = kept !== undefined;
    return Object.entries((kept?.values ?? {}) as Readonly<Record<CellKey, TypedValue>>);
  }

  /**
   * A moment after the last change; where nothing is typed any more, nothing is kept. What is saved goes at once: a page that
   * is loaded again just then would offer it as not saved.
   */
  keep(draft: InputDraft): void {
    clearTimeout(this.#timer);
    const cells = all(draft);
    const isFewer = cells.size < this.#size;
    this.#size = cells.size;
    if (cells.size === 0) return this.#drop();
    if (isFewer) return this.#write(cells);
    this.#timer = setTimeout(() => this.#write(cells), keepMs);
  }

  /** At once: the page may be gone in a moment. */
  keepNow(draft: InputDraft): void {
    clearTimeout(this.#timer);
    const cells = all(draft);
    if (cells.size > 0) this.#write(cells);
  }

  #write(cells: TypedCells): void {
    this.#isKept = true;
    const at = this.host.now().toISOString();
    void this.host.drafts.keep(...this.#key, { version: null, values: Object.fromEntries(cells), at });
  }

  #drop(): void {
    if (!this.#isKept) return;
    this.#isKept = false;
    void this.host.drafts.drop(...this.#key);
  }

  get #key(): readonly [user: string, entity: string, id: string] {
    return [this.host.app.document.user.id, 'report', this.report];
  }
}

/** Also what has no place any more: it may have one again. */
const all = ({ cells, stranded }: InputDraft): TypedCells => new Map([...stranded, ...cells]);
