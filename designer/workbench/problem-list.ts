/** `<td-problem-list>`: findings with code, sentence and pointer; choosing one jumps to its place. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import { TdElement } from '../td-element.js';
import { designStyles } from './workbench-styles.js';

@customElement('td-problem-list')
export class TdProblemList extends TdElement {
  @property({ attribute: false }) problems: readonly Problem[] = [];

  static override styles = [
    designStyles,
    css`
      button {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr);
        gap: 2px 8px;
        width: 100%;
        padding: 8px 12px;
        border: 0;
        border-bottom: 1px solid var(--tr-line);
        background: none;
        text-align: start;
        cursor: pointer;
      }
      button:hover {
        background: var(--tr-hover);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      svg {
        margin-top: 2px;
      }
      .text {
        overflow-wrap: anywhere;
      }
      .where {
        grid-column: 2;
        display: flex;
        gap: 8px;
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
        min-width: 0;
      }
      .where .mono {
        font-size: 11px;
      }
      .none {
        padding: 24px 16px;
        color: var(--tr-text-3);
        display: flex;
        gap: 8px;
      }
      .none svg {
        color: var(--tr-good);
        margin-top: 2px;
      }
    `,
  ];

  override render() {
    if (this.problems.length === 0) {
      return html`<p class="none">${icon('circle-check')}<span>${this.w('problems.none')}</span></p>`;
    }
    return html`<ul>
      ${this.problems.map((problem) => {
        const isWarning = problem.severity === 'warning';
        return html`<li>
          <button type="button" @click=${() => this.emit('td-jump', problem)}>
            <span class=${isWarning ? 'warn' : 'bad'}>${icon(isWarning ? 'triangle-alert' : 'circle-x')}</span>
            <span class="text"
              ><span class="sr">${this.w(isWarning ? 'problems.warning' : 'problems.error')}: </span
              >${problem.message}</span
            >
            <span class="where">
              ${problem.path === '' ? nothing : html`<span class="mono clip" data-tip-cut>${problem.path}</span>`}
              <span class="mono">${problem.code}</span>
            </span>
          </button>
        </li>`;
      })}
    </ul>`;
  }
}
