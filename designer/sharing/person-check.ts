/**
 * `<td-person-check>`: whether one person may see or change one record, and by which role, rule or share: as the release has
 * it, asked of those who decide (`GET /api/access/explain`).
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Label } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { isReference, type Reference } from '../../runtime/data/record.js';
import { errorText } from '../../runtime/host/error-text.js';
import { createEditHost, createFieldHost } from '../../runtime/host/field-host.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/reference-box.js';
import { isReleased } from '../form/preview/design-host.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { designStyles } from '../workbench/workbench-styles.js';

interface Explanation {
  readonly allowed: boolean;
  readonly text: Label;
  readonly because: readonly { readonly text: Label }[];
  readonly not: readonly { readonly text: Label }[];
}

@customElement('td-person-check')
export class TdPersonCheck extends TdElement {
  @property() entity = '';
  @property() level: 'read' | 'update' = 'read';
  @state() private person: Reference | null = null;
  @state() private record: Reference | null = null;
  @state() private answer: Explanation | undefined;
  @state() private failure = '';
  @state() private isAsking = false;
  #asked = '';

  static override styles = [
    designStyles,
    formPageStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        background: none;
        overflow: visible;
      }
      .verdict {
        display: flex;
        gap: 8px;
        margin: 0;
        font: var(--tr-text-strong);
        color: var(--tr-good);
      }
      .verdict.no {
        color: var(--tr-bad);
      }
      h3 {
        margin: 0 0 4px;
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('entity')) this.record = null;
    const { person, record, entity, level } = this;
    const asked = person && record ? JSON.stringify({ user: person.id, entity, id: record.id, action: level }) : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.answer = undefined;
    this.failure = '';
    if (asked !== '') void this.#ask(asked);
  }

  async #ask(asked: string): Promise<void> {
    this.isAsking = true;
    try {
      const answer = await this.host.api.get<Explanation>('/access/explain', JSON.parse(asked) as Record<string, string>); // prettier-ignore
      if (asked === this.#asked) this.answer = answer;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked === this.#asked) this.failure = error.status === 404 ? this.t('access.noLogin') : errorText(this.host.i18n, error); // prettier-ignore
    } finally {
      if (asked === this.#asked) this.isAsking = false;
    }
  }

  override render() {
    if (!this.host.app.document.rights.includes('grant')) return html`<p class="hint">${this.w('sharing.check.right')}</p>`;
    if (!isReleased(this.session.host, this.entity)) return html`<p class="hint">${this.w('sample.notReleased')}</p>`;
    const edit = (label: string) => createEditHost(createFieldHost(this.host), { place: 'filter', label });
    const box = (label: string, target: string, value: Reference | null, change: (value: Reference | null) => void) =>
      html`<div class="field"><span class="label">${label}</span>
        <tr-reference-box .target=${target} .value=${value} .edit=${edit(label)} .change=${(next: unknown) => change(isReference(next) ? next : null)}></tr-reference-box></div>`;
    const thing = this.host.i18n.label(this.session.model.entities.get(this.entity)?.label, this.entity);
    return html`<div class="fields">
        ${box(this.t('access.person'), 'user', this.person, (value) => (this.person = value))}
        ${box(thing, this.entity, this.record, (value) => (this.record = value))}
      </div>
      <div aria-live="polite" aria-busy=${this.isAsking}>
        ${this.failure ? html`<p class="finding">${this.failure}</p>` : this.answer ? this.#told(this.answer) : html`<p class="hint">${this.isAsking ? this.t('common.loading') : this.w('sharing.check.choose')}</p>`}
      </div>`;
  } // prettier-ignore

  #told({ allowed, text, because, not }: Explanation) {
    const { i18n } = this.host;
    const list = (heading: string, reasons: Explanation['not']) =>
      reasons.length === 0 ? nothing : html`<div><h3>${heading}</h3><ul>${reasons.map((each) => html`<li>${i18n.label(each.text)}</li>`)}</ul></div>`; // prettier-ignore
    return html`<div class="fields">
      <p class="verdict ${allowed ? '' : 'no'}" style="grid-column:1/-1">${icon(allowed ? 'circle-check' : 'circle-x')}<span>${i18n.label(text)}</span></p>
      ${list(this.t('access.because'), because)} ${list(this.t('access.not'), not)}
    </div>`;
  } // prettier-ignore
}
