/** `<tr-explain-dialog>`: why a person may see (change, delete …) this record, or may not; for those who may grant rights. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Label } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import { isReference, type Reference } from '../data/record.js';
import { errorText } from '../host/error-text.js';
import { createEditHost, createFieldHost } from '../host/field-host.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import '../ui/editors.js';
import { TrElement } from '../ui/element.js';
import { referenceEditor, selectEditor } from '../ui/field-parts.js';
import { icon } from '../ui/icon.js';
import '../ui/later-strings.js';

interface Told {
  readonly text: Label;
}
interface Explanation {
  readonly allowed: boolean;
  readonly text: Label;
  readonly because: readonly Told[];
  readonly not: readonly Told[];
}

const actions = ['read', 'update', 'delete', 'assign', 'share', 'print', 'export', 'bulk'] as const;

@customElement('tr-explain-dialog')
export class TrExplainDialog extends TrElement {
  @property() entityName = '';
  @property() recordId = '';
  @property() recordName = '';
  @state() private person: Reference | null = null;
  @state() private action: string = 'read';
  @state() private answer: Explanation | undefined;
  @state() private failure = '';
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    .form {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
      gap: 12px 16px;
      align-items: start;
      color: var(--tr-text);
    }
    .verdict {
      display: flex;
      gap: 8px;
      align-items: center;
      font: var(--tr-text-body-strong);
      margin: 16px 0 8px;
      color: var(--tr-good);
    }
    .verdict.no {
      color: var(--tr-bad);
    }
    h3 {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      margin: 12px 0 4px;
    }
    li {
      padding: 4px 0;
      color: var(--tr-text);
      overflow-wrap: anywhere;
    }
    .bad {
      color: var(--tr-bad);
      margin-top: 12px;
    }
    @media (max-width: 639px) {
      .form {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `;

  async open(): Promise<void> {
    this.person = null;
    this.action = 'read';
    this.answer = undefined;
    this.failure = '';
    await this.updateComplete;
    await this.dialog.open();
  }

  override render() {
    const base = createFieldHost(this.host);
    const edit = (label: string, required = false) => createEditHost(base, { place: 'form', label, required });
    const items = actions.map((value) => ({ value, label: this.t(`access.action.${value}`) }));
    return html`<tr-dialog .heading=${this.t('access.whyTitle', { name: this.recordName })} width="560px">
      <div class="form">
        ${referenceEditor(this.person, 'user', edit(this.t('access.person')), (value) => {
          this.person = isReference(value) ? value : null;
          void this.#ask();
        })}
        ${selectEditor(this.action, items, edit(this.t('access.actionLabel'), true), (value) => {
          this.action = String(value ?? 'read');
          void this.#ask();
        })}
      </div>
      <div aria-live="polite">
        ${this.failure ? html`<p class="bad">${this.failure}</p>` : this.answer ? this.#told(this.answer) : nothing}
      </div>
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.close')}</vaadin-button>
    </tr-dialog>`;
  }

  #told({ allowed, text, because, not }: Explanation) {
    const { i18n } = this.host;
    const list = (heading: string, reasons: readonly Told[]) =>
      reasons.length === 0
        ? nothing
        : html`<h3>${heading}</h3>
            <ul>
              ${reasons.map((reason) => html`<li>${i18n.label(reason.text)}</li>`)}
            </ul>`;
    return html`<p class="verdict ${allowed ? '' : 'no'}">
        ${icon(allowed ? 'circle-check' : 'circle-x')}<span>${i18n.label(text)}</span>
      </p>
      ${list(this.t('access.because'), because)} ${list(this.t('access.not'), not)}`;
  }

  async #ask(): Promise<void> {
    const { person, action } = this;
    this.answer = undefined;
    this.failure = '';
    if (!person) return;
    try {
      const query = { user: person.id, entity: this.entityName, id: this.recordId, action };
      const answer = await this.host.api.get<Explanation>('/access/explain', query);
      if (this.person === person && this.action === action) this.answer = answer;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.status === 404 ? this.t('access.noLogin') : errorText(this.host.i18n, error);
    }
  }
}
