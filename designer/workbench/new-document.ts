/** `<td-new-document>`: asks for kind, label and name of a new document or of a copy, and stores it as a draft. */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ulid } from 'ulid';
import '@vaadin/select';
import '@vaadin/text-field';
import { NAME_PATTERN } from '../../metadata/schema/common.js';
import { kinds, type Document, type Kind } from '../../metadata/schema/kinds.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import { duplicateOf, nameFrom, needsEntity, smallestDocument } from '../session/smallest-document.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindWord } from './kind-looks.js';

@customElement('td-new-document')
export class TdNewDocument extends TdElement {
  @state() private kind: Kind = 'entity';
  @state() private label = '';
  @state() private name = '';
  @state() private entity = '';
  @state() private source: Document | undefined;
  @state() private failure = '';
  @state() private tried = false;
  @query('tr-dialog') private dialog!: TrDialog;
  /** The person wrote the name: it no longer follows the label. */
  #named = false;

  static override styles = css`
    .fields {
      display: grid;
      gap: 12px;
      padding-top: 4px;
    }
    .fields > p {
      color: var(--tr-text-2);
    }
  `;

  /** A new one of a kind, or a copy of a document; `entity` is offered where one must be named. */
  async open(kind: Kind, { source, entity }: { source?: Document; entity?: string } = {}): Promise<void> {
    this.kind = kind;
    this.source = source;
    this.label = source ? this.w('new.copyOf', { name: this.host.i18n.label(source.label, source.name) }) : '';
    this.name = source ? this.#freeName(source.name) : '';
    this.entity = entity ?? this.session.headsOf('entity')[0]?.name ?? '';
    this.failure = '';
    this.tried = false;
    this.#named = source !== undefined;
    await this.dialog.open();
    this.renderRoot.querySelector<HTMLElement>('vaadin-text-field')?.focus();
  }

  override render() {
    const asksEntity = !this.source && needsEntity(this.kind, this.session.registries);
    const problem = this.tried ? this.#problem() : '';
    return html`<tr-dialog
      .heading=${this.w(this.source ? 'new.duplicate' : 'new.title')}
      @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && !event.isComposing && void this.#create()}
    >
      <div class="fields">
        ${
          this.source
            ? nothing
            : html`<vaadin-select
                label=${this.w('new.kind')}
                .items=${kinds.map((kind) => ({ label: this.w(kindWord(kind)), value: kind }))}
                .value=${this.kind}
                @value-changed=${(event: CustomEvent<{ value: Kind }>) => (this.kind = event.detail.value)}
              ></vaadin-select>`
        }
        <vaadin-text-field
          label=${this.w('new.label')}
          autocomplete="off"
          .value=${this.label}
          @input=${this.#labelled}
        ></vaadin-text-field>
        <vaadin-text-field
          label=${this.w('new.name')}
          helper-text=${this.w('new.nameHelp')}
          autocomplete="off"
          manual-validation
          ?invalid=${problem !== ''}
          error-message=${problem}
          .value=${this.name}
          @input=${(event: Event) => {
            this.#named = true;
            this.name = (event.currentTarget as HTMLInputElement).value;
          }}
        ></vaadin-text-field>
        ${
          asksEntity
            ? html`<vaadin-select
                label=${this.w('new.entity')}
                .items=${this.session.headsOf('entity').map((head) => ({ label: this.session.label(head), value: head.name }))}
                .value=${this.entity}
                @value-changed=${(event: CustomEvent<{ value: string }>) => (this.entity = event.detail.value)}
              ></vaadin-select>`
            : nothing
        }
        ${this.failure ? html`<div class="box bad" role="alert">${this.failure}</div>` : nothing}
      </div>
      ${[
        button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() }),
        button({ label: this.w('new.create'), theme: 'primary', run: () => void this.#create() }),
      ].map((each) => html`<span slot="foot">${each}</span>`)}
    </tr-dialog>`;
  }

  #labelled(event: Event): void {
    this.label = (event.currentTarget as HTMLInputElement).value;
    if (!this.#named) this.name = nameFrom(this.label);
  }

  #problem(): string {
    if (!new RegExp(NAME_PATTERN, 'u').test(this.name)) return this.w('new.badName');
    return this.session.head({ kind: this.kind, name: this.name })
      ? this.w('new.taken', { kind: this.w(kindWord(this.kind)), name: this.name })
      : '';
  }

  #freeName(name: string): string {
    for (let n = 2; ; n++) {
      const free = `${name.slice(0, 37)}_${n}`;
      if (!this.session.head({ kind: this.kind, name: free })) return free;
    }
  }

  async #create(): Promise<void> {
    this.tried = true;
    if (this.#problem() !== '') return;
    const { kind, name, source, session } = this;
    const label = this.label.trim() === '' ? name : this.label.trim();
    const about = needsEntity(kind, session.registries) ? { entity: this.entity } : {};
    const document = source
      ? duplicateOf(source, name, label, ulid)
      : smallestDocument(
          { kind, name, label, ...about },
          {
            registries: session.registries,
            newId: ulid,
            nameField: (entity) => session.model.entities.get(entity)?.nameFields[0] ?? 'id',
          },
        );
    try {
      await session.create(document);
      this.dialog.close();
      void this.host.router.go(documentHref({ kind, name }));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
    }
  }
}
