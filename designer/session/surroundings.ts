/** The drafts and the released documents together: what a document that is being written may speak of. */
import type { Registries } from '../../metadata/contributions.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Model } from '../../metadata/model/model.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { AppDocument } from '../../runtime/data/app-document.js';
import { keyText, type DocumentClient, type DocumentHead, type DocumentKey } from './document-client.js';

/** More drafts than one person has at a time; the rest is known by name only. */
const mostLoaded = 60;

export class Surroundings {
  #drafts = new Map<string, Document | null>();
  #model: Model | undefined;

  constructor(
    private readonly client: DocumentClient,
    private readonly registries: Registries,
  ) {}

  /** Drafts are part of the names that exist: a field added an hour ago can be used now. */
  async load(heads: readonly DocumentHead[]): Promise<void> {
    const edited = heads.filter((head) => head.draft);
    const names = new Set(edited.map(keyText));
    for (const key of this.#drafts.keys()) if (!names.has(key)) this.#drafts.delete(key);
    const missing = edited.filter((head) => !this.#drafts.has(keyText(head))).slice(0, mostLoaded);
    const views = await Promise.all(missing.map((head) => this.client.view(head).catch(() => undefined)));
    views.forEach((view, i) => {
      if (view) this.#drafts.set(keyText(missing[i]!), view.document);
    });
    this.#model = undefined;
  }

  /** The draft of a document; undefined without one, and for one that is to be removed. */
  draftOf(key: DocumentKey): Document | undefined {
    return this.#drafts.get(keyText(key)) ?? undefined;
  }

  put(key: DocumentKey, document: Document | null): void {
    this.#drafts.set(keyText(key), document);
    this.#model = undefined;
  }

  forget(key?: DocumentKey): void {
    if (key) this.#drafts.delete(keyText(key));
    else this.#drafts.clear();
    this.#model = undefined;
  }

  /** The application has changed. */
  stale(): void {
    this.#model = undefined;
  }

  /** Entities and dictionaries as the drafts would have them, with the segments that are drafts. */
  model({ entities, dictionaries, settings }: AppDocument): Model {
    if (this.#model) return this.#model;
    const base: readonly Document[] = [...entities, ...dictionaries, ...(settings ? [settings] : [])];
    const kept = base.filter((document) => !this.#drafts.has(keyText(document)));
    const drafts = [...this.#drafts.values()].filter((document) => document !== null);
    const own = drafts.filter(({ kind }) => kind === 'entity' || kind === 'dictionary' || kind === 'segment');
    return (this.#model = compileModel([...kept, ...own], this.registries));
  }
}
