/**
 * `<tr-share-dialog>`: with whom a record is shared, and sharing it: whom, what they may, until when. Each share takes
 * effect at once; there is nothing to save.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Field } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { isReference, type Reference } from '../data/record.js';
import { errorText } from '../host/error-text.js';
import { createEditHost, createFieldHost } from '../host/field-host.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import '../ui/editors.js';
import { TrElement } from '../ui/element.js';
import { dateEditor, referenceEditor, selectEditor } from '../ui/field-parts.js';
import { shareDialogStyles } from './share-dialog-styles.js';
import { shareList, type Share, type ShareKind, type ShareLevel } from './share-list.js';
import '../ui/later-strings.js';

interface Answer {
  readonly shares: readonly Share[];
  readonly roles: readonly { readonly name: string; readonly label: string }[];
  readonly most: ShareLevel;
}

const kinds: readonly ShareKind[] = ['user', 'role', 'department', 'below'];

@customElement('tr-share-dialog')
export class TrShareDialog extends TrElement {
  @property() entityName = '';
  @property() recordId = '';
  @property() recordName = '';
  @state() private answer: Answer | undefined;
  @state() private failure = '';
  @state() private isBusy = false;
  @state() private kind: ShareKind = 'user';
  @state() private to: Reference | null = null;
  @state() private chosenRole = '';
  @state() private level: ShareLevel = 'read';
  @state() private until = '';
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = shareDialogStyles;

  async open(): Promise<void> {
    this.answer = undefined;
    this.failure = '';
    this.#empty();
    await this.updateComplete;
    await this.dialog.open();
    await this.#run(() => this.host.api.get<Answer>(this.#path));
  }

  override render() {
    return html`<tr-dialog .heading=${this.t('share.title', { name: this.recordName })} width="560px">
      ${this.answer ? this.#form(this.answer) : nothing}
      ${this.failure ? html`<p class="bad" role="alert">${this.failure}</p>` : nothing}
      ${
        this.answer
          ? shareList(this.host, this.answer.shares, (share) => void this.#remove(share))
          : this.failure
            ? nothing
            : html`<p class="t3" aria-busy="true">${this.t('common.loading')}</p>`
      }
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.close')}</vaadin-button>
    </tr-dialog>`;
  }

  #form({ roles, most }: Answer) {
    const base = createFieldHost(this.host);
    const edit = (label: string, helper?: string) => createEditHost(base, { place: 'form', label, helper });
    const choice = (label: string) => createEditHost(base, { place: 'form', label, required: true });
    const levels = (most === 'update' ? (['read', 'update'] as const) : (['read'] as const)).map((value) => ({
      value,
      label: this.t(`share.level.${value}`),
    }));
    const kindItems = kinds.map((value) => ({ value, label: this.t(`share.kind.${value}`) }));
    const roleItems = roles.map(({ name, label }) => ({ value: name, label }));
    const change =
      <T>(set: (value: T) => void) =>
      (value: unknown) =>
        set(value as T);
    return html`<div class="form">
      ${selectEditor(
        this.kind,
        kindItems,
        choice(this.t('share.with')),
        change<ShareKind>((kind) => {
          this.kind = kind ?? 'user';
          this.to = null;
          this.chosenRole = '';
        }),
      )}
      ${
        this.kind === 'role'
          ? selectEditor(
              this.chosenRole,
              roleItems,
              edit(this.t('share.role')),
              change<string>((role) => (this.chosenRole = role ?? '')),
            )
          : referenceEditor(
              this.to,
              this.kind === 'user' ? 'user' : 'department',
              edit(this.t(this.kind === 'user' ? 'share.person' : 'share.department')),
              (value) => (this.to = isReference(value) ? value : null),
            )
      }
      ${selectEditor(
        this.level,
        levels,
        choice(this.t('share.level')),
        change<ShareLevel>((level) => (this.level = level ?? 'read')),
      )}
      ${dateEditor(
        this.until,
        this.#day,
        edit(this.t('share.until'), this.t('share.untilHelp')),
        change<string>((day) => (this.until = day ?? '')),
      )}
      <div class="go">
        <vaadin-button theme="primary" ?disabled=${this.isBusy} @click=${() => void this.#add()}
          >${this.t('share.add')}</vaadin-button
        >
      </div>
    </div>`;
  }

  /** A field made up for the editor of a day. */
  get #day(): Field {
    const document = { id: 'until', name: 'until', type: 'date', options: {} };
    const type = this.host.app.registries.field.get('date');
    return { name: 'until', type, document, label: '' } as unknown as Field;
  }

  get #path(): string {
    return `/records/${encodeURIComponent(this.entityName)}/${encodeURIComponent(this.recordId)}/shares`;
  }

  async #add(): Promise<void> {
    const { kind, chosenRole: role, to } = this;
    if (kind === 'role' ? role === '' : to === null) {
      this.failure = this.t('share.choose');
      return this.#focusReceiver();
    }
    const receiver =
      kind === 'role'
        ? { role }
        : kind === 'user'
          ? { user: to!.id }
          : { department: to!.id, ...(kind === 'below' ? { below: true } : {}) };
    const body = { to: receiver, level: this.level, ...(this.until === '' ? {} : { until: this.until }) };
    const done = await this.#run(async () => (await this.host.api.request<Answer>('PUT', this.#path, { body })).body);
    if (done) this.#empty();
    await this.#focusReceiver();
  }

  /** Where a share that was refused is put right, and the next one begins. */
  async #focusReceiver(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.form > :nth-child(2)')?.focus();
  }

  async #remove(share: Share): Promise<void> {
    const query = { share: share.id };
    const done = await this.#run(
      async () => (await this.host.api.request<Answer>('DELETE', this.#path, { query })).body,
    );
    if (done) this.host.announce(this.t('share.removed', { name: share.to.label ?? '' }));
  }

  /** Takes the answer; a refusal is told in the dialog. */
  async #run(work: () => Promise<Answer>): Promise<boolean> {
    this.isBusy = true;
    this.failure = '';
    try {
      this.answer = await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.code === 'ACTION_NOT_ALLOWED' ? this.t('share.notYours') : errorText(this.host.i18n, error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  #empty(): void {
    this.kind = 'user';
    this.to = null;
    this.chosenRole = '';
    this.level = 'read';
    this.until = '';
  }
}
