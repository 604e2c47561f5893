/**
 * `<tr-user-dialog>`: adds a colleague, or changes one: login, roles, and the fields of the person's record that whoever
 * asks may write. All is saved at once or nothing. Tells `tr-user-saved` with the answer and the login.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Field } from '../../metadata/model/model.js';
import type { RoleChoice, UserRow } from '../../metadata/access/user-row.js';
import { ApiFailure } from '../data/api-client.js';
import { isReference, type Reference } from '../data/record.js';
import { errorText } from '../host/error-text.js';
import { createEditHost, createFieldHost } from '../host/field-host.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { referenceEditor, textEditor } from '../ui/field-parts.js';
import { icon } from '../ui/icon.js';
import { choicesEditor } from '../ui/value-parts.js';
import { changeUser, makeUser, type UserAnswer } from './user-client.js';
import { userDialogStyles } from './user-dialog-styles.js';
import '../ui/later-strings.js';

export interface UserSaved extends UserAnswer {
  readonly login: string;
  readonly made: boolean;
}

type Values = Readonly<Record<string, unknown>>;

/** Fields of a person that matter for a login; others stand in the record. */
const wanted = ['name', 'email', 'title', 'department', 'manager', 'language'];

@customElement('tr-user-dialog')
export class TrUserDialog extends TrElement {
  @property({ attribute: false }) roles: readonly RoleChoice[] = [];
  /** Undefined: a new one. */
  @state() private user: UserRow | undefined;
  @state() private record: Values | undefined;
  @state() private changes: Values = {};
  @state() private login = '';
  @state() private chosen: readonly string[] = [];
  /** A login for somebody who has a record already. */
  @state() private isExisting = false;
  @state() private existing: Reference | null = null;
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private failure = '';
  @state() private isBusy = false;
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = userDialogStyles;

  async open(user?: UserRow): Promise<void> {
    this.user = user;
    this.record = undefined;
    this.changes = {};
    this.login = user?.login ?? '';
    this.chosen = user?.roles ?? [];
    this.isExisting = !this.host.app.access('user')?.create;
    this.existing = null;
    this.errors = new Map();
    this.failure = '';
    await this.updateComplete;
    await this.dialog.open();
    if (user && this.#mayWrite) await this.#loadRecord(user.id);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.form > *')?.focus();
  }

  override render() {
    const { user } = this;
    const title = user ? (user.name ?? user.login) : this.t('users.newTitle');
    return html`<tr-dialog .heading=${title} width="640px">
      ${user || !this.host.app.access('user')?.create ? nothing : this.#whose()}
      <div class="form" @keydown=${this.#key}>
        ${!user && this.isExisting ? this.#person() : nothing}
        ${!this.isExisting || user ? this.#fields.map((field) => this.#field(field)) : nothing} ${this.#loginBox()}
        <div class="wide">${this.#roleBox()}</div>
      </div>
      ${this.failure ? html`<p class="bad" role="alert">${icon('circle-x')}<span>${this.failure}</span></p>` : nothing}
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" ?disabled=${this.isBusy} @click=${() => void this.#save()}
        >${this.t(user ? 'common.save' : 'users.add')}</vaadin-button
      >
    </tr-dialog>`;
  }

  /** Whose login it is going to be. */
  #whose() {
    const choice = (isExisting: boolean, label: string) =>
      html`<label
        ><input
          type="radio"
          name="whose"
          .checked=${this.isExisting === isExisting}
          @change=${() => (this.isExisting = isExisting)}
        />${label}</label
      >`;
    return html`<fieldset>
      <legend class="sr">${this.t('users.whose')}</legend>
      ${choice(false, this.t('users.newPerson'))} ${choice(true, this.t('users.oldPerson'))}
    </fieldset>`;
  }

  #person() {
    const edit = this.#edit('user', this.t('access.person'), true);
    return html`<div class="wide">
      ${referenceEditor(this.existing, 'user', edit, (value) => (this.existing = isReference(value) ? value : null))}
    </div>`;
  }

  #field(field: Field) {
    const view = this.host.fields.get(field.type.id);
    const value = field.name in this.changes ? this.changes[field.name] : (this.record?.[field.name] ?? null);
    const edit = this.#edit(
      field.name,
      this.host.i18n.label(field.label, field.name),
      field.document.required === true,
      this.user !== undefined && this.record === undefined,
    );
    const change = (next: unknown) => {
      this.changes = { ...this.changes, [field.name]: next };
      this.#forget(field.name);
    };
    return html`<div>${view.edit!(value, field, edit, change)}</div>`;
  }

  #loginBox() {
    const edit = this.#edit('login', this.t('users.login'), true, false, this.t('users.loginHelp'));
    return html`<div>
      ${textEditor(
        this.login,
        edit,
        (value) => {
          this.login = String(value ?? '');
          this.#forget('login');
        },
        { maxlength: 80 },
      )}
    </div>`;
  }

  #roleBox() {
    const mayGive = this.host.app.has('grant');
    const edit = this.#edit(
      'roles',
      this.t('access.roles'),
      false,
      !mayGive,
      this.t(mayGive ? 'users.rolesHelp' : 'users.rolesNotYours'),
    );
    const choices = this.roles
      .filter((role) => role.mayGive || this.chosen.includes(role.name))
      .map(({ name, label }) => ({ code: name, label: this.host.i18n.label(label, name), colour: undefined, active: true })); // prettier-ignore
    return choicesEditor(this.chosen, choices, edit, (value) => {
      this.chosen = Array.isArray(value) ? (value as string[]) : [];
      this.#forget('roles');
    });
  }

  #edit(key: string, label: string, required = false, readOnly = false, helper?: string) {
    const base = createFieldHost(this.host);
    return createEditHost(base, { place: 'form', label, required, readOnly, helper, error: this.errors.get(key) });
  }

  get #mayWrite(): boolean {
    const access = this.host.app.access('user');
    return (this.user ? access?.update : access?.create) === true;
  }

  get #fields(): readonly Field[] {
    if (!this.#mayWrite) return [];
    const fields = [...(this.host.app.entity('user')?.fields.values() ?? [])];
    return fields
      .filter(({ name, document, system }) => !system && (wanted.includes(name) || (document.required && !this.user)))
      .filter((field) => field.name !== 'login' && this.host.app.fieldClass(field) === 'write')
      .filter((field) => this.host.fields.get(field.type.id).edit !== undefined)
      .sort((a, b) => place(a.name) - place(b.name));
  }

  #forget(key: string): void {
    if (!this.errors.has(key)) return;
    this.errors = new Map([...this.errors].filter(([name]) => name !== key));
  }

  #key(event: KeyboardEvent): void {
    const isText = event.composedPath().some((each) => each instanceof HTMLInputElement && each.type !== 'checkbox');
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented || !isText) return;
    if ((event.target as HTMLElement).tagName === 'VAADIN-TEXT-FIELD') void this.#save();
  }

  async #loadRecord(id: string): Promise<void> {
    await this.#work(async () => {
      const record = await this.host.api.get<Values>(`/records/user/${encodeURIComponent(id)}`);
      if (this.user?.id === id) this.record = record;
    });
  }

  /** What must be there is asked for before anything is sent. */
  #check(): boolean {
    const errors = new Map<string, string>();
    const missing = (key: string, label: string) => errors.set(key, this.t('record.required', { field: label }));
    if (this.login.trim() === '') missing('login', this.t('users.login'));
    if (!this.user && this.isExisting && !this.existing) missing('user', this.t('access.person'));
    for (const field of this.user || !this.isExisting ? this.#fields : []) {
      const value = field.name in this.changes ? this.changes[field.name] : (this.record?.[field.name] ?? null);
      const isAsked = !this.user || field.name in this.changes;
      if (isAsked && field.document.required && (value === null || value === undefined || value === '')) {
        missing(field.name, this.host.i18n.label(field.label, field.name));
      }
    }
    this.errors = errors;
    return errors.size === 0;
  }

  async #save(): Promise<void> {
    if (!this.#check()) return this.#toError();
    const login = this.login.trim().toLowerCase();
    const done = await this.#work(async () => {
      const { user } = this;
      const answer = user
        ? await changeUser(this.host, user.id, this.#changeBody(user, login))
        : await makeUser(this.host, { ...this.#whoBody(), login, roles: this.chosen });
      this.dialog.close();
      this.emit<UserSaved>('tr-user-saved', { ...answer, login, made: !user });
    });
    if (!done) await this.#toError();
  }

  #whoBody() {
    return this.isExisting ? { user: this.existing!.id } : { person: this.#values() };
  }

  #changeBody(user: UserRow, login: string) {
    const values = this.#values();
    const isSame = [...this.chosen].sort().join() === [...user.roles].sort().join();
    return {
      ...(login === user.login ? {} : { login }),
      ...(isSame ? {} : { roles: this.chosen }),
      ...(Object.keys(values).length === 0 ? {} : { person: { version: Number(this.record!['version']), values } }),
    };
  }

  #values(): Values {
    const fields = this.#fields.filter(({ name }) => name in this.changes);
    return Object.fromEntries(
      fields.map((field) => {
        const { toBody } = this.host.fields.get(field.type.id);
        const value = this.changes[field.name];
        return [field.name, toBody ? toBody(value, field) : value];
      }),
    );
  }

  async #toError(): Promise<void> {
    await this.updateComplete;
    const parts = [...this.renderRoot.querySelectorAll<HTMLElement>('.form > div > *')];
    parts.find((part) => part.hasAttribute('invalid') || part.shadowRoot?.querySelector('.err, [invalid]'))?.focus();
  }

  /** A refusal stands at its field where it names one, else below the form. */
  async #work(work: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.failure = '';
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const key = error.path?.split('/').at(-1) ?? '';
      const known = ['login', 'roles', 'user', ...this.#fields.map((field) => field.name)];
      if (known.includes(key)) this.errors = new Map([[key, errorText(this.host.i18n, error)]]);
      else this.failure = errorText(this.host.i18n, error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}

const place = (name: string): number => (wanted.includes(name) ? wanted.indexOf(name) : wanted.length);

declare global {
  interface HTMLElementTagNameMap {
    'tr-user-dialog': TrUserDialog;
  }
}
