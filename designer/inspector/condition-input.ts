/**
 * `<td-condition-input>`: Always, If or Never; If with its formula, and what that is for the record on the canvas. Says the
 * text by `td-value`, undefined where nothing need be said.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ShownSample } from '../session/shown-sample.js';
import type { WordKey } from '../session/words.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { choiceOf, conditionChoices, conditionText, outcomeOf, type ConditionChoice } from './condition.js';
import './expression-input.js';
import type { ExpressionHelp } from './expression-input.js';

@customElement('td-condition-input')
export class TdConditionInput extends TdElement {
  /** The key, which says what saying nothing means. */
  @property() name = '';
  @property() value: string | undefined;
  @property() label = '';
  @property() entity: string | undefined;
  @property({ attribute: false }) help: ExpressionHelp | undefined;
  @property({ attribute: false }) sample: ShownSample | undefined;
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) readonly = false;
  @state() private choice: ConditionChoice = 'always';
  /** Kept while another choice is looked at. */
  #formula = '';
  #said: string | undefined;

  static override styles = [
    designStyles,
    css`
      :host {
        display: grid;
        gap: 4px;
      }
      .seg {
        justify-self: start;
        max-width: 100%;
      }
      p {
        margin: 0;
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value') && !changed.has('name')) return;
    const read = choiceOf(this.name, this.value);
    if (read === 'if') this.#formula = this.value ?? '';
    // "If" with nothing written yet says the same as nothing, and stays open.
    if (this.hasUpdated && this.choice === 'if' && this.value === undefined && this.#said === undefined && !changed.has('name')) return; // prettier-ignore
    this.choice = read;
  }

  override render() {
    return html`<div class="seg" role="group" aria-label=${this.label}>
        ${conditionChoices.map(
          (each) =>
            html`<button
              type="button"
              aria-pressed=${each === this.choice}
              ?disabled=${this.readonly}
              @click=${() => this.#choose(each)}
            >
              ${this.w(`condition.${each}`)}
            </button>`,
        )}
      </div>
      ${this.choice === 'if' ? this.#editor() : nothing}`;
  }

  #editor() {
    return html`<td-expression-input
        .value=${this.value ?? ''}
        .label=${this.label}
        .entity=${this.entity}
        .help=${this.help}
        ?invalid=${this.invalid}
        ?readonly=${this.readonly}
        @td-value=${(event: CustomEvent<unknown>) => {
          event.stopPropagation();
          this.#formula = typeof event.detail === 'string' ? event.detail : '';
          this.#say(conditionText(this.name, 'if', this.#formula));
        }}
      ></td-expression-input>
      ${this.#verdict()}`;
  }

  /** "For Acme: shown". */
  #verdict() {
    const { sample, name, value } = this;
    if (!sample || value === undefined || sample.entity !== this.entity) return nothing;
    const outcome = outcomeOf(sample.verdict(value));
    if (outcome === undefined) return nothing;
    const result = this.w(`condition.${name}.${outcome ? 'yes' : 'no'}` as WordKey);
    const text = sample.title ? this.w('condition.for', { name: sample.title, result }) : this.w('condition.forNew', { result });
    return html`<p role="status">${text}</p>`;
  } // prettier-ignore

  #choose(choice: ConditionChoice): void {
    if (choice === this.choice) return;
    this.choice = choice;
    this.#say(conditionText(this.name, choice, this.#formula));
    this.emit('td-done');
    if (choice === 'if') void this.updateComplete.then(() => this.focus());
  }

  #say(text: string | undefined): void {
    this.#said = text;
    this.value = text;
    this.emit('td-value', text);
  }

  override focus(): void {
    const inner = this.renderRoot.querySelector<HTMLElement>('td-expression-input, button[aria-pressed="true"]');
    inner?.focus();
  }
}
