/** `<td-bulk-dialog>`: many values at once: pasted or written, what will become of each line said before it is taken. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import { isObject } from '../json/schema-walk.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { withLines, type BulkResult, type DictionaryValue } from './bulk.js';

/** Lines that are not taken, told by name; of more only how many. */
const mostTold = 5;

@customElement('td-bulk-dialog')
export class TdBulkDialog extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private text = '';
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = [
    inputStyles,
    css`
      textarea.in {
        margin-top: 8px;
        font-family: var(--tr-font-mono);
      }
      .says {
        min-height: 40px;
        margin-top: 8px;
      }
      ul {
        margin: 4px 0 0;
        padding-inline-start: 20px;
        color: var(--tr-bad);
      }
    `,
  ];

  async ask(text = ''): Promise<void> {
    this.text = text;
    await this.dialog.open();
    this.renderRoot.querySelector('textarea')?.focus();
  }

  get #result(): BulkResult {
    const held = isObject(this.open.value) ? this.open.value['values'] : undefined;
    return withLines(Array.isArray(held) ? (held as readonly DictionaryValue[]) : [], this.text, this.host.i18n.language); // prettier-ignore
  }

  override render() {
    const result = this.#result;
    const count = result.added.length + result.changed.length;
    return html`<tr-dialog width="560px" .heading=${this.w('dictionary.many')}>
      <p>${this.w('dictionary.manyHelp')}</p>
      <textarea
        class="in"
        rows="10"
        spellcheck="false"
        aria-label=${this.w('dictionary.lines')}
        .value=${live(this.text)}
        @input=${(event: Event) => (this.text = (event.currentTarget as HTMLTextAreaElement).value)}
      ></textarea>
      <div class="says" role="status">
        ${this.text.trim() === '' ? nothing : this.w('dictionary.will', { added: result.added.length, changed: result.changed.length, refused: result.refused.length })}
        ${
          result.refused.length === 0
            ? nothing
            : html`<ul>
                ${result.refused.slice(0, mostTold).map(({ line, text, why }) => html`<li>${this.w(`dictionary.refused.${why}`, { line, text })}</li>`)}
              </ul>`
        }
      </div>
      ${[
        button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() }),
        button({ label: this.w('dictionary.take', { count }), theme: 'primary', disabled: count === 0, run: () => this.#take(result) }),
      ].map((each) => html`<span slot="foot">${each}</span>`)}
    </tr-dialog>`;
  } // prettier-ignore

  #take({ values, added, changed }: BulkResult): void {
    this.open.apply({ op: 'set', path: ['values'], value: values }, { label: this.w('dictionary.many') });
    this.open.endGesture();
    this.host.announce(this.w('dictionary.taken', { count: added.length + changed.length }));
    this.dialog.close();
  }
}
