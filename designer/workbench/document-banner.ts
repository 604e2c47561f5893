/** `<td-document-banner>`: above the text, when there is something to know about the document: removed, restored, not saved. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { discardDraft } from './document-acts.js';

interface Banner {
  readonly look: 'info' | 'warn' | 'bad';
  readonly icon: string;
  readonly text: string;
  readonly action: string;
  act(): void;
}

@customElement('td-document-banner')
export class TdDocumentBanner extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;

  static override styles = css`
    :host {
      display: block;
      flex: none;
    }
    .box {
      border-radius: 0;
      padding: 8px 16px;
      align-items: center;
    }
    .box svg.i {
      margin-top: 0;
    }
    .linkish {
      color: inherit;
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  `;

  override render() {
    const banner = this.#banner();
    if (!banner) return nothing;
    return html`<div class="box ${banner.look}" role=${banner.look === 'bad' ? 'alert' : 'status'}>
      ${icon(banner.icon)}<span class="sp">${banner.text}</span>
      <button type="button" class="linkish" @click=${() => banner.act()}>${banner.action}</button>
    </div>`;
  }

  /** The most pressing one. */
  #banner(): Banner | undefined {
    const { open } = this;
    if (open.isRemoved) {
      const act = () => void discardDraft(this.session, open.key);
      return { look: 'warn', icon: 'trash-2', text: this.w('banner.removed'), action: this.w('act.restore'), act };
    }
    if (open.state === 'conflict') {
      const act = () => void this.emit('td-choose');
      return {
        look: 'bad',
        icon: 'triangle-alert',
        text: this.w('conflict.title'),
        action: this.w('conflict.choose'),
        act,
      };
    }
    if (open.state === 'failed') {
      const text = this.w('banner.failed', { message: open.failure?.message ?? '' });
      return {
        look: 'bad',
        icon: 'triangle-alert',
        text,
        action: this.t('common.tryAgain'),
        act: () => void open.save(),
      };
    }
    if (open.tookIn) {
      const act = () => open.seen();
      return { look: 'info', icon: 'users', text: this.w('conflict.tookIn'), action: this.t('common.close'), act };
    }
    if (!open.restoredFrom) return undefined;
    const text = this.w('banner.restored', { time: this.host.i18n.formats.dateTime(open.restoredFrom) });
    return { look: 'info', icon: 'history', text, action: this.w('banner.useSaved'), act: () => open.adopt(open.view) };
  }
}
