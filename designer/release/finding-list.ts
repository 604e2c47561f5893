/** `<td-finding-list>`: what a plan found, each with a link to its place. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Kind } from '../../metadata/schema/kinds.js';
import { icon } from '../../runtime/ui/icon.js';
import type { DocumentProblem } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindWord } from '../workbench/kind-looks.js';
import { consentHref } from './consent-words.js';
import { designStyles } from '../workbench/workbench-styles.js';

const mostShown = 50;

@customElement('td-finding-list')
export class TdFindingList extends TdElement {
  @property({ attribute: false }) problems: readonly DocumentProblem[] = [];

  static override styles = [
    designStyles,
    css`
      .findings {
        padding: 0 24px 16px;
      }
      .findings ul {
        margin-top: 8px;
        display: grid;
        gap: 8px;
      }
      .findings li {
        display: grid;
        grid-template-columns: 16px minmax(120px, 320px) minmax(0, 1fr);
        gap: 8px;
        align-items: start;
      }
      .findings svg {
        margin-top: 2px;
      }
      .findings .at {
        min-width: 0;
      }
      .findings .mono {
        display: block;
        font-size: 11px;
        color: var(--tr-text-3);
      }
    `,
  ];

  override render() {
    const count = this.problems.length;
    if (count === 0) return nothing;
    return html`<section class="findings" aria-label=${this.w('pane.problems')}>
      <h2>${this.w('publish.findings', { count })}</h2>
      <ul>
        ${this.problems.slice(0, mostShown).map((problem) => this.#finding(problem))}
        ${count > mostShown ? html`<li><span></span>${this.w('change.more', { count: count - mostShown })}</li>` : nothing}
      </ul>
    </section>`;
  }

  #finding(problem: DocumentProblem) {
    const isWarning = problem.severity === 'warning';
    const [kind, name] = problem.document.split('/') as [Kind, string];
    const head = this.session.head({ kind, name });
    const href = consentHref(problem);
    return html`<li>
      <span class=${isWarning ? 'warn' : 'bad'}>${icon(isWarning ? 'triangle-alert' : 'circle-x')}</span>
      <span class="at">
        <a href=${documentHref({ kind, name }, problem.path)}>${head ? this.session.label(head) : name}</a>
        <span class="t3">${this.w(kindWord(kind))}</span>
        <span class="mono clip" data-tip-cut>${problem.path}</span>
      </span>
      <span>${problem.message} ${href ? html`<a href=${href}>${this.w('consent.show')}</a>` : nothing}</span>
    </li>`;
  }
}
