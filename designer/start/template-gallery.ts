/** `<td-template-gallery>`: the templates that ship, each with a picture drawn from its documents. */
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/states.js';
import { TdElement } from '../td-element.js';
import { startStyles } from './start-styles.js';
import './template-picture.js';
import { entitiesOf, templates, type Template } from './template.js';

@customElement('td-template-gallery')
export class TdTemplateGallery extends TdElement {
  @state() private all: readonly Template[] = [];

  static override styles = [
    startStyles,
    css`
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(300px, 1fr));
        gap: 16px;
      }
      a {
        border: 1px solid var(--tr-line-strong);
        border-radius: var(--tr-radius-l);
        background: var(--tr-surface);
        color: var(--tr-text);
        text-decoration: none;
        overflow: hidden;
        display: grid;
        grid-template-rows: auto 1fr;
      }
      a:hover {
        border-color: var(--tr-accent);
      }
      .text {
        padding: 12px 16px 16px;
        display: grid;
        gap: 4px;
        align-content: start;
      }
      h2 {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      td-template-picture {
        border-bottom: 1px solid var(--tr-line);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void Promise.all(templates.map(({ load }) => load())).then((all) => (this.all = all));
  }

  override render() {
    if (this.all.length === 0) return html`<tr-skeleton></tr-skeleton>`;
    const { i18n } = this.host;
    return html`<div class="cards">${this.all.map((template) => html`<a href="/design/start/template/${template.id}">
      <td-template-picture .documents=${template.documents}></td-template-picture>
      <span class="text"><h2>${icon(template.icon)}${i18n.label(template.label)}</h2>
        <span class="hint">${i18n.label(template.text)}</span>
        <span class="hint">${entitiesOf(template).map((entity) => i18n.label(entity.plural, entity.name)).join(' · ')}</span></span>
    </a>`)}</div>`;
  } // prettier-ignore
}
