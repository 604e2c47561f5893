/** `<td-step-editor>`: what a step does, by its kind. */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Problem, ValueType } from '../../metadata/value.js';
import { below } from '../../metadata/document/pointer.js';
import type { HelpContext } from '../json/editor-help.js';
import type { KnownName } from '../json/names.js';
import { keysOfPath } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import './columns-step.js';
import './condition-list.js';
import './condition-slot.js';
import { parametersId, type DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { fieldAt } from './field-choices.js';
import { setFilter } from './gestures.js';
import './order-steps.js';
import './parameters-step.js';
import './source-step.js';
import './transform-step.js';
import { columnWords } from './step-words.js';
import { nameOfSelect } from './steps.js';

@customElement('td-step-editor')
export class TdStepEditor extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  @property({ attribute: false }) help!: HelpContext;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  static override styles = datasetStyles;

  /** Its parts read the desk, which stays the same object. */
  protected override updated(): void {
    for (const each of this.renderRoot.querySelectorAll<TdElement>('[data-part]')) each.requestUpdate();
  }

  override render() {
    const { desk } = this;
    if (desk.chosen === parametersId) return html`<td-parameters-step data-part .desk=${desk}></td-parameters-step>`;
    const step = desk.steps.find(({ id }) => id === desk.chosen);
    if (!step) return nothing;
    const keys = keysOfPath(desk.open.value, [...desk.at, ...step.path]) ?? [];
    const pointer = below('', ...keys);
    const found = step.kind === 'transform' ? [] : this.problems.filter(({ path, severity }) => severity !== 'warning' && (path === pointer || path.startsWith(`${pointer}/`)) && (step.kind !== 'source' || !path.startsWith(`${pointer}/query/`) || path.startsWith(`${pointer}/query/entity`))); // prettier-ignore
    return html`${this.#of(step.kind, step.index)}${found.map(({ message }) => html`<p class="finding" role="status">${message}</p>`)}`;
  }

  #of(kind: string, index: number | undefined) {
    const { desk, help } = this;
    switch (kind) {
      case 'source':
        return html`<td-source-step data-part .desk=${desk} .help=${help}></td-source-step>`;
      case 'filter':
        return html`<td-condition-slot data-part .desk=${desk} .help=${help} .label=${this.w('dataset.step.filter')} .value=${desk.query?.where} @td-value=${(event: CustomEvent<Filter | null>) => this.#filter('where', event.detail)}></td-condition-slot>`; // prettier-ignore
      case 'having':
        return this.#having();
      case 'columns':
      case 'summary':
        return html`<td-columns-step data-part .desk=${desk} .help=${help}></td-columns-step>`;
      case 'sort':
        return html`<td-sort-step data-part .desk=${desk}></td-sort-step>`;
      case 'limit':
        return html`<td-limit-step data-part .desk=${desk}></td-limit-step>`;
      default:
        return html`<td-transform-step data-part .desk=${desk} .index=${index ?? 0} .help=${help} .problems=${this.problems}></td-transform-step>`; // prettier-ignore
    }
  }

  /** Conditions on groups speak of the columns of the result. */
  #having() {
    const { desk } = this;
    const { query, model } = desk;
    if (!query) return nothing;
    const names: readonly KnownName[] = query.select.map((select) => ({ name: nameOfSelect(select), label: columnWords(nameOfSelect(select), desk) })); // prettier-ignore
    const typeOf = (name: string): ValueType | undefined => {
      const select = query.select.find((each) => nameOfSelect(each) === name);
      if (!select) return undefined;
      if (select.aggregate !== undefined && select.aggregate !== 'min' && select.aggregate !== 'max') return 'number';
      return select.path === undefined ? undefined : fieldAt(model, query.entity, select.path)?.valueType;
    };
    return html`<td-condition-list data-part .label=${this.w('dataset.step.having')} .value=${query.having} .names=${names} .parameters=${desk.parameters.map(({ name }) => name)} .typeOf=${typeOf} @td-value=${(event: CustomEvent<Filter | null>) => this.#filter('having', event.detail)}></td-condition-list>`; // prettier-ignore
  }

  #filter(key: 'where' | 'having', filter: Filter | null): void {
    const { desk } = this;
    // An emptied filter is a filter of nothing: the step stays until it is taken out.
    desk.change(setFilter(desk.part!, key, filter ?? { and: [] }), this.w(`dataset.step.${key === 'where' ? 'filter' : 'having'}`)); // prettier-ignore
  }
}
