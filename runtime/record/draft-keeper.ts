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
      else {
        const at = host.now().toISOString();
        const version = draft.base?.version ?? null;
        const once = draft.isNew ? { key: idempotency } : {};
        void host.drafts.keep(user, entity, key, { version, values: draft.changes, at, ...once });
      }
    }, keepMs);
  }

  drop(): void {
    clearTimeout(this.#timer);
    void this.place.host.drafts.drop(...this.#key());
  }

  #key(): [user: string, entity: string, id: string] {
    const { host, entityName, recordId } = this.place;
    return [host.app.document.user.id, entityName, draftKey(recordId)];
  }
}
