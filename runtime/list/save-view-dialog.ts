/** `<tr-save-view-dialog>`: a name for the list as it stands, and whom it is for; renames and shares a saved view, too. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { SavedLook, SavedViewScope } from '../../metadata/schema/saved-view.js';
import type { Label } from '../../metadata/value.js';
import { ApiFailure, type ApiClient } from '../data/api-client.js';
import type { SavedView } from '../data/list-store.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { isComposing, TrElement } from '../ui/element.js';
import '../ui/later-strings.js';

interface Audience {
  readonly scope: SavedViewScope;
  readonly target: string;
  readonly label: string;
}

/** The answer of `GET /api/views/audiences`. */
interface Audiences {
  readonly everybody: boolean;
  readonly roles: readonly { readonly name: string; readonly label: Label }[];
  readonly departments: readonly { readonly id: string; readonly label: string }[];
}

/** More are a drop-down list. */
const mostRadios = 6;

@customElement('tr-save-view-dialog')
export class TrSaveViewDialog extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) look!: SavedLook;
  /** The view that is renamed or shared; undefined: a new one. */
  @property({ attribute: false }) saved: SavedView | undefined;
  @state() private audiences: readonly Audience[] = [];
  @state() private audience = 0;
  @state() private problem: string | undefined;
  @state() private isSaving = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #done: SavedView | undefined;
  #closed: () => void = () => undefined;

  static override styles = css`
    .name {
      display: block;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      margin-bottom: 4px;
    }
    input[type='text'] {
      width: 100%;
      height: 32px;
      padding: 0 10px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text);
      font: var(--tr-text-body);
    }
    fieldset {
      border: 0;
      padding: 0;
      margin: 16px 0 0;
    }
    legend {
      padding: 0;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
    }
    fieldset label {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 28px;
      color: var(--tr-text);
      cursor: pointer;
    }
    fieldset input {
      accent-color: var(--tr-accent);
      margin: 0;
    }
    select {
      width: 100%;
      height: 32px;
      margin-top: 4px;
      padding: 0 8px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text);
      font: var(--tr-text-body);
    }
    .problem {
      margin: 12px 0 0;
      color: var(--tr-bad);
    }
    @media (pointer: coarse) {
      input[type='text'],
      select {
        height: 44px;
        font-size: 16px;
      }
      fieldset label {
        min-height: 44px;
      }
    }
  `;

  /** The view that was saved; undefined when the dialog was left. */
  async run(): Promise<SavedView | undefined> {
    const { saved } = this;
    this.audiences = await this.#audiences();
    const at = this.audiences.findIndex((each) => each.scope === saved?.scope && each.target === saved.target);
    this.audience = Math.max(0, at);
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    this.#input.focus();
    this.#input.select();
    await closed;
    return this.#done;
  }

  override render() {
    const { audiences } = this;
    return html`<tr-dialog
      .heading=${this.t(this.saved ? 'view.rename' : 'view.saveAs')}
      width="420px"
      @tr-closed=${() => this.#closed()}
    >
      <label class="name" for="name">${this.t('view.name')}</label>
      <input
        id="name"
        type="text"
        maxlength="80"
        autocomplete="off"
        aria-invalid=${this.problem ? 'true' : nothing}
        aria-describedby=${this.problem ? 'problem' : nothing}
        .value=${this.saved?.name ?? ''}
        @keydown=${this.#key}
      />
      ${
        audiences.length <= 1
          ? nothing
          : audiences.length > mostRadios
            ? html`<fieldset>
                <legend><label for="audience">${this.t('view.for')}</label></legend>
                <select
                  id="audience"
                  @change=${(event: Event) => (this.audience = (event.target as HTMLSelectElement).selectedIndex)}
                >
                  ${audiences.map(({ label }, at) => html`<option ?selected=${at === this.audience}>${label}</option>`)}
                </select>
              </fieldset>`
            : html`<fieldset>
                <legend>${this.t('view.for')}</legend>
                ${audiences.map(
                  ({ label }, at) =>
                    html`<label
                      ><input
                        type="radio"
                        name="audience"
                        .checked=${at === this.audience}
                        @change=${() => (this.audience = at)}
                      />${label}</label
                    >`,
                )}
              </fieldset>`
      }
      ${this.problem ? html`<p class="problem" id="problem" role="alert">${this.problem}</p>` : nothing}
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" ?disabled=${this.isSaving} @click=${() => void this.#save()}
        >${this.t('common.save')}</vaadin-button
      >
    </tr-dialog>`;
  }

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>('#name')!;
  }

  /** Oneself; with the right to share also the roles and departments that the server offers. */
  async #audiences(): Promise<readonly Audience[]> {
    const { app, api, i18n } = this.host;
    const own: Audience = { scope: 'personal', target: app.document.user.id, label: this.t('view.forMe') };
    if (!app.has('views.share')) return [own];
    const { everybody, roles, departments } = await this.#offered(api);
    const ofDepartments = departments.flatMap(({ id, label }) => {
      const name = label || this.t('view.forDepartment');
      return [
        { scope: 'department' as const, target: id, label: this.t('view.inDepartment', { name }) },
        { scope: 'subtree' as const, target: id, label: this.t('view.inSubtree', { name }) },
      ];
    });
    const all = [
      own,
      ...roles.map(({ name, label }) => ({ scope: 'role' as const, target: name, label: this.t('view.forRole', { role: i18n.label(label, name) }) })), // prettier-ignore
      ...ofDepartments,
      ...(everybody ? [{ scope: 'system' as const, target: '*', label: this.t('view.forAll') }] : []),
    ];
    const { saved } = this;
    // A maker who may no longer share with them can still keep the name of whom the view is for in sight.
    const isKnown = !saved || all.some((each) => each.scope === saved.scope && each.target === saved.target);
    return isKnown ? all : [...all, { ...saved, label: i18n.label(saved.audience, saved.target) }];
  }

  /** Without an answer one saves for oneself. */
  async #offered(api: Pick<ApiClient, 'get'>): Promise<Audiences> {
    try {
      return await api.get<Audiences>('/views/audiences');
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.problem = error.message;
      return { everybody: false, roles: [], departments: [] };
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || isComposing(event)) return;
    event.preventDefault();
    void this.#save();
  }

  async #save(): Promise<void> {
    const name = this.#input.value.trim();
    if (name === '') {
      this.problem = this.t('view.needsName');
      this.#input.focus();
      return;
    }
    const { scope, target } = this.audiences[this.audience]!;
    const audience = scope === 'personal' || scope === 'system' ? { scope } : { scope, target };
    const { lists } = this.host.app;
    this.isSaving = true;
    try {
      this.#done = this.saved
        ? await lists.change(this.saved, { name, ...audience })
        : await lists.create({ entity: this.entityName, name, ...audience, look: this.look });
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.problem = error.message;
      this.#input.focus();
    } finally {
      this.isSaving = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-save-view-dialog': TrSaveViewDialog;
  }
}
