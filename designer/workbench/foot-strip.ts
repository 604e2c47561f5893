/** `<td-foot-strip>`: counts of problems, where the caret stands, which release is live. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import type { CaretPlace } from '../json/json-editor.js';
import { TdElement } from '../td-element.js';
import { designStyles } from './workbench-styles.js';

@customElement('td-foot-strip')
export class TdFootStrip extends TdElement {
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) caret: CaretPlace | undefined;
  /** No document is open. */
  @property({ type: Boolean }) idle = false;

  static override styles = [
    designStyles,
    css`
      footer {
        height: var(--tr-strip);
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 0 12px;
        border-top: 1px solid var(--tr-line-strong);
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
        white-space: nowrap;
      }
      .strip {
        display: flex;
        align-items: center;
        gap: 12px;
        height: 24px;
        padding: 0 4px;
        border: 0;
        background: none;
        cursor: pointer;
        font: var(--tr-text-meta);
        border-radius: var(--tr-radius-s);
        flex: none;
      }
      .strip:hover {
        background: var(--tr-hover);
      }
      .strip b {
        font-weight: 600;
        color: var(--tr-text);
      }
      .strip span {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .path {
        font-size: 11px;
        min-width: 0;
      }
    `,
  ];

  override render() {
    const warnings = this.problems.filter((each) => each.severity === 'warning').length;
    const errors = this.problems.length - warnings;
    const count = (look: string, name: string, text: string) =>
      html`<span class=${look}>${icon(name, 's')}${text}</span>`;
    return html`<footer>
      <button type="button" class="strip" @click=${() => this.emit('td-pane', 'problems')}>
        <b>${this.w('pane.problems')}</b>
        ${errors > 0 ? count('bad', 'circle-x', this.w('problems.errors', { count: errors })) : nothing}
        ${warnings > 0 ? count('warn', 'triangle-alert', this.w('problems.warnings', { count: warnings })) : nothing}
        ${!this.idle && this.problems.length === 0 ? count('t3', 'circle-check', this.w('problems.zero')) : nothing}
      </button>
      <span class="sp"></span>
      ${
        this.caret
          ? html`<span class="mono clip path">${this.caret.path}</span><span class="vsep"></span
              ><span>${this.w('foot.place', { line: this.caret.line, column: this.caret.column })}</span>`
          : nothing
      }
      <span class="vsep"></span>
      <span>${this.w('foot.release', { number: String(this.session.release) })}</span>
    </footer>`;
  }
}
