/** `<td-check-row>`: the five checks before publishing, each with what it found. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import type { DocumentProblem, Plan } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { checkOf, type CheckId } from './plan-rows.js';

const checks: readonly CheckId[] = ['documents', 'references', 'access', 'plan'];
const icons = { idle: 'clock', bad: 'circle-x', warn: 'triangle-alert', good: 'circle-check' } as const;

@customElement('td-check-row')
export class TdCheckRow extends TdElement {
  @property({ attribute: false }) plan: Plan | undefined;
  @property({ attribute: false }) problems: readonly DocumentProblem[] = [];
  /** Consents that are still open. */
  @property({ type: Number }) open = 0;
  @property({ attribute: false }) plannedAt: Date | undefined;
  @property({ type: Boolean }) planning = false;

  static override styles = css`
    .checks {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 0;
      margin-top: 16px;
    }
    .checks li {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      height: 28px;
      padding: 0 12px 0 10px;
      border-radius: var(--tr-radius-full);
      font-weight: 500;
      background: var(--tr-fill);
      color: var(--tr-text-2);
    }
    .checks li + li:not(.when) {
      margin-inline-start: 32px;
      position: relative;
    }
    .checks li + li:not(.when)::before {
      content: '';
      position: absolute;
      inset-inline-start: -26px;
      width: 20px;
      height: 1px;
      background: var(--tr-line-strong);
    }
    .checks .good {
      background: var(--tr-good-soft);
      color: var(--tr-good);
    }
    .checks .warn {
      background: var(--tr-warn-soft);
      color: var(--tr-warn);
    }
    .checks .bad {
      background: var(--tr-bad-soft);
      color: var(--tr-bad);
    }
    .checks .todo {
      background: var(--tr-accent-soft);
      color: var(--tr-accent-text);
    }
    .checks .when {
      margin-inline-start: auto;
      background: none;
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
      padding-inline-end: 0;
    }
  `;

  override render() {
    return html`<ol class="checks" aria-label=${this.w('publish.checks')}>
      ${checks.map((check) => this.#check(check))} ${this.#consent()}
      ${this.plannedAt ? html`<li class="when meta">${this.#when(this.plannedAt)}</li>` : nothing}
    </ol>`;
  }

  #check(check: CheckId) {
    // A refusal says what it found elsewhere, but there is no plan.
    const planned = this.plan !== undefined || (check !== 'plan' && this.problems.length > 0);
    const own = this.problems.filter((problem) => checkOf(problem) === check);
    const errors = own.filter((problem) => problem.severity !== 'warning').length;
    const look = !planned ? 'idle' : errors > 0 ? 'bad' : own.length > 0 ? 'warn' : 'good';
    const name = this.w(`check.${check}`);
    const good = planned ? this.w(`check.${check}.good`) : name;
    const text = own.length > 0 ? this.w('check.findings', { check: name, count: own.length }) : good;
    return html`<li class=${look}>${icon(icons[look])}<span>${text}</span></li>`;
  }

  #consent() {
    if (!this.plan) return html`<li class="idle">${icon('pencil')}<span>${this.w('check.consentIdle')}</span></li>`;
    const all = this.plan.consents.length;
    const text = all === 0 ? this.w('check.consentNone') : this.w('check.consent', { done: all - this.open, all });
    const done = this.open === 0;
    return html`<li class=${done ? 'good' : 'todo'}>${icon(done ? 'circle-check' : 'pencil')}<span>${text}</span></li>`;
  }

  #when(at: Date): string {
    if (this.planning) return this.w('publish.planning');
    return this.w('publish.plannedAt', { time: this.host.i18n.formats.time(at.toISOString()) });
  }
}
