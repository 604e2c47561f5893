/** `<td-variant-dialog>`: asks for the role that a form of its own is for, makes it as a copy and opens it. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ulid } from 'ulid';
import type { FormDocument } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { variantName, variantOf } from './variant.js';

@customElement('td-variant-dialog')
export class TdVariantDialog extends TdElement {
  @state() private whom = '';
  @state() private failure = '';
  @query('tr-dialog') private dialog!: TrDialog;
  #open: OpenDocument | undefined;

  static override styles = [
    inputStyles,
    css`
      label {
        display: grid;
        gap: 4px;
        padding-top: 4px;
        font: var(--tr-text-label);
      }
      p {
        margin-bottom: 12px;
      }
      .bad {
        color: var(--tr-bad);
        margin-top: 8px;
      }
    `,
  ];

  async ask(open: OpenDocument): Promise<void> {
    this.#open = open;
    this.failure = '';
    this.whom = this.#roles[0]?.name ?? '';
    await this.dialog.open();
    this.renderRoot.querySelector<HTMLElement>('select')?.focus();
  }

  get #roles() {
    return this.session.headsOf('role').filter(({ removed }) => !removed);
  }

  override render() {
    return html`<tr-dialog .heading=${this.w('form.variant')}>
      <p>${this.w('form.variantText')}</p>
      <label
        >${this.w('kind.role')}
        <select class="in" .value=${this.whom} @change=${(event: Event) => (this.whom = (event.currentTarget as HTMLSelectElement).value)}>
          ${this.#roles.map((head) => html`<option value=${head.name} ?selected=${head.name === this.whom}>${this.session.label(head)}</option>`)}
        </select>
      </label>
      ${this.failure === '' ? nothing : html`<p class="bad" role="alert">${this.failure}</p>`}
      ${[
        button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() }),
        button({ label: this.w('form.makeVariant'), theme: 'primary', run: () => void this.#make() }),
      ].map((each) => html`<span slot="foot">${each}</span>`)}
    </tr-dialog>`;
  } // prettier-ignore

  async #make(): Promise<void> {
    const { session, whom: role } = this;
    const form = this.#open?.document as FormDocument | undefined;
    if (!form) {
      this.failure = this.w('act.needsValid');
      return;
    }
    const head = session.head({ kind: 'role', name: role });
    const label = `${this.host.i18n.label(form.label, form.name)}: ${head ? session.label(head) : role}`.slice(0, 120);
    const name = variantName(form.name, role, new Set(session.headsOf('form').map((each) => each.name)));
    try {
      await session.create(variantOf(form, { role, label, name, id: ulid() }));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
      return;
    }
    this.dialog.close();
    void this.host.router.go(documentHref({ kind: 'form', name }));
  }
}
