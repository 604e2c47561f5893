/**
 * `<td-expression-input>`: a formula. Fields and functions complete, what cannot be read is said at its character, and what it
 * gives for the record on the canvas.
 */
import { autocompletion, type CompletionContext } from '@codemirror/autocomplete';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { parseExpression } from '../../metadata/expression/parse.js';
import { completionOf } from '../code/code-choices.js';
import { CodeInput, type CodeFinding } from '../code/code-input.js';
import { formulaStyles } from '../code/formula-styles.js';
import { choicesInExpression } from '../json/complete-expression.js';
import type { CompletionInput } from '../json/completion.js';
import type { ShownSample } from '../session/shown-sample.js';
import { resultWords } from './result-words.js';

export type ExpressionHelp = Pick<CompletionInput, 'names' | 'functions' | 'label'>;

@customElement('td-expression-input')
export class TdExpressionInput extends CodeInput {
  @property() label = '';
  /** Whose fields it reads. */
  @property() entity: string | undefined;
  @property({ attribute: false }) help: ExpressionHelp | undefined;
  @property({ type: Boolean }) invalid = false;
  @property({ attribute: false }) sample: ShownSample | undefined;

  static override styles = [
    formulaStyles,
    css`
      :host {
        display: block;
      }
      .frame {
        background: var(--tr-surface);
      }
      p {
        margin: 2px 0 0;
        font: var(--tr-text-meta);
        color: var(--tr-bad);
        overflow-wrap: anywhere;
      }
      p.result {
        color: var(--tr-text-3);
      }
    `,
  ];

  override render() {
    const [problem] = this.found;
    return html`<div class="frame ${problem || this.invalid ? 'bad' : ''}"></div>
      ${problem ? html`<p>${problem.message}</p>` : this.#result()}`;
  }

  /** "For Acme: 1,200". */
  #result() {
    const { sample, value } = this;
    if (!sample || sample.entity !== this.entity || value.trim() === '') return nothing;
    const told = resultWords(sample.verdict(value), this.host.i18n);
    if (told === undefined) return nothing;
    const result = told === '' ? this.w('formula.nothing') : told;
    const text = sample.title ? this.w('condition.for', { name: sample.title, result }) : this.w('condition.forNew', { result });
    return html`<p class="result" role="status">${text}</p>`;
  } // prettier-ignore

  protected override extensions() {
    return autocompletion({ override: [(asked) => this.#complete(asked)], icons: false });
  }

  protected override described() {
    return { 'aria-label': this.label };
  }

  protected override typed(text: string): void {
    this.value = text;
    this.emit('td-value', text.trim() === '' ? undefined : text);
  }

  #complete(asked: CompletionContext) {
    const { help } = this;
    if (!help || (!asked.explicit && !asked.matchBefore(/[\w.$]$/))) return null;
    const text = asked.state.sliceDoc(0, asked.pos);
    return completionOf(choicesInExpression(help, { text, entity: this.entity, position: asked.pos }));
  }

  /** What cannot be read; names and types are checked with the whole document. */
  protected override findings(text: string): readonly CodeFinding[] {
    const [first] = text.trim() === '' ? [] : parseExpression(text).problems;
    return first ? [{ from: first.from, to: first.to, message: this.session.words.tell(first) }] : [];
  }
}
