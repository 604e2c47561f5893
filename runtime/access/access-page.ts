/**
 * `<tr-access-page>`: what a person may do, from all their roles and shares together, and the site as they see it. For
 * those who may grant rights; the address holds the person, so that a page can be passed on.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Label } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import { isReference } from '../data/record.js';
import { errorText } from '../host/error-text.js';
import { createEditHost, createFieldHost } from '../host/field-host.js';
import type { PageTitle } from '../host/screens.js';
import '../ui/editors.js';
import { TrElement } from '../ui/element.js';
import { referenceEditor, selectEditor } from '../ui/field-parts.js';
import { button, tag } from '../ui/parts.js';
import '../ui/states.js';
import { accessPageStyles } from './access-page-styles.js';
import { beginView, type WhoseView } from './begin-view.js';
import { limitedFields, rightsMatrix, type PersonRights } from './rights-matrix.js';
import '../ui/later-strings.js';

interface NamedRole {
  readonly name: string;
  readonly label: Label;
}

@customElement('tr-access-page')
export class TrAccessPage extends TrElement {
  /** Empty: nobody is chosen yet. */
  @property() personId = '';
  @state() private rights: PersonRights | undefined;
  @state() private failure: ApiFailure | undefined;
  /** As which the site may be viewed. */
  @state() private roles: readonly NamedRole[] = [];
  @state() private roleName = '';
  /** The name of who was chosen, also of somebody without a login. */
  #name = '';

  static override styles = accessPageStyles;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('personId')) void this.#load();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hostChanged();
    void this.#loadRoles();
  }

  protected override hostChanged(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('access.title'), trail: [] });
  }

  override render() {
    if (!this.host.app.has('grant')) {
      return html`<tr-state
        kind="forbidden"
        .heading=${this.t('access.forbidden')}
        .text=${this.t('access.forbiddenText')}
      ></tr-state>`;
    }
    return html`<div class="page">
      <h1>${this.t('access.title')}</h1>
      <p class="t2 lead">${this.t('access.lead')}</p>
      <div class="choose">${this.#chooser()} ${this.rights ? this.#viewAs(this.rights) : nothing}</div>
      ${this.#content()} ${this.#roleView()}
    </div>`;
  }

  #chooser() {
    const edit = createEditHost(createFieldHost(this.host), { place: 'form', label: this.t('access.person') });
    const name = this.rights?.user.name ?? this.#name;
    const value = this.personId === '' ? null : { id: this.personId, label: name };
    return referenceEditor(value, 'user', edit, (next) => {
      this.#name = isReference(next) ? next.label : '';
      void this.host.router.go(isReference(next) ? `/access/${encodeURIComponent(next.id)}` : '/access');
    });
  }

  #viewAs({ user }: PersonRights) {
    const isOneself = user.id === this.host.app.document.user.id;
    if (isOneself) return nothing;
    const label = this.t('access.viewAs', { name: user.name });
    return button({ label, icon: 'eye', id: 'view', run: () => void this.#view({ user: user.id }) });
  }

  /** The site as one role alone shows it, whoever has it. */
  #roleView() {
    const { i18n } = this.host;
    const items = this.roles.map(({ name, label }) => ({ value: name, label: i18n.label(label, name) }));
    const chosen = items.find(({ value }) => value === this.roleName);
    const edit = createEditHost(createFieldHost(this.host), { place: 'form', label: this.t('access.role') });
    return html`<section class="role">
      <h2>${this.t('access.roleTitle')}</h2>
      <p class="t2 lead">${this.t('access.roleLead')}</p>
      <div class="choose">
        ${selectEditor(this.roleName || null, items, edit, (value) => (this.roleName = String(value ?? '')))}
        ${
          chosen
            ? button({
                label: this.t('access.viewAs', { name: chosen.label }),
                icon: 'eye',
                id: 'view-role',
                run: () => void this.#view({ role: chosen.value }),
              })
            : nothing
        }
      </div>
    </section>`;
  }

  #content() {
    if (this.personId === '') return html`<p class="t3 none">${this.t('access.choose')}</p>`;
    const { failure, rights } = this;
    if (failure?.status === 404) return html`<p class="t3 none">${this.t('access.noLogin')}</p>`;
    if (failure) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('access.failed')}
        .text=${errorText(this.host.i18n, failure)}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!rights) return html`<tr-skeleton .rows=${8} .columns=${6}></tr-skeleton>`;
    const { i18n } = this.host;
    return html`<p class="roles">
        <span class="t2">${this.t('access.roles')}</span>
        ${
          rights.roles.length === 0
            ? html`<span class="t3">${this.t('access.noRoles')}</span>`
            : rights.roles.map((role) => tag(i18n.label(role.label, role.name), 'blue'))
        }
      </p>
      ${
        rights.entities.length === 0
          ? html`<p class="t3 none">${this.t('access.none')}</p>`
          : rightsMatrix(this.host, rights)
      }
      ${limitedFields(this.host, rights)}`;
  }

  async #load(): Promise<void> {
    const { personId } = this;
    this.rights = undefined;
    this.failure = undefined;
    if (personId === '' || !this.host.app.has('grant')) return;
    try {
      const rights = await this.host.api.get<PersonRights>(`/access/users/${encodeURIComponent(personId)}`);
      if (this.personId === personId) this.rights = rights;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  async #view(whose: WhoseView): Promise<void> {
    if (await beginView(this.host, whose)) this.emit('tr-other-view');
  }

  async #loadRoles(): Promise<void> {
    if (!this.host.app.has('grant')) return;
    try {
      this.roles = (await this.host.api.get<{ readonly roles: readonly NamedRole[] }>('/access/roles')).roles;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
    }
  }
}
