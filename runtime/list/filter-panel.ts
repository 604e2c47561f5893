/**
 * `<tr-filter-panel>`: one condition: field, operator, value. The value's editor is the field type's. What is ticked counts at
 * once (`tr-live`, undefined when nothing is left), what is typed when it is applied (`tr-done`). Loaded when opened.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Field } from '../../metadata/model/model.js';
import type { FilterOperator } from '../../metadata/schema/query.js';
import type { FieldHost } from '../host/field-views.js';
import { isComposing, TrElement } from '../ui/element.js';
import {
  draftFor,
  draftOf,
  isOwnOperator,
  leafOf,
  operatorsOf,
  withOperator,
  type FilterDraft,
} from './filter-draft.js';
import { valueEditors } from './filter-editors.js';
import { filterPanelStyles } from './filter-panel-styles.js';
import { operatorWord, type FilterLeaf } from './filter-words.js';
import '../ui/later-strings.js';

@customElement('tr-filter-panel')
export class TrFilterPanel extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) leaf: FilterLeaf | undefined;
  @property() startField: string | undefined;
  @property({ attribute: false }) fieldHost!: FieldHost;
  @state() private draft: FilterDraft = withOperator('', 'eq');
  @state() private problem: string | undefined;

  static override styles = filterPanelStyles;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && !changed.has('leaf') && !changed.has('startField')) return;
    if (this.leaf) this.draft = draftOf(this.leaf);
    else this.#setField(this.startField ?? this.#choices()[0]?.path ?? '');
  }

  override render() {
    const field = this.#field;
    return html`<form @submit=${this.#submit} @keydown=${this.#key}>
      <div>
        <label for="field">${this.t('filter.field')}</label>
        <select id="field" .value=${this.draft.path} @change=${(event: Event) => this.#setField(valueOf(event))}>
          ${this.#choices().map(
            ({ path, label }) => html`<option value=${path} ?selected=${path === this.draft.path}>${label}</option>`,
          )}
        </select>
      </div>
      ${field ? html`${this.#operators(field)} ${this.#values(field)}` : nothing}
      ${this.problem ? html`<div class="problem" role="alert">${this.problem}</div>` : nothing}
      <div class="foot">
        <button type="button" class="linkish" @click=${() => this.emit('tr-build')}>
          ${this.t('filter.advanced')}
        </button>
        <vaadin-button theme="primary" @click=${() => this.#apply()}>${this.t('filter.apply')}</vaadin-button>
      </div>
    </form>`;
  }

  focusFirst(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    const value = this.leaf || this.startField ? (find('.value > :not(label), .value input') ?? find('#op')) : null;
    (value ?? find('#field'))?.focus();
  }

  #operators(field: Field) {
    const word = (op: string) =>
      isOwnOperator(op)
        ? this.t(`operator.${op}` as 'operator.isMe')
        : operatorWord(this.host, field, op as FilterOperator);
    return html`<div>
      <label for="op">${this.t('filter.condition')}</label>
      <select id="op" .value=${this.draft.op} @change=${(event: Event) => this.#setOperator(valueOf(event))}>
        ${operatorsOf(field, this.host.app.model).map(
          (op) => html`<option value=${op} ?selected=${op === this.draft.op}>${word(op)}</option>`,
        )}
      </select>
    </div>`;
  }

  #values(field: Field) {
    return valueEditors(field, {
      host: this.host,
      fieldHost: this.fieldHost,
      draft: this.draft,
      change: (part) => {
        this.draft = { ...this.draft, ...part };
        this.problem = undefined;
        if (field.dictionary !== undefined) this.emit('tr-live', leafOf(this.draft));
      },
      refuse: (message) => (this.problem = message),
    });
  }

  get #field(): Field | undefined {
    return this.host.app.path(this.entityName, this.draft.path)?.field;
  }

  /** Own fields that can be filtered; masked ones cannot. */
  #choices(): readonly { readonly path: string; readonly label: string }[] {
    const { app, i18n } = this.host;
    const own = [...(app.entity(this.entityName)?.fields.values() ?? [])]
      .filter((field) => field.operators.length > 0 && field.name !== 'version')
      .filter((field) => ['write', 'read'].includes(app.fieldClass(field)))
      .map((field) => ({ path: field.name, label: i18n.label(field.label, field.name) }))
      .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
    const dotted = this.leaf?.field.includes('.') ? this.leaf.field : undefined;
    const reached = dotted ? app.path(this.entityName, dotted) : undefined;
    return reached ? [{ path: dotted!, label: i18n.label(reached.field.label, dotted) }, ...own] : own;
  }

  #setField(path: string): void {
    this.draft = draftFor(path, this.host.app.path(this.entityName, path)?.field, this.host.app.model);
    this.problem = undefined;
  }

  #setOperator(op: string): void {
    this.draft = withOperator(this.draft.path, op);
    this.problem = undefined;
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#apply();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || isComposing(event) || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLButtonElement || (target instanceof HTMLElement && target.localName === 'vaadin-button'))
      return;
    event.preventDefault();
    this.#apply();
  }

  #apply(): void {
    if (this.problem) return;
    const leaf = leafOf(this.draft);
    if (leaf) this.emit('tr-done', leaf);
    else this.problem = this.t('filter.needsValue');
  }
}

const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;

declare global {
  interface HTMLElementTagNameMap {
    'tr-filter-panel': TrFilterPanel;
  }
}
