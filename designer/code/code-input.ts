/**
 * The base of elements in which one writes a text of a language: a formula, SQL, a template. The text of the document goes in
 * and out as `value`; the document's own history takes back what is typed, so the editor keeps none. Esc, then Tab leaves.
 * Says `td-value`, `td-undo`, `td-redo`, `td-done`.
 */
import { acceptCompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Annotation, EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, tooltips, type KeyBinding, type ViewUpdate } from '@codemirror/view';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { changeBetween } from '../session/edit-history.js';
import { TdElement } from '../td-element.js';
import { editorPhrases } from './editor-phrases.js';
import { editorTheme } from './editor-theme.js';

/** What is wrong, in characters of the text. */
export interface CodeFinding {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

const fromOutside = Annotation.define<boolean>();

export abstract class CodeInput extends TdElement {
  @property() value = '';
  @property({ type: Boolean }) readonly = false;
  @state() protected found: readonly CodeFinding[] = [];
  protected view: EditorView | undefined;

  /** Language, completion and what else is of this input alone. */
  protected abstract extensions(): Extension;
  /** Names it for people who do not see it, and what else its content says. */
  protected abstract described(): Readonly<Record<string, string>>;
  /** What is wrong with the text. */
  protected abstract findings(text: string): readonly CodeFinding[];

  /** Keys that go before those of every editor. */
  protected keys(): readonly KeyBinding[] {
    return [];
  }

  /** Of what is typed, not of what is put in from outside. */
  protected typed(text: string): void {
    this.value = text;
    this.emit('td-value', text);
  }

  /** Hears every change of the editor. */
  protected heard(update: ViewUpdate): void {
    if (update.focusChanged && !update.view.hasFocus) this.emit('td-done');
  }

  /** Whether another `value` takes the place of what stands here. */
  protected shouldFollow(): boolean {
    return true;
  }

  protected takeBack(event: 'td-undo' | 'td-redo'): boolean {
    return this.emit(event);
  }

  protected override firstUpdated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.frame')!;
    this.view = new EditorView({ parent, root: this.shadowRoot!, state: this.createState() });
    this.mark(true);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.view) this.firstUpdated();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.view?.destroy();
    this.view = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { view } = this;
    if (!view) return;
    if (changed.has('value') && this.shouldFollow() && view.state.sliceDoc() !== this.value) {
      const { at, removed, inserted } = changeBetween(view.state.sliceDoc(), this.value);
      view.dispatch({ changes: { from: at, to: at + removed.length, insert: inserted }, annotations: fromOutside.of(true) }); // prettier-ignore
    }
    this.mark();
  }

  override focus(): void {
    this.view?.focus();
  }

  /** Takes the place of the whole text, with the caret at its end; not as if it had been typed. */
  protected put(text: string): void {
    this.view?.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      selection: { anchor: text.length },
      annotations: fromOutside.of(true),
    });
    this.mark();
  }

  protected createState(): EditorState {
    return EditorState.create({
      doc: this.value,
      selection: { anchor: this.value.length },
      extensions: [
        this.extensions(),
        closeBrackets(),
        EditorView.lineWrapping,
        // Lists of choices are not cut off by the pane.
        tooltips({ position: 'fixed' }),
        Prec.high(keymap.of([...this.keys()])),
        keymap.of([
          { key: 'Mod-z', preventDefault: true, run: () => this.takeBack('td-undo') },
          { key: 'Mod-y', preventDefault: true, run: () => this.takeBack('td-redo') },
          { key: 'Mod-Shift-z', preventDefault: true, run: () => this.takeBack('td-redo') },
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          this.heard(update);
          if (!update.docChanged || update.transactions.every((each) => each.annotation(fromOutside))) return;
          this.mark();
          this.typed(update.state.sliceDoc());
        }),
        EditorState.phrases.of(editorPhrases(this.session.words)),
        EditorState.readOnly.of(this.readonly),
        EditorView.contentAttributes.of({ spellcheck: 'false', tabindex: '0', ...this.described() }),
        editorTheme,
      ],
    });
  }

  /** Underlines what is wrong. */
  protected mark(isNew = false): void {
    const { view } = this;
    if (!view) return;
    const found = this.findings(view.state.sliceDoc());
    if (!isNew && isSame(found, this.found)) return;
    this.found = found;
    const { length } = view.state.doc;
    const diagnostics = found.map(({ from, to, message }): Diagnostic => {
      const start = Math.min(from, length);
      return { from: start, to: Math.max(start, Math.min(to, length)), severity: 'error', message };
    });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
}

const isSame = (a: readonly CodeFinding[], b: readonly CodeFinding[]): boolean =>
  a.length === b.length &&
  a.every(({ from, to, message }, index) => {
    const other = b[index]!;
    return from === other.from && to === other.to && message === other.message;
  });
