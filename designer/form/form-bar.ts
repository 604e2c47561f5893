/**
 * `<td-form-bar>`: above the canvas: whose form it is, for whom, the record that it is shown with, the width. Says
 * `td-record`, `td-device`, `td-variant`.
 */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Reference } from '../../runtime/data/record.js';
import { createEditHost, createFieldHost } from '../../runtime/host/field-host.js';
import type { FormDocument } from '../../metadata/schema/entity.js';
import '../../runtime/ui/reference-box.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { isReleased } from './preview/design-host.js';

export type CanvasDevice = 'desktop' | 'phone';

@customElement('td-form-bar')
export class TdFormBar extends TdElement {
  @property() entity = '';
  @property() current = '';
  /** The forms of the entity, this one among them. */
  @property({ attribute: false }) forms: readonly FormDocument[] = [];
  @property({ attribute: false }) record: Reference | null = null;
  @property() device: CanvasDevice = 'desktop';

  static override styles = [
    designStyles,
    inputStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 10px;
        align-items: center;
        padding: 8px 12px;
        background: var(--tr-surface);
        border-bottom: 1px solid var(--tr-line);
      }
      .group {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .group > .what {
        color: var(--tr-text-2);
        white-space: nowrap;
      }
      .group > select.in.who {
        width: 168px;
      }
      tr-reference-box {
        width: 160px;
      }
      .sp {
        flex: 1;
      }
    `,
  ];

  override render() {
    const { session, host } = this;
    const entity = session.model.entities.get(this.entity);
    const href = documentHref({ kind: 'entity', name: this.entity });
    return html`<span class="group"
        ><span class="what">${this.w('form.of')}</span
        ><a class="clip" href=${href}>${host.i18n.label(entity?.label, this.entity)}</a></span
      >
      <span class="group">
        <span class="what" id="who">${this.w('form.shownTo')}</span>
        <select
          class="in who"
          aria-labelledby="who"
          @change=${(event: Event) => {
            const name = (event.currentTarget as HTMLSelectElement).value;
            void host.router.go(documentHref({ kind: 'form', name }));
          }}
        >
          ${this.forms.map((form) => html`<option value=${form.name} .selected=${live(form.name === this.current)}>${this.#audience(form)}</option>`)}
        </select>
        ${iconButton({ label: this.w('form.variant'), icon: 'plus', size: 'sm', run: () => this.emit('td-variant') })}
      </span>
      <span class="sp"></span>
      <span class="group">
        <span class="what">${this.w('form.withRecord')}</span>
        ${
          isReleased(host, this.entity)
            ? html`<tr-reference-box
                .target=${this.entity}
                .value=${this.record}
                .edit=${createEditHost(createFieldHost(host), { place: 'filter', label: this.w('form.withRecord') })}
                .change=${(value: unknown) => this.emit('td-record', value as Reference | null)}
              ></tr-reference-box>`
            : html`<span class="t3">${this.w('form.noRecords')}</span>`
        }
      </span>
      <div class="seg" role="group" aria-label=${this.w('form.device')}>
        ${(['desktop', 'phone'] as const).map(
          (device) =>
            html`<button type="button" aria-pressed=${this.device === device} @click=${() => this.emit<CanvasDevice>('td-device', device)}>
              ${this.w(`form.device.${device}`)}
            </button>`,
        )}
      </div>`;
  } // prettier-ignore

  /** "Everyone", "Salesperson, on phones", and what the form is for. */
  #audience(form: FormDocument): string {
    const { i18n } = this.host;
    const roles = (form.for?.roles ?? []).map((name) => {
      const head = this.session.head({ kind: 'role', name });
      return head ? this.session.label(head) : name;
    });
    const departments = form.for?.departments?.length ? [this.w('form.someDepartments')] : [];
    const device = form.for?.device ? [this.w(`form.device.${form.for.device}`)] : [];
    const who = [...roles, ...departments, ...device];
    const purposes = form.purpose.map((each) => this.session.words.find(`choice.purpose.${each}`) ?? each);
    const whom = who.length > 0 ? who.join(', ') : this.w('form.everyone');
    return `${whom} · ${purposes.join(', ')}${this.#isNamedAlike(form) ? ` · ${i18n.label(form.label, form.name)}` : ''}`;
  }

  #isNamedAlike(form: FormDocument): boolean {
    const key = ({ for: whom, purpose }: FormDocument) => JSON.stringify([whom ?? null, purpose]);
    return this.forms.filter((each) => key(each) === key(form)).length > 1;
  }
}
