/** `<td-workbench-bar>`: the way back, which document and in what state, save state, undo, compare, publish. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '@vaadin/button';
import { icon } from '../../runtime/ui/icon.js';
import { button, iconButton, tag } from '../../runtime/ui/parts.js';
import { openPreview } from '../release/preview-acts.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import type { DocumentMode } from './document-pane.js';
import { kindIcon, kindWord } from './kind-looks.js';
import { designStyles } from './workbench-styles.js';

@customElement('td-workbench-bar')
export class TdWorkbenchBar extends TdElement {
  @property({ attribute: false }) open: OpenDocument | undefined;
  @property() label = '';
  @property() mode: DocumentMode = 'design';
  @property({ type: Boolean }) comparing = false;
  #clock: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    designStyles,
    css`
      header {
        height: var(--tr-topbar);
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 0 12px 0 8px;
        border-bottom: 1px solid var(--tr-line-strong);
        white-space: nowrap;
      }
      h1 {
        font: var(--tr-text-section);
        letter-spacing: 0;
        min-width: 0;
      }
      .kind {
        color: var(--tr-text-3);
        min-width: 0;
      }
      .flip svg {
        transform: scaleX(-1);
      }
      .back {
        color: var(--tr-text-2);
      }
      .save {
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
        margin-inline-end: 4px;
        min-width: 0;
      }
      .save.bad {
        color: var(--tr-bad);
      }
      vaadin-button[aria-pressed='true'] {
        --vaadin-button-background: var(--tr-accent-soft);
        --vaadin-button-text-color: var(--tr-accent-text);
      }
      @media (max-width: 1000px) {
        .kind {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), 20_000);
  }
  override disconnectedCallback(): void {
    clearInterval(this.#clock);
    super.disconnectedCallback();
  }

  override render() {
    const { open } = this;
    const changed = this.session.changed.length;
    return html`<header>
      <a class="ib back" href="/" aria-label=${this.w('bar.back')} data-tip=${this.w('bar.back')}>${icon('chevron-left')}</a>
      ${icon(open ? kindIcon(open.key.kind) : 'layers')}
      <h1 class="clip">${open ? this.label : this.t('shell.design')}</h1>
      ${open ? this.#state(open) : nothing}
      <span class="sp"></span>
      ${open ? this.#modes() : nothing}
      <span class="sp"></span>
      ${open ? this.#saveState(open) : nothing}
      ${
        open
          ? html`${iconButton({ label: this.#named('undo', open), key: 'Ctrl+Z', icon: 'undo-2', disabled: !open.history.canUndo, run: () => this.emit('td-undo') })}
            <span class="flip">${iconButton({ label: this.#named('redo', open), key: 'Ctrl+Y', icon: 'undo-2', disabled: !open.history.canRedo, run: () => this.emit('td-redo') })}</span>
            ${iconButton({ label: this.w('act.more'), icon: 'ellipsis', run: (event) => this.emit('td-more', event.currentTarget) })}
            <span class="vsep"></span>
            <vaadin-button
              theme="tertiary"
              aria-pressed=${this.comparing}
              ?disabled=${open.released === undefined}
              @click=${() => this.emit('td-compare')}
              ><span slot="prefix">${icon('eye')}</span>${this.w('bar.compare')}</vaadin-button
            >`
          : nothing
      }
      <a class="ib" href="/design/start" aria-label=${this.w('start.page')} data-tip=${this.w('start.page')}>${icon('play')}</a>
      <a class="ib" href="/design/translations" aria-label=${this.w('translations.title')} data-tip=${this.w('translations.title')}>${icon('languages')}</a>
      <a class="ib" href="/design/releases" aria-label=${this.w('releases.title')} data-tip=${this.w('releases.title')}>${icon('history')}</a>
      ${changed > 0 ? iconButton({ label: this.w('preview.tip'), icon: 'external-link', run: () => void openPreview(this.session) }) : nothing}
      ${button({
        label: changed > 0 ? this.w('bar.publishCount', { count: changed }) : this.w('bar.publish'),
        theme: 'primary',
        disabled: changed === 0,
        ...(changed === 0 ? { tip: this.w('bar.nothing') } : {}),
        run: () => this.emit('td-publish'),
      })}
    </header>`; // prettier-ignore
  }

  #modes() {
    return html`<div class="seg" role="group" aria-label=${this.w('design.mode')}>
      ${(['design', 'text'] as const).map((mode) => html`<button type="button" aria-pressed=${this.mode === mode} @click=${() => this.emit<DocumentMode>('td-mode', mode)}>${this.w(`design.${mode}`)}</button>`)}
    </div>`;
  } // prettier-ignore

  /** "Undo: Move Level", where the change has a name. */
  #named(act: 'undo' | 'redo', open: OpenDocument): string {
    const what = act === 'undo' ? open.history.undoLabel : open.history.redoLabel;
    return what === undefined ? this.w(`act.${act}`) : this.w(`act.${act}Of`, { what });
  }

  #state(open: OpenDocument) {
    const head = this.session.head(open.key);
    const word = open.isRemoved
      ? 'state.removed'
      : head?.draft
        ? open.released
          ? 'state.changed'
          : 'state.draft'
        : undefined;
    return html`${word ? tag(this.w(word), open.isRemoved ? 'red' : 'amber') : nothing}
      <span class="kind clip">${this.w(kindWord(open.key.kind))} <span class="mono">${open.key.name}</span></span>`;
  }

  #saveState(open: OpenDocument) {
    const bad = open.state === 'invalid' || open.state === 'failed' || open.state === 'conflict';
    const saved = open.savedAt
      ? this.w('save.savedAgo', { when: this.host.i18n.formats.ago(open.savedAt.toISOString(), this.host.now()) })
      : '';
    const words = {
      saved,
      waiting: this.w('save.notYet'),
      saving: this.w('save.saving'),
      invalid: this.w('save.local'),
      conflict: this.w('conflict.short'),
      failed: this.w('save.failed'),
    };
    return html`<span class="save clip ${bad ? 'bad' : ''}" role="status">${words[open.state]}</span>`;
  }
}
