/** Keeps an unsaved edit in the browser's storage, a moment after the last key, and drops it when it is saved. */
import type { Host } from '../host/host.js';
import type { RecordDraft } from './record-draft.js';
import { draftKey } from './save-record.js';

/** Milliseconds after the last change. */
const keepMs = 300;

export interface DraftPlace {
  readonly host: Host;
  readonly entityName: string;
  readonly recordId: string;
  /** A name of its own for a new record. */
  readonly draftName?: string | undefined;
}

export class DraftKeeper {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly place: DraftPlace) {}

  /** `idempotency`: the key of a creation, so that it is made once even when its answer was lost with the tab. */
  keep(draft: RecordDraft, idempotency: string): void {
    clearTimeout(this.#timer);
    const { host } = this.place;
    const [user, entity, key] = this.#key();
    this.#timer = setTimeout(() => {
      if (!draft.isTouched) void host.drafts.drop(user, entity, key);
      else void this.keepNow(draft, idempotency);
    }, keepMs);
  }

  /** At once: another page is about to find it. */
  async keepNow(draft: RecordDraft, idempotency: string): Promise<void> {
    clearTimeout(this.#timer);
    const { host } = this.place;
    const at = host.now().toISOString();
    const version = draft.base?.version ?? null;
    const once = draft.isNew ? { key: idempotency } : {};
    await host.drafts.keep(...this.#key(), { version, values: draft.changes, at, ...once });
  }

  drop(): void {
    clearTimeout(this.#timer);
    void this.place.host.drafts.drop(...this.#key());
  }

  #key(): [user: string, entity: string, id: string] {
    const { host, entityName, recordId, draftName } = this.place;
    return [host.app.document.user.id, entityName, draftKey(recordId, draftName)];
  }
}
