/** `<tr-segment-list>`: the segments of an entity in a dialog: how many records each has now, who uses it, what to do with it. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../../data/api-client.js';
import type { SegmentHead } from '../../data/app-document.js';
import { pluralOf } from '../../host/entity-words.js';
import '../../ui/dialog.js';
import type { TrDialog } from '../../ui/dialog.js';
import { TrElement } from '../../ui/element.js';
import { icon } from '../../ui/icon.js';
import { tag } from '../../ui/parts.js';
import { audienceWords } from '../audience-words.js';
import { countRecords } from '../list-source.js';
import { segmentsOf, type Segment } from './segment-client.js';
import '../../ui/later-strings.js';

/** What was chosen; the dialog has closed by then. */
export type SegmentChoice =
  | { readonly act: 'show'; readonly name: string }
  | { readonly act: 'edit' | 'delete' | 'draft'; readonly segment: Segment };

@customElement('tr-segment-list')
export class TrSegmentList extends TrElement {
  @property() entityName = '';
  @state() private kept: readonly Segment[] | undefined;
  @state() private counts: ReadonlyMap<string, number> = new Map();
  @state() private problem: string | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  #choice: SegmentChoice | undefined;
  #closed: () => void = () => undefined;

  static override styles = css`
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 8px 0;
      border-bottom: 1px solid var(--tr-line);
    }
    li:last-child {
      border-bottom: 0;
    }
    .what {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .label {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 8px;
    }
    .linkish {
      text-align: start;
    }
    .ct,
    .help {
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
    }
    .acts {
      display: flex;
      gap: 4px;
    }
    .bad {
      color: var(--tr-bad);
    }
    @media (pointer: coarse) {
      .linkish {
        min-height: 44px;
      }
    }
  `;

  async run(): Promise<SegmentChoice | undefined> {
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    void this.#read();
    await closed;
    return this.#choice;
  }

  override render() {
    const { host, entityName, kept } = this;
    const entity = host.app.entity(entityName);
    const names = new Set(kept?.map(({ name }) => name));
    const released = host.app.document.segments.filter((each) => each.entity === entityName && !names.has(each.name));
    const isEmpty = kept?.length === 0 && released.length === 0;
    return html`<tr-dialog
      .heading=${this.t('segment.title', { things: entity ? pluralOf(host, entity) : entityName })}
      width="560px"
      @tr-closed=${() => this.#closed()}
    >
      ${isEmpty ? html`<p>${this.t('segment.none')}</p>` : nothing}
      ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
      <ul aria-busy=${String(!kept && !this.problem)}>
        ${kept ? [...kept.map((segment) => this.#keptRow(segment)), ...released.map((head) => this.#row(head))] : nothing}
      </ul>
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.close')}</vaadin-button>
    </tr-dialog>`;
  }

  #keptRow(segment: Segment) {
    const audience = audienceWords(this.host, segment);
    const act = (does: 'edit' | 'delete' | 'draft', glyph: string, words: string) =>
      html`<button
        type="button"
        class="ib xs"
        aria-label=${`${words}: ${segment.label}`}
        data-tip=${words}
        @click=${() => this.#choose({ act: does, segment })}
      >
        ${icon(glyph, 's')}
      </button>`;
    const acts = html`${this.host.app.has('design') ? act('draft', 'upload', this.t('view.draft')) : nothing}${
      segment.mayChange
        ? html`${act('edit', 'pencil', this.t('segment.edit'))}${act('delete', 'trash-2', this.t('segment.delete'))}`
        : nothing
    }`;
    return this.#row(segment, audience, acts);
  }

  #row({ name, label, help }: SegmentHead, audience?: string, acts: unknown = nothing) {
    const { i18n } = this.host;
    const count = this.counts.get(name);
    const text = i18n.label(help);
    return html`<li>
      <div class="what">
        <div class="label">
          <button
            type="button"
            class="linkish"
            data-tip=${this.t('segment.show')}
            @click=${() => this.#choose({ act: 'show', name })}
          >
            ${i18n.label(label, name)}
          </button>
          ${count === undefined ? nothing : html`<span class="ct">${this.t('filter.members', { count })}</span>`}
          ${audience === undefined ? nothing : tag(audience)}
        </div>
        ${text ? html`<div class="help">${text}</div>` : nothing}
      </div>
      <div class="acts">${acts}</div>
    </li>`;
  }

  async #read(): Promise<void> {
    const { host, entityName } = this;
    try {
      this.kept = await segmentsOf(host, entityName);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.problem = error.message;
      this.kept = [];
    }
    await Promise.all(host.app.document.segments.filter(({ entity }) => entity === entityName).map(({ name }) => this.#count(name))); // prettier-ignore
  }

  /** A segment that cannot be counted stands without its count. */
  async #count(name: string): Promise<void> {
    try {
      const count = await countRecords(this.host, this.entityName, { segment: name });
      this.counts = new Map([...this.counts, [name, count]]);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  #choose(choice: SegmentChoice): void {
    this.#choice = choice;
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-segment-list': TrSegmentList;
  }
}
