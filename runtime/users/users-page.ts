/**
 * `<tr-users-page>`: who may sign in: find somebody, add a colleague, give roles, throw somebody out. Only what cannot be
 * taken back asks first.
 */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { userStates, type UserPage, type UserRow, type UserState } from '../../metadata/access/user-row.js';
import { ApiFailure } from '../data/api-client.js';
import { hrefs } from '../data/router.js';
import { errorText } from '../host/error-text.js';
import type { PageTitle } from '../host/screens.js';
import { ask } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { avatar, button, iconButton, tag } from '../ui/parts.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import '../ui/states.js';
import { tablePageStyles, tableStyles } from '../ui/table-styles.js';
import './password-dialog.js';
import type { TrFirstPassword } from './password-dialog.js';
import { logHref } from './log-client.js';
import { changeUser, fetchUsers, type UserAnswer, type UserFilter } from './user-client.js';
import './user-dialog.js';
import type { TrUserDialog, UserSaved } from './user-dialog.js';
import { usersPageStyles } from './users-page-styles.js';
import '../ui/later-strings.js';

const everybody: UserFilter = { find: '', state: '', role: '' };
const colours = { active: 'green', locked: 'amber', disabled: 'red', left: 'grey' } as const;
/** Milliseconds of quiet after which what was typed is looked for. */
const typingPause = 250;

@customElement('tr-users-page')
export class TrUsersPage extends TrElement {
  @state() private page: UserPage | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private filter = everybody;
  @state() private busy = false;
  @query('tr-user-dialog') private dialog!: TrUserDialog;
  @query('tr-first-password') private passwordDialog!: TrFirstPassword;
  @query('tr-menu') private menu!: TrMenu;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  static override styles = [tableStyles, tablePageStyles, usersPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.hostChanged();
    if (this.#may) void this.#load();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#typing);
    this.#asked?.abort();
    super.disconnectedCallback();
  }

  protected override hostChanged(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('users.title'), trail: [] });
  }

  get #may(): boolean {
    return this.host.app.has('users');
  }

  override render() {
    if (!this.#may) {
      return html`<tr-state
        kind="forbidden"
        .heading=${this.t('users.forbidden')}
        .text=${this.t('users.forbiddenText')}
      ></tr-state>`;
    }
    const { page } = this;
    return html`<div class="head row">
        <h1>${this.t('users.title')}</h1>
        ${page ? html`<span class="t3">${this.host.i18n.formats.number(page.total)}</span>` : nothing}
        <span class="sp"></span>
        ${button({ label: this.t('users.new'), icon: 'plus', theme: 'primary', id: 'new', disabled: !page, run: () => void this.dialog.open() })}
      </div>
      ${this.#tools()}
      <div class="content" aria-busy=${String(!page && !this.failure)}>${this.#content()}</div>
      <tr-user-dialog
        .roles=${page?.roles ?? []}
        @tr-user-saved=${(event: CustomEvent<UserSaved>) => void this.#saved(event.detail)}
      ></tr-user-dialog>
      <tr-first-password></tr-first-password>
      <tr-menu></tr-menu>`;
  }

  #tools() {
    const { find, state, role } = this.filter;
    const change = (part: Partial<UserFilter>) => {
      this.filter = { ...this.filter, ...part };
      void this.#load();
    };
    return html`<div class="tools" role="search">
      <span class="find"
        >${icon('search', 's')}<input
          type="search"
          maxlength="200"
          aria-label=${this.t('users.find')}
          placeholder=${this.t('users.find')}
          .value=${find}
          @input=${(event: Event) => {
            this.filter = { ...this.filter, find: (event.target as HTMLInputElement).value };
            clearTimeout(this.#typing);
            this.#typing = setTimeout(() => void this.#load(), typingPause);
          }}
      /></span>
      <span class="pick"
        ><select
          aria-label=${this.t('users.state')}
          @change=${(event: Event) => change({ state: (event.target as HTMLSelectElement).value as UserState | '' })}
        >
          <option value="" ?selected=${state === ''}>${this.t('users.everyState')}</option>
          ${userStates.map(
            (each) => html`<option value=${each} ?selected=${state === each}>${this.t(`users.state.${each}`)}</option>`,
          )}</select
        >${icon('chevron-down', 's')}</span
      >
      <span class="pick"
        ><select
          aria-label=${this.t('access.role')}
          @change=${(event: Event) => change({ role: (event.target as HTMLSelectElement).value })}
        >
          <option value="" ?selected=${role === ''}>${this.t('users.everyRole')}</option>
          ${(this.page?.roles ?? []).map(
            ({ name, label }) =>
              html`<option value=${name} ?selected=${role === name}>${this.host.i18n.label(label, name)}</option>`,
          )}</select
        >${icon('chevron-down', 's')}</span
      >
    </div>`;
  }

  #content() {
    const { page, failure } = this;
    if (failure && !page) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('users.failed')}
        .text=${errorText(this.host.i18n, failure)}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!page) return html`<tr-skeleton .rows=${8} .columns=${6}></tr-skeleton>`;
    if (page.rows.length === 0) {
      const clear = () => {
        this.filter = everybody;
        void this.#load();
      };
      return html`<tr-state
        kind="filtered"
        .heading=${this.t('users.none')}
        .text=${this.t('users.noneText')}
        .actions=${[{ label: this.t('users.all'), primary: true, run: clear }]}
      ></tr-state>`;
    }
    return html`<table>
        <thead>
          <tr>
            <th>${this.t('access.person')}</th>
            <th>${this.t('access.roles')}</th>
            <th>${this.t('users.department')}</th>
            <th>${this.t('users.state')}</th>
            <th>${this.t('users.lastSignIn')}</th>
            <th class="num">${this.t('users.sessions')}</th>
            <th><span class="sr">${this.t('list.actions')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${page.rows.map((row) => this.#row(row))}
        </tbody>
      </table>
      ${
        page.rows.length < page.total
          ? html`<p class="more">
              <button type="button" class="linkish" @click=${() => void this.#more()}>${this.t('users.more')}</button>
            </p>`
          : nothing
      }`;
  }

  #row(row: UserRow) {
    const { formats } = this.host.i18n;
    const name = row.name ?? row.login;
    return html`<tr data-login=${row.login}>
      <td class="who">
        <span class="face">
          ${avatar(name)}
          <span>
            ${
              row.mayChange
                ? html`<button type="button" class="linkish" @click=${() => void this.dialog.open(row)}>
                    ${name}
                  </button>`
                : html`<strong>${name}</strong>`
            }
            <span class="sub">${row.login}${row.sample ? html` · ${this.t('users.sample')}` : nothing}</span>
          </span>
        </span>
      </td>
      <td class="brief">
        ${
          row.roles.length === 0
            ? html`<span class="t3">${this.t('access.noRoles')}</span>`
            : html`<span class="tags">${row.roles.map((role) => tag(this.#roleLabel(role)))}</span>`
        }
      </td>
      <td class="part">${row.department?.label ?? nothing}</td>
      <td class="brief state">
        <span class="tags"
          >${tag(this.t(`users.state.${row.state}`), colours[row.state])}
          ${row.mustChange && row.state === 'active' ? tag(this.t('users.mustChange'), 'blue') : nothing}</span
        >
      </td>
      <td class="when brief" data-label=${this.t('users.lastSignIn')}>
        ${
          row.lastSignIn === null
            ? html`<span class="t3">${this.t('users.never')}</span>`
            : html`<time datetime=${row.lastSignIn} data-tip=${formats.dateTime(row.lastSignIn)}
                >${formats.ago(row.lastSignIn, this.host.now())}</time
              >`
        }
      </td>
      <td class="num brief" data-label=${this.t('users.sessions')}>${formats.number(row.sessions)}</td>
      <td class="act">
        ${iconButton({
          label: this.t('users.actionsOf', { name }),
          icon: 'ellipsis',
          size: 'sm',
          disabled: this.busy,
          run: (event) =>
            void this.menu.openAt(event.currentTarget as HTMLElement, name, this.#items(row), { align: 'end' }),
        })}
      </td>
    </tr>`;
  }

  #roleLabel(name: string): string {
    const role = this.page?.roles.find((each) => each.name === name);
    return this.host.i18n.label(role?.label, name);
  }

  #items(row: UserRow): readonly MenuItem[] {
    const { host } = this;
    const name = row.name ?? row.login;
    const beyond = row.mayChange ? {} : { reason: this.t('users.beyond') };
    const isSelf = row.id === host.app.document.user.id;
    const isOff = row.state === 'disabled';
    const open = host.app.access('user')?.read
      ? [{ id: 'record', label: this.t('users.record'), icon: 'user', run: () => void host.router.go(hrefs.record('user', row.id)) }] // prettier-ignore
      : [];
    const rights = host.app.has('grant')
      ? [{ id: 'rights', label: this.t('users.rights'), icon: 'shield', run: () => void host.router.go(`/access/${row.id}`) }] // prettier-ignore
      : [];
    return [
      { id: 'edit', label: this.t('users.edit'), icon: 'pencil', ...beyond, run: () => void this.dialog.open(row) },
      ...open,
      ...rights,
      { id: 'deeds', label: this.t('users.deeds'), icon: 'history', run: () => void host.router.go(logHref({ person: row.id })) },
      ...(row.state === 'locked'
        ? [{ id: 'unlock', label: this.t('users.unlock'), icon: 'lock', line: true, ...beyond, run: () => void this.#change(row, { unlock: true }, this.t('users.unlocked', { name })) }]
        : []),
      { id: 'reset', label: this.t('users.reset'), icon: 'key-round', line: true, ...beyond, run: () => void this.#reset(row) },
      {
        id: 'end', label: this.t('users.end'), icon: 'log-out', ...beyond,
        ...(row.sessions === 0 ? { reason: this.t('users.noSessions') } : {}),
        run: () => void this.#change(row, { endSessions: true }, this.t('users.ended', { name })),
      },
      {
        id: 'switch', label: this.t(isOff ? 'users.enable' : 'users.disable'), icon: isOff ? 'check' : 'lock', danger: !isOff, ...beyond,
        ...(isSelf ? { reason: this.t('users.notSelf') } : {}),
        run: () => void this.#switch(row, !isOff),
      },
    ]; // prettier-ignore
  }

  /** Can be taken back: no question, an undo. */
  async #switch(row: UserRow, off: boolean): Promise<void> {
    const name = row.name ?? row.login;
    const undo = { label: this.t('common.undo'), run: () => void this.#switch(row, !off) };
    await this.#change(row, { disabled: off }, this.t(off ? 'users.disabled' : 'users.enabled', { name }), undo);
  }

  /** The old password is gone for good, so it is asked. */
  async #reset(row: UserRow): Promise<void> {
    const answer = await ask(this.host, this.renderRoot, {
      title: this.t('users.resetTitle', { name: row.name ?? row.login }),
      text: this.t('users.resetText'),
      actions: [
        { id: 'cancel', label: this.t('common.cancel') },
        { id: 'reset', label: this.t('users.reset'), theme: 'primary' },
      ],
    });
    if (answer !== 'reset') return;
    const made = await this.#change(row, { resetPassword: true });
    if (made?.password !== undefined) await this.passwordDialog.show(row.login, made.password);
  }

  async #saved({ password, login, made }: UserSaved): Promise<void> {
    if (password !== undefined) await this.passwordDialog.show(login, password);
    else this.host.toasts.show({ text: this.t('record.saved') });
    if (made) this.filter = everybody;
    await this.#load();
  }

  async #change(
    row: UserRow,
    body: unknown,
    text?: string,
    action?: { readonly label: string; run(): void },
  ): Promise<UserAnswer | undefined> {
    let answer: UserAnswer | undefined;
    await this.#work(async () => {
      answer = await changeUser(this.host, row.id, body);
      if (text !== undefined) this.host.toasts.show({ text, ...(action ? { action } : {}) });
      await this.#load();
    });
    return answer;
  }

  /** The latest question counts. */
  async #load(): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    try {
      const page = await fetchUsers(this.host, this.filter, 0, this.page?.rows.length, asked.signal);
      if (asked.signal.aborted) return;
      this.page = page;
      this.failure = undefined;
      this.host.announce(this.t('users.found', { count: page.total }));
    } catch (error) {
      if (asked.signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      if (this.page) this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
    }
  }

  async #more(): Promise<void> {
    const held = this.page!;
    await this.#work(async () => {
      const page = await fetchUsers(this.host, this.filter, held.rows.length);
      this.page = { ...page, rows: [...held.rows, ...page.rows] };
    });
  }

  async #work(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
    } finally {
      this.busy = false;
    }
  }
}
