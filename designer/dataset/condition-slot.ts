/**
 * `<td-condition-slot>`: a condition over the records of a query: in words by `<td-filter-input>` where it is loaded, else
 * as lines.
 */
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { ExpressionHelp } from '../inspector/expression-input.js';
import { TdElement } from '../td-element.js';
import './condition-list.js';
import type { DatasetDesk } from './dataset-desk.js';
import { fieldAt } from './field-choices.js';
import { namesOfFields } from './field-names.js';

@customElement('td-condition-slot')
export class TdConditionSlot extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  @property({ attribute: false }) value: Filter | undefined;
  @property() label = '';
  @property({ attribute: false }) help: ExpressionHelp | undefined;

  override render() {
    const { desk, value } = this;
    const entity = desk.query?.entity ?? '';
    const names = desk.parameters.map(({ name }) => name);
    if (customElements.get('td-filter-input')) {
      return html`<td-filter-input .label=${this.label} .entity=${entity} .value=${value} required .help=${this.help} .parameters=${desk.parameters}></td-filter-input>`; // prettier-ignore
    }
    return html`<td-condition-list
      .label=${this.label}
      .value=${value}
      .names=${namesOfFields(desk)}
      .parameters=${names}
      .typeOf=${(path: string) => fieldAt(desk.model, entity, path)?.valueType}
      @td-value=${(event: CustomEvent<Filter | null>) => {
        event.stopPropagation();
        this.emit('td-value', event.detail ?? undefined);
      }}
    ></td-condition-list>`;
  }
}
