/** `<tr-segment-dialog>`: the list's conditions under a name, what it is for and who may use it; changes a segment, too. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Filter } from '../../../metadata/schema/query.js';
import { ApiFailure } from '../../data/api-client.js';
import { createFieldHost } from '../../host/field-host.js';
import '../../ui/dialog.js';
import type { TrDialog } from '../../ui/dialog.js';
import { isComposing, TrElement } from '../../ui/element.js';
import { audienceBody, audiencePart, audienceStyles, offeredAudiences, type Audience } from '../audience-part.js';
import { filterSentence } from '../filter-sentence.js';
import { learnReferences } from '../learn-references.js';
import { countRecords } from '../list-source.js';
import { changeSegment, keepSegment, type Segment } from './segment-client.js';
import '../../ui/later-strings.js';

@customElement('tr-segment-dialog')
export class TrSegmentDialog extends TrElement {
  @property() entityName = '';
  /** What the list asks now. */
  @property({ attribute: false }) filter: Filter | undefined;
  /** The segment that is changed; undefined: a new one. */
  @property({ attribute: false }) segment: Segment | undefined;
  @state() private audiences: readonly Audience[] = [];
  @state() private audience = 0;
  @state() private isTaken = false;
  @state() private count: number | undefined;
  @state() private problem: string | undefined;
  @state() private isSaving = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #done: Segment | undefined;
  #closed: () => void = () => undefined;

  static override styles = [
    audienceStyles,
    css`
      textarea {
        height: auto;
        padding: 6px 10px;
        resize: vertical;
      }
      .name:not(:first-child),
      .take {
        margin-top: 12px;
      }
      .take {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
        color: var(--tr-text);
        cursor: pointer;
      }
      .take input {
        width: 16px;
        margin: 0;
        accent-color: var(--tr-accent);
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        margin: 0;
        color: var(--tr-text);
        overflow-wrap: anywhere;
      }
      @media (pointer: coarse) {
        .take {
          min-height: 44px;
        }
      }
    `,
  ];

  /** The segment as it was kept; undefined when the dialog was left. */
  async run(): Promise<Segment | undefined> {
    const offered = await offeredAudiences(this.host, this.segment);
    this.audiences = offered.audiences;
    this.audience = offered.at;
    this.problem = offered.problem;
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    this.#input.focus();
    this.#input.select();
    void this.#countNow();
    void this.#learnNames();
    await closed;
    return this.#done;
  }

  override render() {
    const { segment, problem, host, entityName } = this;
    const filter = this.#chosen;
    const fieldHost = createFieldHost(host);
    return html`<tr-dialog
      .heading=${this.t(segment ? 'segment.edit' : 'segment.saveTitle')}
      width="460px"
      @tr-closed=${() => this.#closed()}
    >
      <label class="name" for="name">${this.t('view.name')}</label>
      <input
        id="name"
        type="text"
        maxlength="80"
        autocomplete="off"
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? 'problem' : nothing}
        .value=${segment?.label ?? ''}
        @keydown=${this.#key}
      />
      <label class="name" for="help">${this.t('segment.help')}</label>
      <textarea id="help" rows="2" maxlength="400" .value=${segment?.help ?? ''}></textarea>
      <div class="name">${this.t('filter.condition')}</div>
      <p class="words" role="status">
        <span>${filter ? filterSentence({ host, fieldHost, entity: entityName }, filter) : nothing}</span>
        ${this.count === undefined ? nothing : html`<span class="t3">${this.t('filter.members', { count: this.count })}</span>`}
      </p>
      ${segment && this.filter ? this.#takeOver() : nothing}
      ${audiencePart(host, this.audiences, this.audience, (at) => (this.audience = at))}
      ${problem ? html`<p class="problem" id="problem" role="alert">${problem}</p>` : nothing}
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" ?disabled=${this.isSaving} @click=${() => void this.#save()}
        >${this.t('common.save')}</vaadin-button
      >
    </tr-dialog>`;
  }

  /** The condition of somebody else may speak of records that nothing here has named yet. */
  async #learnNames(): Promise<void> {
    if (!this.segment) return;
    await learnReferences(this.host, this.entityName, [this.segment.filter]);
    this.requestUpdate();
  }

  #takeOver() {
    const change = (event: Event) => {
      this.isTaken = (event.target as HTMLInputElement).checked;
      void this.#countNow();
    };
    return html`<label class="take"
      ><input type="checkbox" .checked=${this.isTaken} @change=${change} />${this.t('segment.takeOver')}</label
    >`;
  }

  get #chosen(): Filter | undefined {
    return this.segment && !this.isTaken ? this.segment.filter : this.filter;
  }

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>('#name')!;
  }

  async #countNow(): Promise<void> {
    const filter = this.#chosen;
    this.count = undefined;
    try {
      const count = await countRecords(this.host, this.entityName, filter);
      if (filter === this.#chosen) this.count = count;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.problem = error.message;
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || isComposing(event)) return;
    event.preventDefault();
    void this.#save();
  }

  async #save(): Promise<void> {
    const { host, segment } = this;
    const filter = this.#chosen;
    const label = this.#input.value.trim();
    if (label === '' || !filter) {
      this.problem = this.t('segment.needsName');
      this.#input.focus();
      return;
    }
    const help = this.renderRoot.querySelector<HTMLTextAreaElement>('#help')!.value.trim();
    const body = { label, help, ...audienceBody(this.audiences[this.audience]!) };
    this.isSaving = true;
    try {
      this.#done = segment
        ? await changeSegment(host, segment, this.isTaken ? { ...body, filter } : body)
        : await keepSegment(host, this.entityName, { ...body, filter });
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
    'tr-segment-dialog': TrSegmentDialog;
  }
}
