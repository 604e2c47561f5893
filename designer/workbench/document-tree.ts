/** `<td-document-tree>`: all documents by kind, with search, what is changed and where problems are. */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { kinds, type Kind } from '../../metadata/schema/kinds.js';
import { icon } from '../../runtime/ui/icon.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { keyText, type DocumentHead } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentTreeStyles } from './document-tree-styles.js';
import { documentHref, kindIcon, kindsWord } from './kind-looks.js';

@customElement('td-document-tree')
export class TdDocumentTree extends TdElement {
  /** `entity/customer`: the one that is shown. */
  @property() current = '';
  /** Nothing can be added (on a phone). */
  @property({ type: Boolean }) readonly = false;
  @state() private find = '';
  @state() private onlyChanged = false;
  @state() private folded: ReadonlySet<Kind> = new Set();

  static override styles = documentTreeStyles;

  /** The shown document stands in sight, wherever it was opened from. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('current') || this.current === '') return;
    this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const groups = kinds.map((kind) => [kind, this.#matching(kind)] as const).filter(([, heads]) => heads.length > 0);
    const changed = this.session.changed.length;
    return html`
      <div class="head">
        <div class="search">
          ${icon('search')}
          <input
            type="search"
            placeholder=${this.w('tree.find')}
            aria-label=${this.w('tree.find')}
            .value=${this.find}
            @input=${(event: Event) => (this.find = (event.target as HTMLInputElement).value)}
          />
        </div>
        <div class="row">
          <div class="seg" role="group" aria-label=${this.w('tree.show')}>
            <button type="button" aria-pressed=${!this.onlyChanged} @click=${() => (this.onlyChanged = false)}>
              ${this.w('tree.all')}
            </button>
            <button type="button" aria-pressed=${this.onlyChanged} @click=${() => (this.onlyChanged = true)}>
              ${this.w('tree.changed')}${changed > 0 ? html` <span class="ct">${changed}</span>` : nothing}
            </button>
          </div>
        </div>
      </div>
      <div class="list" @keydown=${this.#key}>
        ${groups.map(([kind, heads]) => this.#group(kind, heads))}
        ${groups.length === 0 ? html`<p class="none">${this.w(this.onlyChanged && !this.find ? 'tree.noChanges' : 'tree.nothing')}</p>` : nothing}
      </div>
    `;
  }

  #group(kind: Kind, heads: readonly DocumentHead[]) {
    const isOpen = this.find !== '' || !this.folded.has(kind);
    const name = this.w(kindsWord(kind));
    return html`<section aria-label=${name}>
      <div class="group">
        <button
          type="button"
          class="fold"
          aria-expanded=${isOpen}
          @click=${() => (this.folded = toggled(this.folded, kind))}
        >
          ${icon(isOpen ? 'chevron-down' : 'chevron-right', 's')}${icon(kindIcon(kind), 's')}
          <span class="clip">${name}</span><span class="n">${heads.length}</span>
        </button>
        ${
          this.readonly
            ? nothing
            : iconButton({
                label: this.w('tree.newOf', { kind: this.w(`kind.${kind}`) }),
                icon: 'plus',
                size: 'xs',
                run: () => this.emit('td-new', kind),
              })
        }
      </div>
      ${
        isOpen
          ? html`<ul>
              ${heads.map((head) => this.#entry(head))}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #entry(head: DocumentHead) {
    const label = this.session.label(head);
    const errors = this.session.problemsOf(head).filter((each) => each.severity !== 'warning').length;
    const isNew = head.draft && head.layer === 'site' && this.session.find(head)?.released === undefined;
    const words = [
      head.removed ? this.w('state.removed') : head.draft ? this.w(isNew ? 'state.draft' : 'state.changed') : '',
      errors > 0 ? this.w('problems.errors', { count: errors }) : '',
    ].filter((each) => each !== '');
    const inner = html`
      <span class="label clip">${label}</span>
      ${label === head.name ? nothing : html`<span class="key clip">${head.name}</span>`}
      ${
        words.length === 0
          ? nothing
          : html`<span class="marks" data-tip=${words.join(' · ')}>
              ${errors > 0 ? html`<span class="count" aria-hidden="true">${errors}</span>` : nothing}
              ${head.draft ? html`<span class="dot"></span>` : nothing}
              <span class="sr">${words.join(', ')}</span>
            </span>`
      }
    `;
    const look = head.removed ? 'removed' : nothing;
    return html`<li>
      ${
        this.readonly
          ? html`<span class="gone ${head.removed ? 'removed' : ''}">${inner}</span>`
          : html`<a
              class=${look}
              href=${documentHref(head)}
              aria-current=${keyText(head) === this.current ? 'page' : nothing}
              >${inner}</a
            >`
      }
    </li>`;
  }

  #matching(kind: Kind): readonly DocumentHead[] {
    const find = this.find.trim().toLocaleLowerCase();
    const { language } = this.host.i18n;
    return this.session
      .headsOf(kind)
      .filter((head) => !this.onlyChanged || head.draft)
      .filter(
        (head) =>
          find === '' || head.name.includes(find) || this.session.label(head).toLocaleLowerCase().includes(find),
      )
      .sort((a, b) => this.session.label(a).localeCompare(this.session.label(b), language));
  }

  /** Arrows walk the entries and groups. */
  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.list :is(a, .fold)')];
    const at = all.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    all[at + step]?.focus();
    event.preventDefault();
  }
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
