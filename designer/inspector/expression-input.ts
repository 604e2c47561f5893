/**
 * `<td-expression-input>`: a formula. Fields and functions complete, what cannot be read is underlined and said at its
 * character, Esc then Tab leaves. The document's own history takes back what is typed.
 */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
  type CompletionContext,
} from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, keymap, tooltips } from '@codemirror/view';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parseExpression } from '../../metadata/expression/parse.js';
import { choicesInExpression } from '../json/complete-expression.js';
import type { CompletionInput } from '../json/completion.js';
import { editorTheme } from '../json/editor-theme.js';
import { formulaStyles } from '../json/formula-styles.js';
import { editorPhrases } from '../json/editor-phrases.js';
import { changeBetween } from '../session/edit-history.js';
import { TdElement } from '../td-element.js';

export type ExpressionHelp = Pick<CompletionInput, 'names' | 'functions' | 'label'>;

const fromOutside = Annotation.define<boolean>();

@customElement('td-expression-input')
export class TdExpressionInput extends TdElement {
  @property() value = '';
  @property() label = '';
  /** Whose fields it reads. */
  @property() entity: string | undefined;
  @property({ attribute: false }) help: ExpressionHelp | undefined;
  @property({ type: Boolean }) invalid = false;
  @property({ type: Boolean }) readonly = false;
  @state() private problem = '';
  #view: EditorView | undefined;

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
      }
    `,
  ];

  override render() {
    return html`<div class="frame ${this.problem || this.invalid ? 'bad' : ''}"></div>
      ${this.problem ? html`<p>${this.problem}</p>` : nothing}`;
  }

  protected override firstUpdated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.frame')!;
    this.#view = new EditorView({ parent, root: this.shadowRoot!, state: this.#createState() });
    this.#check();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.#view) this.firstUpdated();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.destroy();
    this.#view = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.#view;
    if (!view || !changed.has('value') || view.state.sliceDoc() === this.value) return;
    const { at, removed, inserted } = changeBetween(view.state.sliceDoc(), this.value);
    view.dispatch({
      changes: { from: at, to: at + removed.length, insert: inserted },
      annotations: fromOutside.of(true),
    });
    this.#check();
  }

  override focus(): void {
    this.#view?.focus();
  }

  #createState(): EditorState {
    return EditorState.create({
      doc: this.value,
      extensions: [
        closeBrackets(),
        EditorView.lineWrapping,
        // Lists of choices are not cut off by the pane.
        tooltips({ position: 'fixed' }),
        autocompletion({ override: [(asked) => this.#complete(asked)], icons: false }),
        keymap.of([
          { key: 'Mod-z', preventDefault: true, run: () => this.emit('td-undo') },
          { key: 'Mod-y', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Mod-Shift-z', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.focusChanged && !update.view.hasFocus) this.emit('td-done');
          if (!update.docChanged || update.transactions.every((each) => each.annotation(fromOutside))) return;
          const text = update.state.sliceDoc();
          this.value = text;
          this.#check();
          this.emit('td-value', text.trim() === '' ? undefined : text);
        }),
        EditorState.phrases.of(editorPhrases(this.session.words)),
        EditorState.readOnly.of(this.readonly),
        EditorView.contentAttributes.of({ 'aria-label': this.label, spellcheck: 'false' }),
        editorTheme,
      ],
    });
  }

  #complete(asked: CompletionContext) {
    const { help } = this;
    if (!help || (!asked.explicit && !asked.matchBefore(/[\w.$]$/))) return null;
    const text = asked.state.sliceDoc(0, asked.pos);
    const found = choicesInExpression(help, { text, entity: this.entity, position: asked.pos });
    return {
      from: found.from,
      validFor: /^[\w$]*$/,
      options: found.choices.map((choice, index) => ({
        label: choice.label,
        type: choice.type,
        boost: -Math.min(index, 90) / 2,
        ...(choice.detail ? { detail: choice.detail } : {}),
        ...(choice.info ? { info: choice.info } : {}),
        apply: (view: EditorView, _: unknown, from: number, to: number) => {
          const anchor = from + (choice.caret ?? choice.insert.length);
          view.dispatch({ changes: { from, to, insert: choice.insert }, selection: { anchor }, userEvent: 'input.complete' }); // prettier-ignore
          if (choice.again) setTimeout(() => startCompletion(view));
        },
      })),
    };
  }

  /** What cannot be read, at its character; names and types are checked with the whole document. */
  #check(): void {
    const view = this.#view;
    if (!view) return;
    const text = view.state.sliceDoc();
    const [first] = text.trim() === '' ? [] : parseExpression(text).problems;
    this.problem = first ? this.session.words.tell(first) : '';
    const diagnostics = first
      ? [{ from: Math.min(first.from, text.length), to: Math.min(first.to, text.length), severity: 'error' as const, message: this.problem }]
      : []; // prettier-ignore
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
}
