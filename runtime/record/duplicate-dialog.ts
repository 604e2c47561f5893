/**
 * `<tr-duplicate-dialog>`: before a record is saved that may be there already. The records are named and open in tabs of
 * their own; it is saved all the same, or one goes back to the form, where everything typed still stands.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import { createFieldHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import './duplicate-list.js';
import type { Duplicates } from './duplicates.js';
import '../ui/later-strings.js';

@customElement('tr-duplicate-dialog')
export class TrDuplicateDialog extends TrElement {
  @property({ attribute: false }) entity: Entity | undefined;
  @property({ attribute: false }) fieldHost!: FieldHost;
  @property({ attribute: false }) found: Duplicates | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  /** Goes to merging instead: the dialog is closed, nothing is saved. */
  @property({ attribute: false }) merge: ((id: string) => void) | undefined;
  #answer: ((isSaved: boolean) => void) | undefined;

  static override styles = css`
    p {
      margin: 0 0 12px;
    }
  `;

  /** True: save it all the same. */
  async ask(): Promise<boolean> {
    await this.updateComplete;
    await this.dialog.open();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  override render() {
    const { entity, found } = this;
    return html`<tr-dialog .heading=${this.t('duplicates.title')} width="560px" @tr-closed=${() => this.#settle(false)}>
      ${
        entity && found
          ? html`<p>${this.t('duplicates.text', { count: found.count })}</p>
              <tr-duplicate-list
                .entity=${entity}
                .fieldHost=${this.fieldHost}
                .found=${found}
                .merge=${this.merge && ((id: string) => this.#merge(id))}
              ></tr-duplicate-list>`
          : nothing
      }
      <vaadin-button slot="foot" @click=${() => this.#choose(true)}>${this.t('duplicates.saveAnyway')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" @click=${() => this.#choose(false)}
        >${this.t('duplicates.back')}</vaadin-button
      >
    </tr-dialog>`;
  }

  #choose(isSaved: boolean): void {
    this.#settle(isSaved);
    this.dialog.close();
  }

  #merge(id: string): void {
    this.#choose(false);
    this.merge?.(id);
  }

  #settle(isSaved: boolean): void {
    this.#answer?.(isSaved);
    this.#answer = undefined;
  }
}

/** True: it is meant to be saved. The dialog stands in the page that asks. */
export async function askDuplicates(
  { host, renderRoot }: Pick<TrElement, 'host'> & { readonly renderRoot: ParentNode },
  found: Duplicates,
  merge?: (id: string) => void,
): Promise<boolean> {
  const dialog = document.createElement('tr-duplicate-dialog') as TrDuplicateDialog;
  const entity = host.app.entity(found.entity ?? '');
  Object.assign(dialog, { host, entity, fieldHost: createFieldHost(host, {}), found, merge });
  renderRoot.append(dialog);
  try {
    return await dialog.ask();
  } finally {
    dialog.remove();
  }
}
