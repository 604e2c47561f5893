/**
 * `<td-filter-input>`: a filter as a sentence, with the builder of lists opened in its place: over the drafts, with
 * parameters and formulas. What is no filter, or is about no known entity, stays text and is not lost.
 *
 * Says the filter by `td-value` (undefined for none, nothing while something is missing), the end of a change by `td-done`.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Filter } from '../../metadata/schema/query.js';
import { createFieldHost } from '../../runtime/host/field-host.js';
import { HostRequest, type Host } from '../../runtime/host/host.js';
import { filterBuilderStyles } from '../../runtime/list/build/filter-builder-styles.js';
import { groupPart, type Building } from '../../runtime/list/build/filter-parts.js';
import { addAt, changeAt, type GroupNode } from '../../runtime/list/build/filter-tree.js';
import { filterSentence } from '../../runtime/list/filter-sentence.js';
import '../../runtime/ui/editors.js';
import { icon } from '../../runtime/ui/icon.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { designHost } from '../form/preview/design-host.js';
import { formatJson } from '../json/format-json.js';
import { TdElement } from '../td-element.js';
import type { ExpressionHelp } from './expression-input.js';
import { filterInputStyles } from './filter-input-styles.js';
import { operandParts, readJson, type KnownParameter } from './filter-operands.js';
import { openFilter, writeFilter, type FilterEdit } from './filter-value.js';

@customElement('td-filter-input')
export class TdFilterInput extends TdElement {
  /** Whose fields it is about. */
  @property() entity: string | undefined;
  @property({ attribute: false }) value: unknown;
  /** What a condition may be asked for. */
  @property({ attribute: false }) parameters: readonly KnownParameter[] = [];
  @property({ attribute: false }) help: ExpressionHelp | undefined;
  @property() label = '';
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) readonly = false;
  /** There must be a filter: without conditions it is one that all records meet. */
  @property({ type: Boolean }) required = false;
  @state() private opened = false;
  @state() private asText = false;
  @state() private edit: FilterEdit | undefined;
  #said: string | undefined;
  #drafted: { readonly model: unknown; readonly host: Host } | undefined;

  static override styles = [filterBuilderStyles, filterInputStyles];

  constructor() {
    super();
    // Editors of values ask for the host of this place: the drafts, not the release.
    this.addEventListener(HostRequest.type, (event) => {
      if (event.composedPath()[0] === this || !this.hasHost) return;
      (event as HostRequest).host = this.#host;
      event.stopPropagation();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value') && !changed.has('entity')) return;
    // What this input said itself comes back: what is being written stays, the incomplete with it.
    if (this.edit && !changed.has('entity') && JSON.stringify(this.value) === this.#said) return;
    this.edit = openFilter(this.value);
    this.#said = JSON.stringify(this.value);
    void this.#learnNames();
  }

  override render() {
    const { edit } = this;
    if (!edit || !this.#isKnown) return this.#text();
    const { whole } = writeFilter(edit);
    const filter = this.value as Filter | undefined;
    const sentence = filter === undefined ? undefined : filterSentence(this.#place, filter);
    const isEmpty = filter === undefined || edit.root.parts.length === 0;
    return html`<div class="says ${this.opened ? 'open' : ''} ${this.invalid ? 'invalid' : ''}">
        <button
          type="button"
          aria-expanded=${this.opened}
          aria-label=${`${this.label}: ${sentence ?? this.w('filterInput.none')}`}
          @click=${() => (this.opened = !this.opened)}
        >
          ${icon('list-filter', 's')}<span class=${isEmpty ? 'none-yet' : ''}>${isEmpty ? this.w('filterInput.none') : sentence}</span>
        </button>
        ${
          isEmpty || this.readonly
            ? nothing
            : iconButton({ label: this.w('filterInput.clear'), icon: 'x', size: 'xs', run: () => this.#clear() })
        }
      </div>
      ${this.opened ? this.#builder(whole) : nothing}`;
  } // prettier-ignore

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('button, textarea')?.focus();
  }

  #builder(whole: boolean) {
    return html`<div class="build" ?inert=${this.readonly} @focusout=${() => this.emit('td-done')}>
      ${this.asText ? this.#area() : groupPart(this.#building, this.edit!.root, [], 1)}
      <div class="foot">
        <span role="status">${whole ? nothing : this.t('filter.incomplete')}</span>
        <button type="button" class="linkish" @click=${() => (this.asText = !this.asText)}>
          ${this.w(this.asText ? 'filterInput.inWords' : 'filterInput.asText')}
        </button>
      </div>
    </div>`;
  }

  /** The filter as it is written. */
  #text() {
    const why = this.edit ? 'filterInput.noEntity' : 'filterInput.unreadable';
    if (this.edit && this.value === undefined) return html`<p>${this.w('filterInput.noEntity')}</p>`;
    return html`${this.#area()}
      <p>${this.w(why)}</p>`;
  }

  #area() {
    const text = this.value === undefined ? '' : formatJson(this.value, 40);
    return html`<textarea
      class="code"
      rows=${Math.min(12, Math.max(3, text.split('\n').length))}
      spellcheck="false"
      aria-label=${this.label}
      aria-invalid=${this.invalid}
      ?readonly=${this.readonly}
      .value=${text}
      @change=${(event: Event) => this.#typed(event.currentTarget as HTMLTextAreaElement)}
    ></textarea>`;
  }

  #typed(area: HTMLTextAreaElement): void {
    const isEmpty = area.value.trim() === '';
    const read = isEmpty ? undefined : readJson(area.value);
    const isBroken = !isEmpty && read === undefined;
    area.setCustomValidity(isBroken ? this.w('json.broken') : '');
    if (isBroken) return void area.reportValidity();
    this.value = read;
    this.edit = undefined;
    this.emit('td-value', read);
    this.emit('td-done');
  }

  /* ---------------------------------------------------------------- changing */

  get #building(): Building {
    const { root } = this.edit!;
    return {
      ...this.#place,
      operands: this.#operands,
      change: (place, change) => this.#set(changeAt(this.edit!.root, place, change)),
      add: (place, node) => {
        this.#set(addAt(root, place, node));
        void this.#focusIn(place, ':scope > .parts > :last-child :is(select, button)');
      },
      remove: (place) => {
        this.#set(changeAt(root, place, () => undefined));
        void this.#focusIn(place.slice(0, -1), ':scope > .adders button');
      },
    };
  }

  #set(root: GroupNode): void {
    this.edit = { root, kept: this.edit!.kept };
    const { whole, filter } = writeFilter(this.edit);
    if (whole) this.#say(filter ?? (this.required ? { and: [] } : undefined));
  }

  #clear(): void {
    this.edit = openFilter(undefined);
    this.#say(this.required ? { and: [] } : undefined);
    this.emit('td-done');
    void this.updateComplete.then(() => this.focus());
  }

  #say(filter: Filter | undefined): void {
    this.#said = JSON.stringify(filter);
    this.value = filter;
    this.emit('td-value', filter);
  }

  /** The keyboard goes on where something was added or taken away. */
  async #focusIn(place: readonly number[], selector: string): Promise<void> {
    await this.updateComplete;
    const group = this.renderRoot.querySelector(`[data-place="${place.join('.')}"]`);
    group?.querySelector<HTMLElement>(selector)?.focus();
  }

  /* ---------------------------------------------------------------- what it is about */

  get #isKnown(): boolean {
    return this.entity !== undefined && this.session.model.entities.has(this.entity);
  }

  get #host(): Host {
    const { host, model } = this.session;
    if (this.#drafted?.model !== model) this.#drafted = { model, host: designHost(host, model) };
    return this.#drafted.host;
  }

  get #place() {
    const host = this.#host;
    return { host, fieldHost: createFieldHost(host), entity: this.entity ?? '', operands: this.#operands };
  }

  get #operands() {
    return operandParts({ session: this.session, parameters: this.parameters, help: this.help });
  }

  /** Records are known by their ids alone until they were asked for. */
  async #learnNames(): Promise<void> {
    const { value, entity } = this;
    const ids = JSON.stringify(value ?? null).match(/(?<=")[0-7][0-9A-HJKMNP-TV-Z]{25}(?=")/g) ?? [];
    if (!this.edit || !this.#isKnown || ids.every((id) => this.host.app.references.has(id))) return;
    const { learnReferences } = await import('../../runtime/list/learn-references.js');
    await learnReferences(this.#host, entity!, [value as Filter]);
    this.requestUpdate();
  }
}
