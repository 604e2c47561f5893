/**
 * All that the designer's pages share while they are open: the list of documents, the open ones, what stands against
 * publishing, the names that exist. It tells its listeners of every change; elements find it by SessionRequest. Long, since
 * list, open documents and acts change each other.
 */
import type { Registries } from '../../metadata/contributions.js';
import { createDocumentValidator, type DocumentValidator } from '../../metadata/document/validate.js';
import type { Model } from '../../metadata/model/model.js';
import type { Document, Kind } from '../../metadata/schema/kinds.js';
import type { Label, Problem } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { createInterpreterChecker } from '../../runtime/data/document-checker.js';
import type { Host } from '../../runtime/host/host.js';
import { DocumentClient, keyText, type DocumentHead, type DocumentKey, type DocumentView } from './document-client.js';
import { createPorts, keptText } from './document-ports.js';
import { OpenDocument } from './open-document.js';
import { problemsOfPlan, problemsOfRefusal, type ProblemsByDocument } from './publish-check.js';
import { Surroundings } from './surroundings.js';
import { Words } from './words.js';

export const mostOpen = 8;
/** Without a tab: what acts over several documents changed lately. */
const mostHeld = 16;
const checkDelay = 800;

/** Asks upwards for the session: bubbles and crosses shadow roots. */
export class SessionRequest extends Event {
  static readonly type = 'td-session-request';
  session: DesignSession | undefined;
  constructor() {
    super(SessionRequest.type, { bubbles: true, composed: true });
  }
}

export class DesignSession {
  readonly client: DocumentClient;
  readonly words: Words;
  readonly validator: DocumentValidator;
  heads: readonly DocumentHead[] = [];
  release = 0;
  /** What field types are called, by their ids. */
  typeLabels: Readonly<Record<string, Label>> = {};
  /** Open documents: those with a tab in the order of their tabs, and those that an act over several holds. */
  documents: readonly OpenDocument[] = [];
  problems: ProblemsByDocument = new Map();
  readonly #surroundings: Surroundings;
  #used: string[] = [];
  /** Names of documents that are held without a tab. */
  #untabbed: ReadonlySet<string> = new Set();
  #listeners = new Set<() => void>();
  #checking: ReturnType<typeof setTimeout> | undefined;
  #stops: (() => void)[] = [];

  constructor(
    readonly host: Host,
    readonly registries: Registries,
  ) {
    this.client = new DocumentClient(host.api);
    this.#surroundings = new Surroundings(this.client, registries);
    this.words = new Words(host.i18n);
    this.validator = createDocumentValidator(registries, createInterpreterChecker);
  }

  /** Loads words, the list and the drafts. Throws ApiFailure. */
  async start(): Promise<void> {
    const [labels] = await Promise.all([this.host.fieldLabels(), this.words.follow(), this.refresh()]);
    this.typeLabels = labels;
    const keepAll = () => this.documents.forEach((document) => document.keepNow());
    window.addEventListener('pagehide', keepAll);
    this.#stops = [
      () => window.removeEventListener('pagehide', keepAll),
      this.host.events.listen((message) => {
        if (message.type === 'release') void this.reload();
      }),
      this.host.subscribe(() => {
        this.#surroundings.stale();
        void this.words.follow().then((changed) => (changed ? this.#sayAnew() : this.#tell()));
      }),
    ];
  }

  /** Findings hold sentences of the language they were made in. */
  #sayAnew(): void {
    for (const document of this.documents) if (document.findings.length > 0) document.check();
    // The server learns of the language meanwhile.
    this.checkSoon();
    this.#tell();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#checking);
    for (const document of this.documents) {
      document.keepNow();
      void document.save();
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /* ---------------------------------------------------------------- list */

  async refresh(): Promise<void> {
    const { documents, release } = await this.client.list();
    this.heads = documents;
    this.release = release;
    await this.#surroundings.load(documents);
    this.checkSoon(0);
    this.#tell();
  }

  /** After a release: the list, and open documents that have nothing unsaved. */
  async reload(): Promise<void> {
    this.#surroundings.forget();
    await this.refresh();
    for (const document of this.documents) await this.#reloadDocument(document);
    this.#tell();
  }

  async #reloadDocument(document: OpenDocument): Promise<void> {
    const head = this.head(document.key);
    if (!head) return document.isDirty ? undefined : this.close(document.key);
    const [view, released] = await this.#fetch(document.key);
    if (document.isDirty) document.released = released;
    else document.adopt(view, released);
  }

  head(key: DocumentKey): DocumentHead | undefined {
    return this.heads.find((head) => head.kind === key.kind && head.name === key.name);
  }

  headsOf(kind: Kind): readonly DocumentHead[] {
    return this.heads.filter((head) => head.kind === kind);
  }

  /** Documents that differ from the release. */
  get changed(): readonly DocumentHead[] {
    return this.heads.filter((head) => head.draft);
  }

  /** Your draft of a document. */
  draftOf(key: DocumentKey): Document | undefined {
    return this.#surroundings.draftOf(key);
  }

  label(head: Pick<DocumentHead, 'label' | 'name'>): string {
    return this.host.i18n.label(head.label, head.name);
  }

  /* ---------------------------------------------------------------- open documents */

  find(key: DocumentKey): OpenDocument | undefined {
    return this.documents.find((each) => each.name === keyText(key));
  }

  /** What somebody opened, in the order of the tabs. */
  get tabs(): readonly OpenDocument[] {
    return this.documents.filter(({ name }) => !this.#untabbed.has(name));
  }

  /** Opens a document in a tab; undefined when too many others are unsaved. Throws ApiFailure. */
  async open(key: DocumentKey): Promise<OpenDocument | undefined> {
    const name = keyText(key);
    this.#used = [...this.#used.filter((each) => each !== name), name];
    const tab = this.tabs.find((each) => each.name === name);
    if (tab) return tab;
    if (this.tabs.length >= mostOpen && !this.#closeOldest(this.tabs)) return undefined;
    const opened = await this.#load(key);
    if (this.#untabbed.has(name)) {
      this.#untabbed = new Set([...this.#untabbed].filter((each) => each !== name));
      this.documents = [...this.documents.filter((each) => each !== opened), opened];
    }
    this.#tell();
    return opened;
  }

  /** A document to change without a tab of its own; undefined when too many such are unsaved. Throws ApiFailure. */
  async hold(key: DocumentKey): Promise<OpenDocument | undefined> {
    const held = this.find(key);
    if (held) return held;
    const others = this.documents.filter(({ name }) => this.#untabbed.has(name));
    if (others.length >= mostHeld && !this.#closeOldest(others)) return undefined;
    this.#untabbed = new Set([...this.#untabbed, keyText(key)]);
    const opened = await this.#load(key);
    this.#tell();
    return opened;
  }

  async #load(key: DocumentKey): Promise<OpenDocument> {
    const held = this.find(key);
    if (held) return held;
    const [view, released] = await this.#fetch(key);
    // Somebody else may have asked for it meanwhile.
    const opened = this.find(key) ?? new OpenDocument(key, view, released, this.#ports(key));
    if (!this.find(key)) {
      this.documents = [...this.documents, opened];
      await this.#restore(opened);
    }
    if (view.problems.length > 0) this.#note(opened.name, view.problems);
    return opened;
  }

  async #fetch(key: DocumentKey): Promise<[DocumentView, Document | undefined]> {
    const view = await this.client.view(key);
    if (!view.draft) return [view, view.document ?? undefined];
    if (view.base === 0) return [view, undefined];
    const released = await this.client.view(key, 'released').catch(() => undefined);
    return [view, released?.document ?? undefined];
  }

  /** The longest untouched one of these that loses nothing. */
  #closeOldest(among: readonly OpenDocument[]): boolean {
    const lastUse = (document: OpenDocument): number => this.#used.indexOf(document.name);
    const [oldest] = among.filter(({ isDirty }) => !isDirty).sort((a, b) => lastUse(a) - lastUse(b));
    if (!oldest) return false;
    this.close(oldest.key);
    return true;
  }

  close(key: DocumentKey): void {
    const document = this.find(key);
    if (!document) return;
    document.close();
    if (document.isDirty) void document.save();
    this.documents = this.documents.filter((each) => each !== document);
    this.#used = this.#used.filter((name) => name !== document.name);
    this.#untabbed = new Set([...this.#untabbed].filter((name) => name !== document.name));
    this.#tell();
  }

  /** The document to show when another was closed. */
  get lastUsed(): OpenDocument | undefined {
    return this.tabs.find((each) => each.name === this.#used.at(-1)) ?? this.tabs.at(-1);
  }

  /** Saves all that can be saved; false when something unsaved remains. */
  async saveAll(): Promise<boolean> {
    const results = await Promise.all(this.documents.map((document) => document.save()));
    return results.every(Boolean);
  }

  #ports(key: DocumentKey) {
    const { host, client, validator, words } = this;
    const changed = () => this.#tell();
    return createPorts(key, {
      host,
      client,
      validator,
      words,
      changed,
      saved: (each, view) => this.#saved(each, view),
    });
  }

  async #restore(document: OpenDocument): Promise<void> {
    const kept = document.isRemoved ? undefined : await keptText(this.host, document.key, document.text);
    if (kept) document.restore(kept.text, kept.revision ?? document.view.revision, kept.at);
  }

  #saved(key: DocumentKey, view: DocumentView): void {
    const name = keyText(key);
    this.#surroundings.put(key, view.document);
    const label = view.document?.label ?? key.name;
    const head = { label, draft: view.draft, removed: view.document === null, revision: view.revision };
    const held = this.head(key);
    if (held) this.heads = this.heads.map((each) => (each === held ? { ...each, ...head } : each));
    else this.heads = [...this.heads, { ...key, id: view.document?.id ?? '', layer: view.layer, ...head }];
    this.#note(name, view.problems);
    this.checkSoon();
    this.#tell();
  }

  #note(name: string, problems: readonly Problem[]): void {
    this.problems = new Map([...this.problems, [name, problems]]);
  }

  /* ---------------------------------------------------------------- acts */

  /** Stores a new document and opens it. Throws ApiFailure. */
  async create(document: Document): Promise<void> {
    const view = await this.client.put(document, document, 0);
    this.#saved(document, view);
  }

  /** Back to what is released; gives the text that was given up. */
  async discard(key: DocumentKey): Promise<Document | null> {
    const view = await this.client.view(key);
    await this.client.discard(key, view.revision);
    await this.#afterAct(key);
    return view.document;
  }

  async remove(key: DocumentKey): Promise<void> {
    const view = await this.client.view(key);
    if (view.base === 0) await this.client.discard(key, view.revision);
    else await this.client.remove(key, view.revision);
    await this.#afterAct(key);
  }

  /** Puts back what was given up by `discard` or `remove`; null is the mark of removal. */
  async putBack(key: DocumentKey, document: Document | null): Promise<void> {
    const revision = this.head(key)?.revision ?? 0;
    if (document === null) await this.client.remove(key, revision);
    else await this.client.put(key, document, revision);
    await this.#afterAct(key);
  }

  async #afterAct(key: DocumentKey): Promise<void> {
    this.#surroundings.forget(key);
    await this.refresh();
    const open = this.find(key);
    if (!open) return;
    if (!this.head(key)) {
      open.adopt(open.view);
      this.close(key);
      return;
    }
    const [view, released] = await this.#fetch(key);
    open.adopt(view, released);
  }

  /* ---------------------------------------------------------------- findings and names */

  checkSoon(delay = checkDelay): void {
    clearTimeout(this.#checking);
    this.#checking = setTimeout(() => void this.check(), delay);
  }

  /** What stands against publishing the drafts as they are; a server that cannot say it leaves what was known. */
  async check(): Promise<void> {
    if (this.changed.length === 0) this.problems = this.#openProblems();
    else {
      try {
        this.problems = problemsOfPlan(await this.client.findings());
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.status !== 409 && error.status !== 422) return;
        const refused = problemsOfRefusal(error, (gone) =>
          gone.field === undefined
            ? this.words.text('problem.usesGone', { name: gone.name })
            : this.words.text('problem.usesGoneField', { name: gone.name, field: gone.field }),
        );
        // A refusal tells one thing only; what the open documents said at their last save still holds.
        this.problems = new Map([...this.#openProblems(), ...refused]);
      }
    }
    this.#tell();
  }

  #openProblems(): ProblemsByDocument {
    const found = this.documents.filter(({ view }) => view.problems.length > 0);
    return new Map(found.map(({ name, view }) => [name, view.problems]));
  }

  /** Findings of a document: the browser's of its text, else the server's. */
  problemsOf(key: DocumentKey): readonly Problem[] {
    const open = this.find(key);
    const server = this.problems.get(keyText(key)) ?? [];
    if (!open) return server;
    return open.findings.length > 0 ? open.findings : server;
  }

  /** Entities and dictionaries as the drafts would have them. */
  get model(): Model {
    return this.#surroundings.model(this.host.app.document);
  }
}
