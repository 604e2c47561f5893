/** `<tr-filter-panel>`: one condition: field, operator, value. The value's editor is the field type's. Loaded when opened. */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Field } from '../../metadata/model/model.js';
import type { FilterOperator, RelativeRange } from '../../metadata/schema/query.js';
import { isReference, type Reference } from '../data/record.js';
import { createEditHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import { isComposing, TrElement } from '../ui/element.js';
import { tag } from '../ui/parts.js';
import { operatorWord, type FilterLeaf } from './filter-words.js';

const ranges: readonly RelativeRange[] = [
  'today',
  'thisWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'thisYear',
  'lastYear',
  'lastDays',
  'nextDays',
  'lastMonths',
];
const counted: ReadonlySet<string> = new Set([
  'lastDays',
  'nextDays',
  'lastWeeks',
  'nextWeeks',
  'lastMonths',
  'nextMonths',
  'lastQuarters',
  'lastYears',
]);
/** Our word for "within a relative range"; sent as eq with `{"relative":…}`. */
const RELATIVE = 'relative';

@customElement('tr-filter-panel')
export class TrFilterPanel extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) leaf: FilterLeaf | undefined;
  @property() startField: string | undefined;
  @property({ attribute: false }) fieldHost!: FieldHost;
  @state() private path = '';
  @state() private op: string = 'eq';
  @state() private value: unknown = null;
  @state() private second: unknown = null;
  @state() private problem: string | undefined;

  static override styles = css`
    form {
      padding: 16px;
      display: grid;
      gap: 12px;
    }
    label {
      display: block;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      margin-bottom: 4px;
    }
    select,
    input.plain {
      width: 100%;
      height: 32px;
      padding: 0 8px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text);
      font: var(--tr-text-body);
    }
    .checks {
      max-height: 220px;
      overflow: auto;
      display: grid;
      gap: 2px;
      padding: 2px;
    }
    .checks label {
      display: flex;
      align-items: center;
      gap: 8px;
      font: var(--tr-text-body);
      color: var(--tr-text);
      margin: 0;
      min-height: 28px;
      padding: 0 4px;
      border-radius: var(--tr-radius-s);
      cursor: pointer;
    }
    .checks label:hover {
      background: var(--tr-hover);
    }
    .foot {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
    }
    .problem {
      color: var(--tr-bad);
      font: var(--tr-text-meta);
    }
    @media (pointer: coarse) {
      select,
      input.plain {
        height: 44px;
        font-size: 16px;
      }
      .checks label {
        min-height: 44px;
      }
    }
  `;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && !changed.has('leaf') && !changed.has('startField')) return;
    const { leaf } = this;
    const paths = this.#choices();
    this.path = leaf?.field ?? this.startField ?? paths[0]?.path ?? '';
    if (!leaf) {
      this.#setField(this.path);
      return;
    }
    const relative = leaf.value as { relative?: string; n?: number } | null | undefined;
    if (typeof relative === 'object' && relative !== null && relative.relative) {
      this.op = RELATIVE;
      this.value = relative.relative;
      this.second = relative.n ?? 7;
      return;
    }
    this.op = leaf.op;
    const [first, second] =
      leaf.op === 'between' && Array.isArray(leaf.value) ? (leaf.value as unknown[]) : [leaf.value, null];
    this.value = this.#dress(first ?? null);
    this.second = second ?? null;
  }

  override render() {
    const field = this.#field;
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#apply();
      }}
      @keydown=${this.#key}
    >
      <div>
        <label for="field">${this.t('filter.field')}</label>
        <select
          id="field"
          .value=${this.path}
          @change=${(event: Event) => this.#setField((event.target as HTMLSelectElement).value)}
        >
          ${this.#choices().map((choice) => html`<option value=${choice.path} ?selected=${choice.path === this.path}>${choice.label}</option>`)}
        </select>
      </div>
      ${
        field
          ? html`<div>
                <label for="op">${this.t('filter.condition')}</label>
                <select
                  id="op"
                  .value=${this.op}
                  @change=${(event: Event) => this.#setOperator((event.target as HTMLSelectElement).value)}
                >
                  ${this.#operators(field).map(
                    (op) =>
                      html`<option value=${op} ?selected=${op === this.op}>
                        ${op === RELATIVE ? this.t('operator.relative') : operatorWord(this.host, field, op as FilterOperator)}
                      </option>`,
                  )}
                </select>
              </div>
              ${this.#editors(field)}`
          : nothing
      }
      ${this.problem ? html`<div class="problem" role="alert">${this.problem}</div>` : nothing}
      <div class="foot">
        <vaadin-button theme="primary" @click=${() => this.#apply()}>${this.t('filter.apply')}</vaadin-button>
      </div>
    </form>`;
  }

  focusFirst(): void {
    const wanted = this.leaf || this.startField ? '.value > *, .value input, #op' : '#field';
    this.renderRoot.querySelector<HTMLElement>(wanted)?.focus();
  }

  get #field(): Field | undefined {
    return this.host.app.path(this.entityName, this.path)?.field;
  }

  /** Own fields that can be filtered; masked ones cannot. */
  #choices(): readonly { readonly path: string; readonly label: string }[] {
    const entity = this.host.app.entity(this.entityName);
    if (!entity) return [];
    const own = [...entity.fields.values()]
      .filter((field) => field.operators.length > 0 && field.name !== 'version')
      .filter((field) => ['write', 'read'].includes(this.host.app.fieldClass(field)))
      .map((field) => ({ path: field.name, label: this.host.i18n.label(field.label, field.name) }))
      .sort((a, b) => a.label.localeCompare(b.label, this.host.i18n.language));
    const dotted = this.leaf?.field.includes('.') ? this.leaf.field : undefined;
    const reached = dotted ? this.host.app.path(this.entityName, dotted) : undefined;
    return reached ? [{ path: dotted!, label: this.host.i18n.label(reached.field.label, dotted) }, ...own] : own;
  }

  #operators(field: Field): readonly string[] {
    const known = field.operators.filter(
      (op) => op !== 'under' && op !== 'notIn' && (op !== 'in' || field.dictionary !== undefined),
    );
    // A choice of several codes says all that one code says.
    const fit = field.dictionary === undefined ? known : known.filter((op) => op !== 'eq' && op !== 'ne');
    return field.type.calendar ? [RELATIVE, ...fit] : fit;
  }

  #setField(path: string): void {
    this.path = path;
    const field = this.#field;
    const operators = field ? this.#operators(field) : [];
    const wanted = field?.dictionary
      ? 'in'
      : field?.valueType === 'text' && operators.includes('contains')
        ? 'contains'
        : field?.type.calendar
          ? RELATIVE
          : (operators[0] ?? 'eq');
    this.#setOperator(operators.includes(wanted) ? wanted : (operators[0] ?? 'eq'));
  }

  #setOperator(op: string): void {
    this.op = op;
    this.value = op === RELATIVE ? 'thisMonth' : op === 'in' ? [] : null;
    this.second = op === RELATIVE ? 7 : null;
    this.problem = undefined;
  }

  #editors(field: Field) {
    if (this.op === 'isNull' || this.op === 'isNotNull') return nothing;
    if (this.op === RELATIVE) return this.#relativeEditor();
    if (this.op === 'in' && field.dictionary !== undefined) return this.#checks(field.dictionary);
    if (this.op === 'between') {
      return html`<div class="value">
          ${this.#editor(field, this.value, (value) => (this.value = value), this.t('filter.from'))}
        </div>
        <div class="value">
          ${this.#editor(field, this.second, (value) => (this.second = value), this.t('filter.to'))}
        </div>`;
    }
    return html`<div class="value">
      ${this.#editor(field, this.value, (value) => (this.value = value), this.t('filter.value'))}
    </div>`;
  }

  #editor(field: Field, value: unknown, change: (value: unknown) => void, label: string) {
    const view = this.host.fields.get(field.type.id);
    const edit = createEditHost(this.fieldHost, {
      place: 'form',
      label,
      refuse: (message) => (this.problem = message),
    });
    const take = (next: unknown) => {
      if (isReference(next)) this.host.app.references.set(next.id, next.label);
      change(next);
    };
    const drawn =
      view.filterEditor?.(this.op as FilterOperator, value, field, edit, take) ?? view.edit?.(value, field, edit, take);
    if (drawn !== undefined) return drawn;
    return html`<label for="plain">${label}</label
      ><input
        id="plain"
        class="plain"
        .value=${value === null ? '' : String(value)}
        @input=${(event: Event) => take(this.#read(field, (event.target as HTMLInputElement).value))}
      />`;
  }

  /** Fields without an editor of their own (numbers given by the server, formulas) are typed as text. */
  #read(field: Field, text: string): unknown {
    if (text.trim() === '') return null;
    if (field.valueType !== 'number') return text;
    const number = Number(text.replace(',', '.'));
    this.problem = Number.isNaN(number) ? this.t('finding.NOT_A_NUMBER', { field: '' }) : undefined;
    return Number.isNaN(number) ? null : number;
  }

  #checks(dictionary: string) {
    const chosen = new Set(Array.isArray(this.value) ? (this.value as unknown[]).map(String) : []);
    return html`<div class="checks value" role="group" aria-label=${this.t('filter.value')}>
      ${this.fieldHost.choices(dictionary).map(
        (choice) =>
          html`<label
            ><input
              class="cb"
              type="checkbox"
              .checked=${chosen.has(choice.code)}
              @change=${() => {
                if (!chosen.delete(choice.code)) chosen.add(choice.code);
                this.value = [...chosen];
              }}
            />${tag(choice.label, choice.colour)}</label
          >`,
      )}
    </div>`;
  }

  #relativeEditor() {
    return html`<div class="value">
      <label for="range">${this.t('filter.value')}</label>
      <select id="range" @change=${(event: Event) => (this.value = (event.target as HTMLSelectElement).value)}>
        ${ranges.map((range) => html`<option value=${range} ?selected=${range === this.value}>${this.t(`relative.${range}` as 'relative.today', { n: counted.has(range) ? Number(this.second ?? 7) : 1 })}</option>`)}
      </select>
      ${
        counted.has(String(this.value))
          ? html`<label for="n" style="margin-top:12px">${this.t('filter.count')}</label
              ><input
                id="n"
                class="plain"
                type="number"
                min="1"
                max="1000"
                .value=${String(this.second ?? 7)}
                @input=${(event: Event) => (this.second = Math.max(1, Math.trunc(Number((event.target as HTMLInputElement).value) || 1)))}
              />`
          : nothing
      }
    </div>`;
  }

  /** A reference is an id in a filter; the editor wants `{id,label}`. */
  #dress(value: unknown): unknown {
    const field = this.#field;
    if (field?.target === undefined || typeof value !== 'string') return value;
    return { id: value, label: this.host.app.references.get(value) ?? value } satisfies Reference;
  }

  #undress(value: unknown): unknown {
    return isReference(value) ? value.id : value;
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
    const leaf = this.#leafOf();
    if (!leaf) {
      this.problem = this.t('filter.needsValue');
      return;
    }
    this.emit('tr-done', leaf);
  }

  #leafOf(): FilterLeaf | undefined {
    const { path: field, op } = this;
    if (op === 'isNull' || op === 'isNotNull') return { field, op };
    if (op === RELATIVE) {
      const relative = String(this.value);
      return {
        field,
        op: 'eq',
        value: counted.has(relative) ? { relative, n: Number(this.second ?? 7) } : { relative },
      };
    }
    if (op === 'between') {
      const both = [this.#undress(this.value), this.#undress(this.second)];
      return both.some((each) => each === null || each === undefined) ? undefined : { field, op, value: both };
    }
    const value = this.#undress(this.value);
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
    return { field, op: op as FilterOperator, value };
  }
}
