/** What was changed in a list, newest last: one entry is one undo. Pure but for the work it is handed. */
export interface UndoEntry {
  /** What it takes back, in words. */
  readonly text: string;
  /** True when it was taken back. */
  undo(): Promise<boolean>;
}

/** Entries that are kept. */
const most = 50;

export class UndoStack {
  #entries: UndoEntry[] = [];
  #busy = false;

  get size(): number {
    return this.#entries.length;
  }

  push(entry: UndoEntry): void {
    this.#entries = [...this.#entries, entry].slice(-most);
  }

  /** Takes back the newest; false when there is none, or one is being taken back. */
  async undo(): Promise<boolean> {
    const entry = this.#entries.at(-1);
    return entry !== undefined && (await this.undoEntry(entry));
  }

  /** Takes back this one, if that was not done already. */
  async undoEntry(entry: UndoEntry): Promise<boolean> {
    if (this.#busy || !this.#entries.includes(entry)) return false;
    this.#busy = true;
    try {
      const done = await entry.undo();
      if (done) this.#entries = this.#entries.filter((each) => each !== entry);
      return done;
    } finally {
      this.#busy = false;
    }
  }
}
