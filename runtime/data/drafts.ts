/**
 * What was typed and not sent survives a killed tab, a lost connection and an ended session: kept in IndexedDB under the
 * person's id, offered again when the record is opened, dropped when it is saved, at sign-out and when it is old. Without
 * IndexedDB (private windows) nothing is kept and nothing fails.
 */
export interface Draft {
  /** Version the edit began with; null for a new record. */
  readonly version: number | null;
  /** Changed fields only. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: string;
  /** Idempotency key of a creation that may have been sent already: sent again it makes one record. */
  readonly key?: string;
}

const store = 'drafts';
/** Days that a draft is kept. */
export const draftDays = 30;

export class DraftStore {
  #database: Promise<IDBDatabase | undefined> | undefined;

  constructor(private readonly factory: IDBFactory | undefined = globalThis.indexedDB) {}

  async get(user: string, entity: string, id: string): Promise<Draft | undefined> {
    return this.#run('readonly', (held) => held.get(keyOf(user, entity, id)) as IDBRequest<Draft | undefined>);
  }

  async keep(user: string, entity: string, id: string, draft: Draft): Promise<void> {
    await this.#run('readwrite', (held) => held.put(draft, keyOf(user, entity, id)));
  }

  async drop(user: string, entity: string, id: string): Promise<void> {
    await this.#run('readwrite', (held) => held.delete(keyOf(user, entity, id)));
  }

  /** All of one person: they signed out, and the next one at this machine is to find nothing. */
  async dropAll(user: string): Promise<void> {
    await this.#run('readwrite', (held) => held.delete(IDBKeyRange.bound(`${user} `, `${user} \uffff`)));
  }

  /** Drops what is older than `draftDays`, of anybody. */
  async expire(now: Date): Promise<void> {
    const oldest = new Date(now.getTime() - draftDays * 86_400_000).toISOString();
    const [keys, drafts] = await Promise.all([
      this.#run('readonly', (held) => held.getAllKeys()),
      this.#run('readonly', (held) => held.getAll() as IDBRequest<Draft[]>),
    ]);
    if (!keys || keys.length !== drafts?.length) return;
    for (const [index, key] of keys.entries()) {
      if (drafts[index]!.at < oldest) await this.#run('readwrite', (held) => held.delete(key));
    }
  }

  async #run<T>(mode: IDBTransactionMode, act: (held: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
    const database = await this.#open();
    if (!database) return undefined;
    return new Promise<T | undefined>((resolve) => {
      const request = act(database.transaction(store, mode).objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    });
  }

  #open(): Promise<IDBDatabase | undefined> {
    this.#database ??= new Promise((resolve) => {
      if (!this.factory) return resolve(undefined);
      const request = this.factory.open('trellis', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    });
    return this.#database;
  }
}

const keyOf = (user: string, entity: string, id: string) => `${user} ${entity} ${id}`;
