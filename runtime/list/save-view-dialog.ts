/** `<tr-save-view-dialog>`: a name for the list as it stands, and whom it is for; renames and shares a saved view, too. */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { SavedLook } from '../../metadata/schema/saved-view.js';
import { ApiFailure } from '../data/api-client.js';
import type { SavedView } from '../data/list-store.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { isComposing, TrElement } from '../ui/element.js';
import { audienceBody, audiencePart, audienceStyles, offeredAudiences, type Audience } from './audience-part.js';
import '../ui/later-strings.js';

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

  static override styles = audienceStyles;

  /** The view that was saved; undefined when the dialog was left. */
  async run(): Promise<SavedView | undefined> {
    const offered = await offeredAudiences(this.host, this.saved);
    this.audiences = offered.audiences;
    this.audience = offered.at;
    this.problem = offered.problem;
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
      ${audiencePart(this.host, audiences, this.audience, (at) => (this.audience = at))}
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
    const audience = audienceBody(this.audiences[this.audience]!);
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
