/**
 * One document that is being edited: its text, what the server has of it, and the way between them.
 *
 *   edit -> kept locally (0.4 s) -> checked (0.2 s) -> valid: saved as a draft (2 s) | not valid: only kept locally
 *
 * What was typed is never lost: the local text stays until the server has it. A save that meets another's change takes it in
 * where it is about other places; where both changed one place it stops and asks (`conflict`). One file, since each of its states leads to the others.
 */
import { sameContent } from '../../metadata/document/canonical.js';
import type { ItemPath } from '../../metadata/document/items.js';
import { mergeDocuments } from '../../metadata/document/merge.js';
import { applyOperation, type Operation } from '../../metadata/document/operations.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { Problem } from '../../metadata/value.js';
import { formatJson } from '../json/format-json.js';
import type { CheckedText, Finding } from './check-text.js';
import { keyText, type DocumentKey, type DocumentView } from './document-client.js';
import { EditHistory, type Gesture } from './edit-history.js';

/** `saved`: the server has the text; `waiting`, `saving`: it will; `invalid`: only this browser has it. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'invalid' | 'conflict' | 'failed';

/** What a document needs of its surroundings. */
export interface DocumentPorts {
  view(key: DocumentKey, at?: 'released'): Promise<DocumentView>;
  put(key: DocumentKey, document: unknown, revision: number): Promise<DocumentView>;
  check(text: string, id: string | undefined): CheckedText;
  /** The local copy; `revision` is what the text began from. */
  keep(text: string, revision: number): void;
  drop(): void;
  changed(): void;
  saved(view: DocumentView): void;
  now(): Date;
}

/** Milliseconds; `typing`: a pause that ends what is taken back as one. */
export const delays = { check: 200, keep: 400, save: 2000, retry: 5000, typing: 600 };

export class OpenDocument {
  text: string;
  state: SaveState = 'saved';
  view: DocumentView;
  /** Findings of the browser, of the text as it is. */
  findings: readonly Finding[] = [];
  savedAt: Date | undefined;
  failure: ApiFailure | undefined;
  /** What the server holds instead, in a conflict; null when it is gone there. */
  theirs: DocumentView | null | undefined;
  /** When the text was restored from this browser: since when it was kept. */
  restoredFrom: string | undefined;
  /** What somebody else changed meanwhile was taken into the text; until it is edited again. */
  tookIn = false;
  /** The part that an editor and the inspector are about; empty: the document itself. */
  selection: ItemPath = [];
  readonly #history = new EditHistory();
  #typedAt = 0;
  #read: { readonly text: string; readonly value: unknown } | undefined;
  #savedText: string;
  /** What the text was made from, which the server had as `view`; undefined where this is not known. */
  #base: Document | undefined;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #saving: Promise<boolean> | undefined;

  constructor(
    readonly key: DocumentKey,
    view: DocumentView,
    /** The released document; undefined for a new one. */
    public released: Document | undefined,
    private readonly ports: DocumentPorts,
  ) {
    this.view = view;
    this.text = textOf(view, released);
    this.#savedText = this.text;
    this.#base = view.document ?? released;
    this.findings = ports.check(this.text, this.id).findings;
  }

  get name(): string {
    return keyText(this.key);
  }
  get id(): string | undefined {
    return (this.view.document ?? this.released)?.id;
  }
  get isRemoved(): boolean {
    return this.view.document === null;
  }
  /** The text differs from what the server has. */
  get isDirty(): boolean {
    return this.text !== this.#savedText;
  }
  get releasedText(): string {
    return this.released === undefined ? '' : formatJson(this.released);
  }
  /** The document the text stands for, when it is one. */
  get document(): Document | undefined {
    return this.ports.check(this.text, this.id).document;
  }

  /** What the text says, right or not; undefined while it is no JSON. */
  get value(): unknown {
    if (this.#read?.text !== this.text) this.#read = { text: this.text, value: readJson(this.text) };
    return this.#read.value;
  }

  /* ---------------------------------------------------------------- editing */

  /** Takes up a text; one that a person types is taken back in runs, not letter by letter. */
  edit(text: string, gesture: Gesture = this.#typing()): void {
    if (text === this.text || this.isRemoved) return;
    this.#history.record(this.text, text, gesture);
    this.#take(text);
  }

  /**
   * Changes a part of the document; changes in a row with the same key of a gesture are taken back as one. Throws
   * OperationError when it speaks of what is not there. Text that is no JSON stays as it is (false).
   */
  apply(operation: Operation, gesture: Gesture = {}): boolean {
    if (this.isRemoved || this.value === undefined) return false;
    this.edit(formatJson(applyOperation(this.value, operation).document), gesture);
    return true;
  }

  /** Ends a run of small changes: an input was left. */
  endGesture(): void {
    this.#history.close();
  }

  select(path: ItemPath): void {
    this.selection = path;
    this.ports.changed();
  }

  get history(): Pick<EditHistory, 'canUndo' | 'canRedo' | 'undoLabel' | 'redoLabel'> {
    return this.#history;
  }
  undo(): void {
    this.#back(this.#history.undo(this.text));
  }
  redo(): void {
    this.#back(this.#history.redo(this.text));
  }

  #back(text: string | undefined): void {
    if (text !== undefined && !this.isRemoved) this.#take(text);
  }

  #typing(): Gesture {
    const now = this.ports.now().getTime();
    if (now - this.#typedAt > delays.typing) this.#history.close();
    this.#typedAt = now;
    return { key: 'typing' };
  }

  #take(text: string): void {
    this.text = text;
    this.restoredFrom = undefined;
    this.tookIn = false;
    this.#later('check', delays.check, () => this.check());
    this.#later('keep', delays.keep, () => this.keepNow());
    if (this.state === 'saved' || this.state === 'failed') this.state = 'waiting';
    this.ports.changed();
  }

  /** Takes up a text that this browser kept. */
  restore(text: string, revision: number, at: string): void {
    this.text = text;
    this.restoredFrom = at;
    // The text began from another revision: saving will meet the change and ask.
    if (revision !== this.view.revision) {
      this.view = { ...this.view, revision };
      this.#base = undefined;
    }
    this.check();
  }

  /** Checks the text and plans its saving. */
  check(): void {
    const { document, findings } = this.ports.check(this.text, this.id);
    this.findings = findings;
    if (this.state !== 'conflict') {
      if (!document) this.state = this.isDirty ? 'invalid' : 'saved';
      else if (!this.isDirty) this.state = 'saved';
      else {
        this.state = 'waiting';
        this.#later('save', delays.save, () => void this.save());
      }
    }
    this.ports.changed();
  }

  keepNow(): void {
    if (this.isDirty) this.ports.keep(this.text, this.view.revision);
  }

  /** Saves at once; true when the server has the text afterwards. */
  async save(): Promise<boolean> {
    this.#stop('check');
    this.#stop('save');
    if (this.#saving) await this.#saving;
    if (this.state === 'conflict') return false;
    if (!this.isDirty) return true;
    const { document, findings } = this.ports.check(this.text, this.id);
    this.findings = findings;
    if (!document) {
      this.state = 'invalid';
      this.keepNow();
      this.ports.changed();
      return false;
    }
    this.#saving = this.#send(document, this.text).finally(() => (this.#saving = undefined));
    return this.#saving;
  }

  async #send(document: Document, text: string): Promise<boolean> {
    if (this.view.document && sameContent(document, this.view.document)) return this.#settle(this.view, text);
    this.state = 'saving';
    this.ports.changed();
    try {
      const view = await this.ports.put(this.key, document, this.view.revision);
      this.savedAt = this.ports.now();
      this.#settle(view, text);
      this.ports.saved(view);
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return this.#failed(error);
    }
  }

  #settle(view: DocumentView, text: string): boolean {
    this.view = view;
    this.#base = view.document ?? undefined;
    this.failure = undefined;
    this.#savedText = text;
    this.state = 'saved';
    this.#stop('keep');
    // Typed on while the server worked: that is kept and saved next.
    if (this.isDirty) this.check();
    else this.ports.drop();
    this.ports.changed();
    return true;
  }

  /** True when it could be saved after all. */
  async #failed(failure: ApiFailure): Promise<boolean> {
    this.failure = failure;
    this.keepNow();
    if (failure.status === 409 || failure.status === 412) {
      const theirs = await this.ports.view(this.key).catch(() => null);
      const mine = this.document;
      if (theirs?.document && mine && this.#takeIn(mine, theirs, theirs.document)) return this.#send(this.document!, this.text); // prettier-ignore
      this.theirs = theirs;
      this.state = 'conflict';
    } else if (failure.status === 422 || failure.status === 400) {
      this.findings = findingsOf(failure);
      this.state = 'invalid';
    } else {
      this.state = 'failed';
      if (failure.status === 0 || failure.status >= 500) this.#later('save', delays.retry, () => void this.save());
    }
    this.ports.changed();
    return false;
  }

  /**
   * Puts into the text what the server's document has in other places since both began; mine stands where both changed
   * one. True when there is no such place: then the text stands on theirs.
   */
  #takeIn(mine: Document, theirs: DocumentView, document: Document): boolean {
    if (!this.#base) return false;
    const merged = mergeDocuments<Document>(this.#base, mine, document);
    const text = formatJson(merged.document);
    if (!sameContent(merged.document, mine)) {
      this.#history.close();
      this.#history.record(this.text, text);
      this.#history.close();
      this.text = text;
      this.tookIn = true;
      this.findings = this.ports.check(text, this.id).findings;
    }
    this.#base = document;
    if (merged.conflicts.length > 0) return false;
    this.view = theirs;
    this.failure = undefined;
    return this.document !== undefined;
  }

  /** The person has read that something was taken in. */
  seen(): void {
    this.tookIn = false;
    this.ports.changed();
  }

  /** Ends a conflict: my text goes over theirs, or theirs comes into the editor. */
  async resolve(choice: 'mine' | 'theirs'): Promise<boolean> {
    const { theirs } = this;
    this.theirs = undefined;
    this.state = 'waiting';
    if (choice === 'mine') {
      this.view = theirs ?? { ...this.view, revision: 0, document: null, draft: false };
      this.#base = theirs?.document ?? undefined;
      // Equal to nothing the server has, so that it is sent.
      this.#savedText = '';
      return this.save();
    }
    if (theirs) this.adopt(theirs);
    return true;
  }

  /** The server's state takes the place of the text. */
  adopt(view: DocumentView, released = this.released): void {
    for (const name of [...this.#timers.keys()]) this.#stop(name);
    this.view = view;
    this.released = released;
    this.#base = view.document ?? released;
    this.tookIn = false;
    const text = textOf(view, released);
    // What gave way can be taken back like any change: nothing that was written is lost.
    this.#history.close();
    this.#history.record(this.text, text);
    this.text = text;
    this.#savedText = this.text;
    this.restoredFrom = undefined;
    this.failure = undefined;
    this.theirs = undefined;
    this.state = 'saved';
    this.findings = this.ports.check(this.text, this.id).findings;
    this.ports.drop();
    this.ports.changed();
  }

  close(): void {
    this.keepNow();
    for (const name of [...this.#timers.keys()]) this.#stop(name);
  }

  #later(name: string, delay: number, run: () => void): void {
    this.#stop(name);
    this.#timers.set(name, setTimeout(() => (this.#timers.delete(name), run()), delay)); // prettier-ignore
  }

  #stop(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

const textOf = (view: DocumentView, released: Document | undefined): string =>
  formatJson(view.document ?? released ?? {});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function findingsOf(failure: ApiFailure): readonly Problem[] {
  if (Array.isArray(failure.details)) return failure.details as readonly Problem[];
  return [{ path: failure.path ?? '', code: failure.code, message: failure.message }];
}
