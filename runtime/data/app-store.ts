/**
 * The application as this person may see it: loaded once, asked again with its ETag when a release is published, and
 * compiled to a model with the registries that main.ts filled.
 */
import type { Registries } from '../../metadata/contributions.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { firstField } from '../../metadata/model/parts.js';
import type { FeatureRight, FieldClass } from '../../metadata/schema/app.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { ApiClient } from './api-client.js';
import { ListStore } from './list-store.js';
import { readApp, type AppDocument, type EntityAccess } from './app-document.js';

/** Registries are loaded with the application, functions with the first form: the sign-in page needs neither. */
export interface PluginLoader {
  registries(): Promise<Registries>;
  functions(registries: Registries): Promise<void>;
}

export class AppStore {
  #etag: string | undefined;
  #document: AppDocument | undefined;
  #model: Model | undefined;
  #registries: Registries | undefined;
  #listeners = new Set<() => void>();
  /** Names of records by id that were seen in look-ups: filters carry ids, chips say names. */
  readonly references = new Map<string, string>();
  /** Saved views, and this person's columns. */
  readonly lists: ListStore;

  constructor(
    private readonly api: ApiClient,
    /** Given by main.ts, which knows the plugins. */
    private readonly plugins: PluginLoader,
  ) {
    this.lists = new ListStore(api, () => this.#changed());
  }

  get isLoaded(): boolean {
    return this.#document !== undefined;
  }
  get document(): AppDocument {
    if (!this.#document) throw new Error('The application is not loaded yet.');
    return this.#document;
  }
  get model(): Model {
    if (!this.#model) throw new Error('The application is not loaded yet.');
    return this.#model;
  }
  get registries(): Registries {
    if (!this.#registries) throw new Error('The application is not loaded yet.');
    return this.#registries;
  }

  /** Loads or refreshes; true when something changed. Throws ApiFailure. */
  async load(): Promise<boolean> {
    const [answer, registries] = await Promise.all([
      this.api.request<unknown>('GET', '/app', this.#etag === undefined ? {} : { etag: this.#etag }),
      this.#registries ?? this.plugins.registries(),
      this.lists.load(),
    ]);
    if (answer.status === 304) return false;
    const document = readApp(answer.body);
    const documents = [
      ...document.entities,
      ...document.dictionaries,
      ...document.forms,
      ...document.views,
      ...(document.settings ? [document.settings] : []),
    ] as readonly Document[];
    this.#registries = registries;
    this.#model = compileModel(documents, registries);
    this.#document = document;
    this.#etag = answer.etag;
    this.#changed();
    return true;
  }

  #changed(): void {
    if (this.#document) for (const listener of this.#listeners) listener();
  }

  /** Waits for the functions of the expression language; asked before rules are compiled. */
  async ensureFunctions(): Promise<void> {
    await this.plugins.functions(this.registries);
  }

  /** Forgets everything: after signing out, and before another person signs in. */
  clear(): void {
    this.#document = undefined;
    this.#model = undefined;
    this.#etag = undefined;
    this.references.clear();
    this.lists.clear();
  }

  entity(name: string): Entity | undefined {
    return this.#model?.entities.get(name);
  }

  access(entity: string): EntityAccess | undefined {
    return this.#document?.access[entity];
  }

  fieldClass(field: Field): FieldClass {
    const named = this.access(field.entity)?.fields[field.name];
    return named ?? 'write';
  }

  has(right: FeatureRight): boolean {
    return this.document.rights.includes(right);
  }

  /** Views of an entity that are documents, in their order. */
  views(entity: string): readonly ViewDocument[] {
    return this.document.views
      .filter((view) => view.entity === entity)
      .sort((a, b) => (a.position ?? 500) - (b.position ?? 500) || a.name.localeCompare(b.name));
  }

  /** The field at the end of a path, and the fields on the way; undefined when any is unknown or not to be seen. */
  path(entity: string, path: string): { readonly field: Field; readonly hops: readonly Field[] } | undefined {
    const hops: Field[] = [];
    let at = this.entity(entity);
    for (let steps: readonly string[] = path.split('.'); at;) {
      const found = firstField(at, steps);
      if (!found || this.fieldClass(found.field) === 'hidden') return undefined;
      if (found.rest.length === 0) return { field: found.field, hops };
      hops.push(found.field);
      at = found.field.target === undefined ? undefined : this.entity(found.field.target);
      steps = found.rest;
    }
    return undefined;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
