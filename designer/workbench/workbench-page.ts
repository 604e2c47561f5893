/**
 * `<td-workbench>`: bar, documents at the left, editor in the middle, what helps at the right, findings at the foot. It is
 * where the parts of editing meet, hence its length; each part is its own element. The address says which document is shown.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { isKind, type Document, type Kind } from '../../metadata/schema/kinds.js';
import type { Problem } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { Route } from '../../runtime/data/router.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import '../../runtime/ui/menu.js';
import type { TrMenu } from '../../runtime/ui/menu.js';
import '../../runtime/ui/states.js';
import type { TdNewModule } from '../entity/new-module-dialog.js';
import type { HelpContext } from '../json/editor-help.js';
import type { CaretPlace } from '../json/json-editor.js';
import type { DocumentKey } from '../session/document-client.js';
import { mostOpen } from '../session/design-session.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import './conflict-dialog.js';
import type { TdConflictDialog } from './conflict-dialog.js';
import { versionsHref } from '../release/hrefs.js';
import { discardDraft, removeDocument } from './document-acts.js';
import './document-pane.js';
import type { DocumentMode, TdDocumentPane } from './document-pane.js';
import { createHelp } from './editor-context.js';
import { documentHref } from './kind-looks.js';
import './foot-strip.js';
import './left-pane.js';
import './new-document.js';
import type { TdNewDocument } from './new-document.js';
import './open-tabs.js';
import './pane-edge.js';
import './side-pane.js';
import type { SidePane } from './side-pane.js';
import './workbench-bar.js';
import { workbenchPageStyles } from './workbench-page-styles.js';

const keptTabs = 'trellis.design.tabs';

@customElement('td-workbench')
export class TdWorkbench extends TdElement {
  @property({ attribute: false }) route!: Route;
  @state() private current: OpenDocument | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private caret: CaretPlace | undefined;
  @state() private comparing = false;
  @state() private mode: DocumentMode = 'design';
  @state() private pane: SidePane = 'inspector';
  @state() private left = 256;
  @state() private right = 320;
  @query('td-document-pane') private editor!: TdDocumentPane | null;
  @query('td-new-document') private asker!: TdNewDocument;
  @query('td-new-module') private module!: TdNewModule;
  @query('td-conflict-dialog') private conflict!: TdConflictDialog | null;
  @query('tr-menu') private menu!: TrMenu;
  #help: { readonly of: OpenDocument; readonly language: string; readonly context: HelpContext } | undefined;
  #jumpTo: string | undefined;
  #asked: OpenDocument | undefined;

  static override styles = workbenchPageStyles;

  #removeKeys: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // The editor hears its own keys; saving works wherever the focus is.
    this.#removeKeys = this.host.shortcuts.add({
      label: () => this.w('keys.design'),
      shortcuts: [
        { keys: 'Ctrl+S', label: 'keys.save', run: () => void this.#save() },
        { keys: ['↑', '↓'], label: () => this.w('keys.tree') },
        { keys: 'Ctrl+Space', label: () => this.w('keys.complete') },
        { keys: 'Ctrl+F', label: () => this.w('keys.find') },
        { keys: 'Shift+Alt+F', label: () => this.w('keys.format') },
        { keys: 'Ctrl+Z', label: () => this.w('act.undo'), run: () => this.#undo() },
        { keys: 'Ctrl+Y', label: () => this.w('act.redo'), run: () => this.#redo() },
      ],
    });
    this.left = Number(this.host.appearance.get('pane.design.left')) || 256;
    this.right = Number(this.host.appearance.get('pane.design.right')) || 320;
    this.#showAs(this.host.appearance.get('design.mode') === 'text' ? 'text' : 'design');
  }

  override disconnectedCallback(): void {
    this.#removeKeys?.();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route')) void this.#openRoute();
    // Closed elsewhere, or gone with a release.
    if (this.current && !this.session.documents.includes(this.current)) this.#showLast();
    this.#title();
  }

  protected override updated(): void {
    if (this.current?.state === 'conflict' && this.#asked !== this.current) {
      this.#asked = this.current;
      void this.conflict?.show();
    } else if (this.#asked && this.#asked.state !== 'conflict') this.#asked = undefined;
    if (this.#jumpTo !== undefined && this.editor && this.current) {
      const path = this.#jumpTo;
      this.#jumpTo = undefined;
      // After the editor has taken up the document it is to jump in.
      void this.editor.updateComplete.then(() => this.editor?.jump(path));
    }
  }

  protected override sessionChanged(): void {
    sessionStorage.setItem(keptTabs, JSON.stringify(this.session.tabs.map(({ key }) => key)));
  }

  /* ---------------------------------------------------------------- opening */

  async #openRoute(): Promise<void> {
    const [kind = '', name] = this.route.parts;
    this.#jumpTo = this.route.query['at'];
    const as = this.route.query['as'];
    if (as === 'text' || as === 'design') this.#showAs(as);
    this.failure = undefined;
    await this.#openKept();
    if (!isKind(kind) || name === undefined) {
      this.#showLast();
      return;
    }
    await this.#open({ kind, name });
  }

  /** The tabs of before a reload. */
  async #openKept(): Promise<void> {
    const kept = sessionStorage.getItem(keptTabs);
    if (!kept || this.session.documents.length > 0) return;
    for (const key of JSON.parse(kept) as DocumentKey[]) {
      if (this.session.head(key)) await this.session.open(key).catch(() => undefined);
    }
  }

  async #open(key: DocumentKey): Promise<void> {
    const route = this.route;
    try {
      const opened = await this.session.open(key);
      if (this.route !== route) return;
      if (opened) this.#show(opened);
      else this.host.toasts.show({ text: this.w('tabs.full', { count: mostOpen }) });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (this.route !== route) return;
      this.current = undefined;
      this.failure = error;
    }
  }

  #show(open: OpenDocument): void {
    if (this.current !== open) this.comparing = false;
    this.current = open;
  }

  #showLast(): void {
    const last = this.session.lastUsed;
    this.current = last;
    this.host.router.replace(last ? documentHref(last.key) : '/design');
  }

  #close(key: DocumentKey): void {
    this.session.close(key);
    this.editor?.forget(key);
    this.requestUpdate();
  }

  #title(): void {
    const { current } = this;
    const title = current ? this.session.label(this.#head(current)) : this.t('shell.design');
    this.emit<PageTitle>('tr-title', { title, trail: [] });
  }

  #head(open: OpenDocument) {
    return this.session.head(open.key) ?? { label: open.key.name, name: open.key.name };
  }

  /* ---------------------------------------------------------------- page */

  override render() {
    const { current, session } = this;
    const problems = current ? session.problemsOf(current.key) : [];
    return html`
      <td-workbench-bar
        .open=${current}
        .label=${current ? session.label(this.#head(current)) : ''}
        .mode=${this.comparing ? 'text' : this.mode}
        ?comparing=${this.comparing}
        @td-undo=${this.#undo}
        @td-redo=${this.#redo}
        @td-mode=${(event: CustomEvent<DocumentMode>) => this.#setMode(event.detail)}
        @td-compare=${() => (this.comparing = !this.comparing)}
        @td-more=${this.#more}
        @td-publish=${() => void this.#publish()}
      ></td-workbench-bar>
      <div class="panes" style="--left:${this.left}px;--right:${this.right}px" @td-new=${this.#new}>
        <nav class="left" aria-label=${this.w('tree.title')}>
          <td-left-pane
            .current=${current?.name ?? ''}
            .input=${current && this.#isDesigned(current) ? { open: current, problems, help: this.#helpOf(current) } : undefined}
          ></td-left-pane>
        </nav>
        <td-pane-edge
          name="design.left"
          .label=${this.w('pane.left')}
          .width=${this.left}
          @td-width=${(event: CustomEvent<number>) => (this.left = event.detail)}
        ></td-pane-edge>
        <section
          class="middle"
          aria-label=${this.w('pane.middle')}
          @td-undo=${this.#undo}
          @td-redo=${this.#redo}
          @td-save=${() => void this.#save()}
          @td-caret=${(event: CustomEvent<CaretPlace>) => (this.caret = event.detail)}
          @td-inspect=${() => this.#inspect()}
          @td-uses=${() => (this.pane = 'uses')}
        >
          <td-open-tabs
            .current=${current?.name ?? ''}
            @td-close=${(event: CustomEvent<DocumentKey>) => this.#close(event.detail)}
          ></td-open-tabs>
          ${this.#middle(current, problems)}
        </section>
        <td-pane-edge
          name="design.right"
          end
          .label=${this.w('pane.right')}
          .width=${this.right}
          @td-width=${(event: CustomEvent<number>) => (this.right = event.detail)}
        ></td-pane-edge>
        <aside class="right" aria-label=${this.w('pane.right')}>
          <td-side-pane
            .open=${current}
            .problems=${problems}
            .pane=${this.pane}
            .help=${current ? this.#helpOf(current) : undefined}
            @td-undo=${this.#undo}
            @td-redo=${this.#redo}
            @td-pane=${(event: CustomEvent<SidePane>) => (this.pane = event.detail)}
            @td-jump=${(event: CustomEvent<Problem | string>) => this.editor?.jump(event.detail)}
          ></td-side-pane>
        </aside>
      </div>
      <td-foot-strip
        .problems=${problems}
        .caret=${current && this.mode === 'text' ? this.caret : undefined}
        ?idle=${current === undefined}
        @td-pane=${() => (this.pane = 'problems')}
      ></td-foot-strip>
      <td-new-document></td-new-document>
      <td-new-module></td-new-module>
      ${current?.state === 'conflict' ? html`<td-conflict-dialog .open=${current}></td-conflict-dialog>` : nothing}
      <tr-menu></tr-menu>
    `;
  }

  #middle(current: OpenDocument | undefined, problems: readonly Problem[]) {
    if (this.failure) {
      const missing = this.failure.status === 404;
      return html`<tr-state
        kind=${missing ? 'missing' : 'failed'}
        .heading=${this.w(missing ? 'open.missing' : 'open.failed')}
        .text=${missing ? this.w('open.missingText') : this.failure.message}
        .actions=${missing ? [] : [{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#openRoute() }]}
      ></tr-state>`;
    }
    if (!current) {
      return html`<tr-state
        kind="empty"
        icon="layers"
        .heading=${this.w('open.none')}
        .text=${this.w('open.noneText')}
        .actions=${[
          {
            label: this.w('start.page'),
            icon: 'play',
            primary: true,
            run: () => void this.host.router.go('/design/start'),
          },
          { label: this.w('new.title'), icon: 'plus', run: () => void this.#newEntity() },
        ]}
      ></tr-state>`;
    }
    return html`<td-document-pane
      .open=${current}
      .problems=${problems}
      .help=${this.#helpOf(current)}
      .mode=${this.mode}
      .label=${this.session.label(this.#head(current))}
      ?comparing=${this.comparing}
      @td-choose=${() => void this.conflict?.show()}
    ></td-document-pane>`;
  }

  /** Its canvas is shown, not its text. */
  #isDesigned(open: OpenDocument): boolean {
    return this.mode === 'design' && !this.comparing && open.value !== undefined;
  }

  #helpOf(open: OpenDocument): HelpContext {
    const { language } = this.host.i18n;
    if (this.#help?.of !== open || this.#help.language !== language) {
      this.#help = { of: open, language, context: createHelp(this.session, open) };
    }
    return this.#help.context;
  }

  /* ---------------------------------------------------------------- acts */

  // As fields: they are handed to elements as they are.
  readonly #undo = (): void => {
    const { current } = this;
    const what = current?.history.undoLabel;
    current?.undo();
    if (what !== undefined) this.host.announce(this.w('act.undoOf', { what }));
  };
  readonly #redo = (): void => {
    const { current } = this;
    const what = current?.history.redoLabel;
    current?.redo();
    if (what !== undefined) this.host.announce(this.w('act.redoOf', { what }));
  };

  /** Beside a canvas stand properties, beside a text what is wrong with it. */
  #showAs(mode: DocumentMode): void {
    if (mode !== this.mode) this.pane = mode === 'text' ? 'problems' : 'inspector';
    this.mode = mode;
  }

  #setMode(mode: DocumentMode): void {
    this.#showAs(mode);
    this.comparing = false;
    this.host.appearance.set('design.mode', mode);
  }

  /** The properties of what is selected, with the focus on the first of them. */
  #inspect(): void {
    this.pane = 'inspector';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('td-side-pane')?.focus());
  }

  #new(event: CustomEvent<Kind>): void {
    if (event.detail === 'entity') return void this.#newEntity();
    const entity = this.#entityInHand();
    void this.asker.open(event.detail, entity === undefined ? {} : { entity });
  }

  /** An entity comes with what makes it usable. */
  async #newEntity(): Promise<void> {
    await import('../entity/new-module-dialog.js');
    await this.module.ask();
  }

  /** The entity the shown document is or is about. */
  #entityInHand(): string | undefined {
    const { key, document } = this.current ?? {};
    if (key?.kind === 'entity') return key.name;
    const about = (document as { readonly entity?: unknown } | undefined)?.entity;
    return typeof about === 'string' ? about : undefined;
  }

  async #save(): Promise<void> {
    const { current } = this;
    if (!current) return;
    if (await current.save()) this.host.announce(this.w('save.saved'));
    else if (current.state === 'invalid') {
      this.pane = 'problems';
      this.host.announce(this.w('save.invalid'), true);
    }
  }

  async #publish(): Promise<void> {
    if (await this.session.saveAll()) {
      void this.host.router.go('/design/publish');
      return;
    }
    // What is not saved would silently not be published.
    const open = this.session.documents.find((each) => each.isDirty);
    if (!open) return;
    this.host.toasts.show({
      text: this.w('publish.unsaved', { name: this.session.label(this.#head(open)) }),
      tone: 'bad',
    });
    void this.host.router.go(documentHref(open.key));
  }

  #more(event: CustomEvent<HTMLElement>): void {
    const { current, session } = this;
    if (!current) return;
    const { key } = current;
    const source: Document | undefined = current.document ?? current.released;
    const invalid = source ? {} : { reason: this.w('act.needsValid') };
    void this.menu.openAt(
      event.detail,
      this.w('act.more'),
      [
        { id: 'format', label: this.w('act.format'), icon: 'text-align-start', key: 'Shift+Alt+F', run: () => void this.editor?.format() },
        { id: 'copy', label: this.w('act.duplicate'), icon: 'copy', ...invalid, run: () => void this.asker.open(key.kind, source ? { source } : {}) },
        { id: 'versions', label: this.w('release.versions'), icon: 'history', ...(current.released ? {} : { reason: this.w('changes.new') }), run: () => void this.host.router.go(versionsHref(key)) },
        {
          id: 'discard', label: this.w('act.discard'), icon: 'undo-2', line: true,
          ...(session.head(key)?.draft ? {} : { reason: this.w('act.noDraft') }),
          run: () => void discardDraft(session, key),
        },
        {
          id: 'remove', label: this.w('act.remove'), icon: 'trash-2', danger: true,
          ...(current.isRemoved ? { reason: this.w('act.isRemoved') } : {}),
          run: () => void removeDocument(session, key),
        },
      ],
      { align: 'end' },
    ); // prettier-ignore
  }
}
