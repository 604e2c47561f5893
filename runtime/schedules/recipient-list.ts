/** `<tr-recipient-list>`: who a schedule goes to; people each with their own rights and, where wanted, own parameters. */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Board } from '../dashboard/option-source.js';
import { isReference } from '../data/record.js';
import { createEditHost, createFieldHost } from '../host/field-host.js';
import { TrElement, isComposing } from '../ui/element.js';
import { referenceEditor } from '../ui/field-parts.js';
import { avatar, iconButton } from '../ui/parts.js';
import { icon } from '../ui/icon.js';
import { sendFormStyles } from './form-styles.js';
import { ParameterForm, shownParameters } from './parameter-form.js';
import type { DraftRecipient } from './schedule-draft.js';
import '../ui/later-strings.js';

@customElement('tr-recipient-list')
export class TrRecipientList extends TrElement {
  @property({ attribute: false }) recipients: readonly DraftRecipient[] = [];
  @property({ attribute: false }) board: Board | undefined;
  /** What the server said of single ones, by their place. */
  @property({ attribute: false }) problems: ReadonlyMap<number, string> = new Map();
  /** Addresses of people who do not sign in may be entered. */
  @property({ attribute: false }) takesOutside = true;
  @state() private address = '';
  /** Keys of those whose own parameters are open. */
  @state() private opened: ReadonlySet<string> = new Set();
  #form: ParameterForm | undefined;

  static override styles = sendFormStyles;

  override render() {
    const edit = createEditHost(createFieldHost(this.host), { place: 'form', label: this.t('schedule.addPerson') });
    return html`<ul class="people" aria-label=${this.t('schedule.recipients')}>
        ${this.recipients.map((each, index) => this.#recipient(each, index))}
      </ul>
      <div class="form short">
        <div class="field">
          ${referenceEditor(null, 'user', edit, (value) => {
            if (isReference(value)) this.#add({ user: value.id, label: value.label ?? value.id });
          })}
        </div>
        ${this.takesOutside && this.host.app.has('report.send.outside') ? this.#outside() : nothing}
      </div>`;
  }

  #outside() {
    return html`<div class="adding">
      <div class="field">
        <label for="address">${this.t('schedule.addAddress')}</label>
        <input
          id="address"
          type="email"
          maxlength="254"
          autocomplete="off"
          .value=${this.address}
          @input=${(event: Event) => (this.address = (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key !== 'Enter' || isComposing(event)) return;
            event.preventDefault();
            event.stopPropagation();
            this.#addAddress();
          }}
        />
      </div>
      <vaadin-button @click=${() => this.#addAddress()}>${this.t('schedule.add')}</vaadin-button>
    </div>`;
  }

  #recipient(recipient: DraftRecipient, index: number) {
    const { label, user } = recipient;
    const key = keyOf(recipient);
    const isOpen = this.opened.has(key);
    const problem = this.problems.get(index);
    const hasParameters = shownParameters(this.board).length > 0;
    return html`<li>
      ${user === undefined ? icon('globe') : avatar(label, 's')}
      <span class="who"
        ><span>${label}</span
        ><small
          >${this.t(recipient.left ? 'schedule.leftNote' : user === undefined ? 'schedule.outsideNote' : 'schedule.personNote')}</small
        >${problem === undefined ? nothing : html`<span class="problem" role="alert">${problem}</span>`}</span
      >
      ${
        hasParameters
          ? html`<button
              type="button"
              class="ib sm"
              aria-expanded=${String(isOpen)}
              aria-pressed=${String(Object.keys(recipient.own ?? {}).length > 0)}
              aria-label=${this.t('schedule.ownParametersOf', { name: label })}
              data-tip=${this.t('schedule.ownParameters')}
              @click=${() => this.#toggle(key)}
            >
              ${icon('list-filter')}
            </button>`
          : nothing
      }
      ${iconButton({ label: this.t('schedule.remove', { name: label }), icon: 'x', size: 'sm', run: () => this.#change(this.recipients.filter((each) => each !== recipient)) })}
      ${isOpen && this.board ? html`<div class="own" role="group" aria-label=${this.t('schedule.ownParametersOf', { name: label })}>${this.#own(recipient, this.board)}</div>` : nothing}
    </li>`;
  }

  #own(recipient: DraftRecipient, board: Board) {
    this.#form ??= new ParameterForm(this.host, () => this.requestUpdate());
    return this.#form.draw(board, recipient.own ?? {}, (own) =>
      this.#change(this.recipients.map((each) => (each === recipient ? { ...each, own } : each))),
    );
  }

  #toggle(key: string): void {
    const next = new Set(this.opened);
    if (!next.delete(key)) next.add(key);
    this.opened = next;
  }

  #addAddress(): void {
    const address = this.address.trim();
    if (address === '') return;
    this.address = '';
    this.#add({ address, label: address });
  }

  #add(recipient: DraftRecipient): void {
    if (this.recipients.some((each) => keyOf(each) === keyOf(recipient))) return;
    this.#change([...this.recipients, recipient]);
  }

  #change(recipients: readonly DraftRecipient[]): void {
    this.emit<readonly DraftRecipient[]>('tr-recipients', recipients);
  }
}

const keyOf = ({ user, address }: DraftRecipient): string => user ?? address!.toLowerCase();

declare global {
  interface HTMLElementTagNameMap {
    'tr-recipient-list': TrRecipientList;
  }
}
