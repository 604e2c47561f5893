/** `<td-phone-page>`: on a phone documents can be looked up, not edited; the page says so. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import { TdElement } from '../td-element.js';
import './document-tree.js';

@customElement('td-phone-page')
export class TdPhonePage extends TdElement {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      padding-top: 12px;
    }
    h1 {
      padding: 0 16px 8px;
    }
    .box {
      margin: 0 16px;
    }
    td-document-tree {
      flex: 1;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.emit('tr-title', { title: this.t('shell.design'), trail: [] });
  }

  override render() {
    return html`<h1>${this.t('shell.design')}</h1>
      <div class="box info">${icon('monitor')}<span>${this.w('phone.text')}</span></div>
      <td-document-tree readonly></td-document-tree>`;
  }
}
