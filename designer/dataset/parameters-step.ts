/** `<td-parameters-step>`: the parameters of a dataset: what they are, their default, a value to try them with, where they are read. */
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { NAME_PATTERN } from '../../metadata/schema/common.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import { literalText, readLiteral } from '../inspector/literal.js';
import { addOperation, setOperation } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import type { DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { parameterUses } from './parameter-uses.js';
import { stepTitle } from './step-words.js';

const types = ['text', 'number', 'boolean', 'date', 'dateRange', 'id'] as const;

@customElement('td-parameters-step')
export class TdParametersStep extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  static override styles = datasetStyles;

  override render() {
    const { parameters } = this.desk;
    return html`${
        parameters.length === 0
          ? html`<p class="hint">${this.w('dataset.parametersText')}</p>`
          : html`<div style="overflow-x:auto"><table class="tbl">
              <thead>
                <tr>
                  ${(['dataset.parameterName', 'dataset.parameterType', 'dataset.parameterDefault', 'dataset.parameterRequired', 'dataset.parameterTrial', 'dataset.parameterUses'] as const).map((key) => html`<th scope="col" style="text-align:start;padding:0 8px 4px 0;font:var(--tr-text-label);color:var(--tr-text-2)">${this.w(key)}</th>`)}
                  <th></th>
                </tr>
              </thead>
              <tbody>${parameters.map((each) => this.#row(each))}</tbody>
            </table></div>`
      }
      <div class="line" style="margin-top:8px">${button({ label: this.w('dataset.addParameter'), icon: 'plus', theme: 'small', run: () => this.#add() })}</div>`;
  } // prettier-ignore

  #row(parameter: Parameter) {
    const { name, type, required } = parameter;
    const { part } = this.desk;
    const uses = part ? this.desk.steps.filter(({ id }) => parameterUses(part).get(id)?.has(name)) : [];
    const given = this.desk.trial[name];
    const cell = 'padding:2px 8px 2px 0';
    return html`<tr>
      <td style=${cell}><input class="in mono" style="width:130px" aria-label=${this.w('dataset.parameterName')} .value=${live(name)} @change=${(event: Event) => this.#rename(parameter, event.currentTarget as HTMLInputElement)} /></td>
      <td style=${cell}>
        <select class="in" style="width:auto" aria-label=${this.w('dataset.typeOf', { name })} @change=${(event: Event) => this.#set(parameter, 'type', (event.currentTarget as HTMLSelectElement).value)}>
          ${types.map((each) => html`<option value=${each} .selected=${live(each === type)}>${this.session.words.find(`choice.type.${each}`) ?? each}</option>`)}
        </select>
      </td>
      <td style=${cell}><input class="in" style="width:130px" aria-label=${this.w('dataset.defaultOf', { name })} data-tip=${this.w('dataset.defaultTip')} .value=${live(literalText(parameter.default))} @change=${(event: Event) => this.#default(parameter, (event.currentTarget as HTMLInputElement).value)} /></td>
      <td style=${cell}><input type="checkbox" style="width:16px;height:16px;accent-color:var(--tr-accent)" aria-label=${this.w('dataset.requiredOf', { name })} .checked=${live(required === true)} @change=${(event: Event) => this.#set(parameter, 'required', (event.currentTarget as HTMLInputElement).checked || undefined)} /></td>
      <td style=${cell}>${this.#trial(parameter, given)}</td>
      <td style=${cell}>
        ${uses.length === 0 ? html`<span class="hint">${this.w('dataset.unused')}</span>` : uses.map((step) => html`<button type="button" class="link" @click=${() => this.desk.choose(step.id)}>${stepTitle(step, this.desk)}</button>`)}
      </td>
      <td>
        <button type="button" class="link" @click=${() => this.desk.open.select(['parameters', { name }])}>${this.w('dataset.more')}${icon('chevron-right', 's')}</button>
        ${iconButton({ label: this.w('list.removeOf', { name }), icon: 'x', size: 'xs', run: () => this.#apply({ op: 'remove', path: ['parameters', { name }] }, name) })}
      </td>
    </tr>`;
  } // prettier-ignore

  #trial({ name, type }: Parameter, given: unknown) {
    const label = this.w('dataset.trialOf', { name });
    if (type === 'boolean') {
      return html`<select class="in" style="width:auto" aria-label=${label} @change=${(event: Event) => {
        const { value } = event.currentTarget as HTMLSelectElement;
        this.#try(name, value === '' ? undefined : value === 'true');
      }}>
        ${[['', this.w('dataset.byDefault')], ['true', this.t('common.yes')], ['false', this.t('common.no')]].map(([value, words]) => html`<option value=${value!} .selected=${live(String(given ?? '') === value)}>${words}</option>`)}
      </select>`;
    }
    const kind = type === 'date' ? 'date' : type === 'number' ? 'number' : 'text';
    return html`<input class="in" style="width:150px" type=${kind} step="any" aria-label=${label} placeholder=${this.w('dataset.byDefault')} .value=${live(given === undefined ? '' : String(given))} @change=${(event: Event) => {
      const { value } = event.currentTarget as HTMLInputElement;
      this.#try(name, value === '' ? undefined : type === 'number' ? Number(value) : value);
    }} />`;
  } // prettier-ignore

  #try(name: string, value: unknown): void {
    this.desk.try({ ...this.desk.trial, [name]: value });
  }

  #add(): void {
    const taken = new Set(this.desk.parameters.map(({ name }) => name));
    let name = 'from';
    for (let n = 2; taken.has(name); n++) name = `parameter_${n}`;
    const { open } = this.desk;
    this.#apply(addOperation(open.value, ['parameters'], { name, type: name === 'from' ? 'date' : 'text' }), name);
  }

  #rename(parameter: Parameter, input: HTMLInputElement): void {
    const name = input.value.trim();
    const isTaken = this.desk.parameters.some((each) => each.name === name);
    if (name === parameter.name) return;
    if (!new RegExp(NAME_PATTERN, 'u').test(name) || isTaken) {
      input.setCustomValidity(this.w(isTaken ? 'dataset.nameTaken' : 'dataset.badName'));
      input.reportValidity();
      input.value = parameter.name;
      input.setCustomValidity('');
      return;
    }
    this.#set(parameter, 'name', name);
  }

  #default(parameter: Parameter, text: string): void {
    const value = readLiteral(text);
    this.#set(parameter, 'default', value);
  }

  #set({ name }: Parameter, key: string, value: unknown): void {
    const { open } = this.desk;
    this.#apply(setOperation(open.value, ['parameters', { name }, key], value), name);
  }

  #apply(operation: Parameters<DatasetDesk['open']['apply']>[0], label: string): void {
    const { open } = this.desk;
    const emptied = operation.op === 'remove' && this.desk.parameters.length === 1;
    open.apply(emptied ? { op: 'unset', path: ['parameters'] } : operation, { label });
    open.endGesture();
    this.desk.tell();
  }
}
