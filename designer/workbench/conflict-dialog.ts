/** `<td-conflict-dialog>`: a draft was changed elsewhere meanwhile. Shows the difference and asks whose text stays. */
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import { formatJson } from '../json/format-json.js';
import '../json/json-editor.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';

@customElement('td-conflict-dialog')
export class TdConflictDialog extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    p {
      margin-bottom: 12px;
    }
    td-json-editor {
      height: min(52vh, 480px);
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-m);
      overflow: hidden;
    }
    .legend {
      display: flex;
      gap: 16px;
      font: var(--tr-text-meta);
      margin-bottom: 8px;
    }
    .legend span::before {
      content: '';
      display: inline-block;
      width: 10px;
      height: 10px;
      border-radius: 2px;
      margin-inline-end: 6px;
      background: var(--tr-bad-soft);
      border: 1px solid var(--tr-bad);
    }
    .legend .mine::before {
      background: var(--tr-good-soft);
      border-color: var(--tr-good);
    }
  `;

  async show(): Promise<void> {
    await this.updateComplete;
    await this.dialog.open();
  }

  override render() {
    const { open } = this;
    const theirs = open.theirs?.document;
    return html`<tr-dialog .heading=${this.w('conflict.title')} width="920px">
      <p>${this.w(theirs ? 'conflict.text' : 'conflict.gone')}</p>
      ${
        theirs
          ? html`<div class="legend">
                <span>${this.w('conflict.theirs')}</span><span class="mine">${this.w('conflict.mine')}</span>
              </div>
              <td-json-editor
                locked
                .name=${`${open.name} conflict`}
                .label=${this.w('conflict.title')}
                .text=${open.text}
                .original=${formatJson(theirs)}
              ></td-json-editor>`
          : nothing
      }
      <span slot="foot"
        >${button({ label: this.w('conflict.later'), theme: 'tertiary', run: () => this.dialog.close() })}</span
      >
      ${
        theirs
          ? html`<span slot="foot"
              >${button({ label: this.w('conflict.useTheirs'), run: () => this.#choose('theirs') })}</span
            >`
          : nothing
      }
      <span slot="foot"
        >${button({ label: this.w('conflict.useMine'), theme: 'primary', run: () => this.#choose('mine') })}</span
      >
    </tr-dialog>`;
  }

  #choose(choice: 'mine' | 'theirs'): void {
    this.dialog.close();
    void this.open.resolve(choice);
  }
}
