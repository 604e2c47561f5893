/**
 * All texts of the documents as they are now, drafts included, and the one way to change them: through the session, so
 * that what is written is a draft like any other. What was changed is taken back text by text, where nobody has changed
 * it since.
 */
import { sameContent } from '../../metadata/document/canonical.js';
import { documentSchema } from '../../metadata/schema/compose.js';
import { isAboutRights, type Kind } from '../../metadata/schema/kinds.js';
import type { Language } from '../../metadata/value.js';
import { schemaRoot, type SchemaNode } from '../json/schema-walk.js';
import type { DesignSession } from '../session/design-session.js';
import { keyText, type DocumentHead, type DocumentKey } from '../session/document-client.js';
import { inverseOf, operationOf, planChanges, type Refused, type TextChange, type WordChange } from './changes.js';
import { rowsOf, type TextRow } from './rows.js';

/** Documents asked for at a time. */
const atOnce = 6;
/** Documents changed by one act that wait for their own time to be saved; of more each is saved before the next. */
const mostWaiting = 8;
const mostSteps = 200;

interface Held {
  readonly value: unknown;
  readonly revision: number;
  readonly rows: readonly TextRow[];
}

interface Done {
  readonly label: string;
  readonly changes: readonly TextChange[];
  /** Documents that had no draft before. */
  readonly fresh: ReadonlySet<string>;
}

export interface Written {
  readonly cells: number;
  readonly refused: readonly Refused[];
  /** Texts that stay as they are: changed elsewhere meanwhile, or their document cannot be saved. */
  readonly missed: readonly TextChange[];
}

export class TranslationDesk {
  rows: readonly TextRow[] = [];
  readonly #held = new Map<string, Held>();
  readonly #schemas = new Map<Kind, SchemaNode>();
  readonly #past: Done[] = [];
  readonly #future: Done[] = [];
  #work: Promise<unknown> = Promise.resolve();

  constructor(private readonly session: DesignSession) {}

  /** The language of plain texts, and where translators begin. */
  get source(): Language {
    return this.session.host.app.document.settings?.language ?? 'en';
  }
  get undoLabel(): string | undefined {
    return this.#past.at(-1)?.label;
  }
  get redoLabel(): string | undefined {
    return this.#future.at(-1)?.label;
  }

  valueOf(key: DocumentKey): unknown {
    return this.#held.get(keyText(key))?.value;
  }

  /** Takes up what is new in the list and in open documents; true when a text may have changed. Throws ApiFailure. */
  async follow(): Promise<boolean> {
    const { session } = this;
    const there = session.heads.filter(({ removed }) => !removed);
    const isGone = (name: string) => !there.some((head) => keyText(head) === name);
    const gone = [...this.#held.keys()].filter(isGone);
    for (const name of gone) this.#held.delete(name);
    const stale = there.filter((head) => this.#isStale(head));
    for (let at = 0; at < stale.length; at += atOnce) {
      await Promise.all(stale.slice(at, at + atOnce).map(async (head) => {
        // What is released needs no checking anew, which takes the server a while.
        const { document, revision } = await session.client.view(head, head.draft ? undefined : 'released');
        if (document) this.#hold(head, document, revision);
      })); // prettier-ignore
    }
    const opened = session.documents.filter((open) => {
      const held = this.#held.get(open.name);
      return held !== undefined && open.value !== undefined && open.value !== held.value;
    });
    for (const open of opened) this.#hold(open.key, open.value, open.view.revision);
    if (gone.length + stale.length + opened.length === 0) return false;
    this.rows = there.flatMap((head) => this.#held.get(keyText(head))?.rows ?? []);
    return true;
  }

  #isStale(head: DocumentHead): boolean {
    const held = this.#held.get(keyText(head));
    if (!held) return true;
    return held.revision !== head.revision && !this.session.find(head);
  }

  #hold(key: DocumentKey, value: unknown, revision: number): void {
    const { kind, name } = key;
    const before = this.#held.get(keyText(key));
    const isLocked = isAboutRights(kind) && !this.session.host.app.has('grant');
    const rows = before && sameContent(before.value, value) ? before.rows : rowsOf({ key: { kind, name }, value, isLocked }, this.#schema(kind)); // prettier-ignore
    this.#held.set(keyText(key), { value, revision, rows });
  }

  #schema(kind: Kind): SchemaNode {
    const held = this.#schemas.get(kind) ?? schemaRoot(documentSchema(kind, this.session.registries));
    this.#schemas.set(kind, held);
    return held;
  }

  /** One act, taken back as one. Throws ApiFailure; what was written until then stays and can be taken back. */
  write(words: readonly WordChange[], label: string): Promise<Written> {
    const { changes, refused, cells } = planChanges(words, this.source);
    return this.#next(async () => {
      const fresh = this.#fresh(changes);
      const done: TextChange[] = [];
      try {
        const missed = await this.#apply(changes, label, done);
        return { cells: missed.length === 0 ? cells : done.length, refused, missed };
      } finally {
        if (done.length > 0) {
          this.#past.push({ label, changes: done, fresh });
          if (this.#past.length > mostSteps) this.#past.shift();
          this.#future.length = 0;
        }
      }
    });
  }

  /** Gives the texts that stay, since somebody has changed them again; undefined when there is nothing to take back. */
  undo(): Promise<readonly TextChange[] | undefined> {
    return this.#next(async () => {
      const last = this.#past.pop();
      if (!last) return undefined;
      this.#future.push(last);
      const missed = await this.#apply(inverseOf(last.changes), last.label, []);
      await this.#dropEmptyDrafts(last);
      return missed;
    });
  }

  redo(): Promise<readonly TextChange[] | undefined> {
    return this.#next(async () => {
      const next = this.#future.pop();
      if (!next) return undefined;
      this.#past.push(next);
      return this.#apply(next.changes, next.label, []);
    });
  }

  /** One after the other: each begins from what the one before it left. */
  #next<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#work.then(act);
    this.#work = result.catch(() => undefined);
    return result;
  }

  #fresh(changes: readonly TextChange[]): ReadonlySet<string> {
    return new Set(changes.filter(({ key }) => !this.session.head(key)?.draft).map(({ key }) => keyText(key)));
  }

  async #apply(changes: readonly TextChange[], label: string, done: TextChange[]): Promise<readonly TextChange[]> {
    const names = [...new Set(changes.map(({ key }) => keyText(key)))];
    const groups = names.map((name) => changes.filter(({ key }) => keyText(key) === name));
    const missed: TextChange[] = [];
    for (const own of groups) {
      const left = await this.#applyTo(own[0]!.key, own, label, groups.length > mostWaiting);
      missed.push(...left);
      done.push(...own.filter((each) => !left.includes(each)));
    }
    return missed;
  }

  async #applyTo(key: DocumentKey, own: readonly TextChange[], label: string, isSaved: boolean): Promise<readonly TextChange[]> {
    const open = (await this.session.hold(key)) ?? ((await this.session.saveAll()) ? await this.session.hold(key) : undefined);
    if (!open || open.isRemoved || open.value === undefined) return own;
    const { operation, missed } = operationOf(open.value, own);
    if (missed.length === own.length) return own;
    open.endGesture();
    open.apply(operation, { label });
    open.endGesture();
    if (isSaved) await open.save();
    return missed;
  } // prettier-ignore

  /** A draft that says what is released would be published as a change that changes nothing. */
  async #dropEmptyDrafts({ changes, fresh }: Done): Promise<void> {
    for (const name of new Set(changes.map(({ key }) => keyText(key)))) {
      const open = this.session.documents.find((each) => each.name === name);
      if (!open?.released || !fresh.has(name)) continue;
      await open.save();
      const isSame = open.document && sameContent(open.document, open.released);
      // Taken back before it was saved there is no draft yet.
      if (isSame && this.session.head(open.key)?.draft) await this.session.discard(open.key);
    }
  }
}
