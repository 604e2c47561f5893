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
  #turn: Promise<unknown> = Promise.resolve();

  get size(): number {
    return this.#entries.length;
  }

  push(entry: UndoEntry): void {
    this.#entries = [...this.#entries, entry].slice(-most);
  }

  /** Takes back the newest that is there when those asked for before are done; false when there is none. */
  undo(): Promise<boolean> {
    return this.#next(() => this.#entries.at(-1));
  }

  /** Takes back this one, if that was not done already. */
  undoEntry(entry: UndoEntry): Promise<boolean> {
    return this.#next(() => (this.#entries.includes(entry) ? entry : undefined));
  }

  /** One after the other: whoever asks twice in a hurry gets both. */
  #next(choose: () => UndoEntry | undefined): Promise<boolean> {
    const done = this.#turn.then(async () => {
      const entry = choose();
      if (!entry || !(await entry.undo())) return false;
      this.#entries = this.#entries.filter((each) => each !== entry);
      return true;
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
