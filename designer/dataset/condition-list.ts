/**
 * `<td-condition-list>`: conditions that all hold, one in a line: a column, how it is compared, with what. What is more
 * than that (alternatives, related records) is shown as text and stays as it is.
 */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Filter, FilterOperator } from '../../metadata/schema/query.js';
import type { ValueType } from '../../metadata/value.js';
import { iconButton } from '../../runtime/ui/parts.js';
import '../inspector/name-input.js';
import type { TdNameInput } from '../inspector/name-input.js';
import { formatJson } from '../json/format-json.js';
import type { KnownName } from '../json/names.js';
import { TdElement } from '../td-element.js';
import { leavesOf, operatorsFor, operandOf, textOfOperand, type Leaf } from './conditions.js';
import { datasetStyles } from './dataset-styles.js';

@customElement('td-condition-list')
export class TdConditionList extends TdElement {
  @property({ attribute: false }) value: Filter | undefined;
  @property() label = '';
  @property({ attribute: false }) names: readonly KnownName[] = [];
  @property({ attribute: false }) parameters: readonly string[] = [];
  @property({ attribute: false }) typeOf: (name: string) => ValueType | undefined = () => undefined;

  static override styles = datasetStyles;

  override render() {
    const leaves = leavesOf(this.value);
    if (!leaves) return this.#asText();
    return html`<ul class="lines">
        ${leaves.map((leaf, index) => this.#line(leaves, leaf, index))}
      </ul>
      <datalist id="parameters">${this.parameters.map((name) => html`<option value=${`$${name}`}></option>`)}</datalist>
      <div class="line">
        <td-name-input
          class="grow add"
          .label=${this.w('dataset.addCondition')}
          .placeholder=${this.w('dataset.addCondition')}
          .value=${''}
          .names=${this.names}
          @td-value=${(event: CustomEvent<string | null>) => {
            event.stopPropagation();
            if (event.detail === null) return;
            (event.currentTarget as TdNameInput).value = '';
            const [op] = operatorsFor(this.typeOf(event.detail));
            this.#say([...leaves, op === 'isNotNull' ? { field: event.detail, op } : { field: event.detail, op: 'isNotNull' }]); // prettier-ignore
          }}
        ></td-name-input>
      </div>`;
  }

  #line(leaves: readonly Leaf[], leaf: Leaf, index: number) {
    const type = this.typeOf(leaf.field);
    const set = (next: Leaf) => this.#say(leaves.with(index, next));
    const bare = leaf.op === 'isNull' || leaf.op === 'isNotNull';
    const operators = [...new Set([...operatorsFor(type), leaf.op])];
    return html`<li class="line">
      <td-name-input class="grow" required .label=${this.w('dataset.conditionField')} .value=${leaf.field} .names=${this.names} @td-value=${(event: CustomEvent<string | null>) => {
        event.stopPropagation();
        if (event.detail !== null) set({ ...leaf, field: event.detail });
      }}></td-name-input>
      <select class="in" aria-label=${this.w('dataset.operatorOf', { name: leaf.field })} @change=${(event: Event) => {
        const op = (event.currentTarget as HTMLSelectElement).value as FilterOperator;
        const isBare = op === 'isNull' || op === 'isNotNull';
        set(isBare ? { field: leaf.field, op } : { field: leaf.field, op, value: leaf.value ?? operandOf('', type, op) });
      }}>
        ${operators.map((op) => html`<option value=${op} .selected=${live(op === leaf.op)}>${this.w(`dataset.op.${op}`)}</option>`)}
      </select>
      ${
        bare
          ? nothing
          : html`<input
              class="in name"
              list="parameters"
              aria-label=${this.w('dataset.valueOf', { name: leaf.field })}
              data-tip=${this.w('dataset.valueTip')}
              .value=${live(textOfOperand(leaf.value))}
              @change=${(event: Event) => set({ ...leaf, value: operandOf((event.currentTarget as HTMLInputElement).value, type, leaf.op) })}
            />`
      }
      ${iconButton({ label: this.w('list.removeOf', { name: leaf.field }), icon: 'x', size: 'xs', run: () => this.#say(leaves.toSpliced(index, 1)) })}
    </li>`;
  } // prettier-ignore

  #asText() {
    return html`<textarea
        class="in mono"
        rows="6"
        spellcheck="false"
        aria-label=${this.label}
        .value=${formatJson(this.value, 60)}
        @change=${(event: Event) => {
          const area = event.currentTarget as HTMLTextAreaElement;
          try {
            this.emit('td-value', area.value.trim() === '' ? undefined : (JSON.parse(area.value) as unknown));
            area.setCustomValidity('');
          } catch {
            area.setCustomValidity(this.w('json.broken'));
            area.reportValidity();
          }
        }}
      ></textarea>
      <p class="hint">${this.w('dataset.filterAsText')}</p>`;
  }

  #say(leaves: readonly Leaf[]): void {
    const [first, ...rest] = leaves;
    this.emit<Filter | undefined>('td-value', first === undefined ? undefined : rest.length === 0 ? (first as Filter) : ({ and: leaves } as Filter)); // prettier-ignore
  }
}
