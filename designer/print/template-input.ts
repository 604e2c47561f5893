/**
 * `<td-template-input>`: a text of a print template with the names that are there; what is refused is underlined. Ctrl+Space
 * offers what may stand at the caret, Esc, then Tab leaves. The document's own history takes back what is typed.
 */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete'; // prettier-ignore
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorSelection, EditorState } from '@codemirror/state';
import { drawSelection, dropCursor, EditorView, keymap, lineNumbers, tooltips } from '@codemirror/view';
import { css, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { editorPhrases } from '../json/editor-phrases.js';
import { editorTheme } from '../json/editor-theme.js';
import { changeBetween } from '../session/edit-history.js';
import { TdElement } from '../td-element.js';
import { placed } from './insertions.js';
import { templateChoices, templateLanguage, type CompletionInput } from './template-language.js';

const fromOutside = Annotation.define<boolean>();

/** A finding in this text: where it begins, in UTF-16 units, and what it says. */
export interface TextFinding {
  readonly from: number;
  readonly message: string;
}

@customElement('td-template-input')
export class TdTemplateInput extends TdElement {
  @property() value = '';
  @property() label = '';
  @property({ type: Boolean }) readonly = false;
  @property({ attribute: false }) findings: readonly TextFinding[] = [];
  /** What may be named where the caret stands. */
  @property({ attribute: false }) input!: () => CompletionInput | undefined;
  #view: EditorView | undefined;

  static override styles = css`
    :host {
      display: block;
      min-height: 0;
    }
    .frame {
      height: 100%;
      background: var(--tr-surface);
    }
    .cm-editor {
      height: 100%;
    }
    .cm-editor.cm-focused {
      outline: 2px solid var(--tr-focus);
      outline-offset: -2px;
    }
  `;

  override render() {
    return html`<div class="frame"></div>`;
  }

  protected override firstUpdated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.frame')!;
    this.#view = new EditorView({ parent, root: this.shadowRoot!, state: this.#createState() });
    this.#mark();
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
    if (!view) return;
    if (changed.has('label') || changed.has('readonly')) view.setState(this.#createState());
    else if (changed.has('value') && view.state.sliceDoc() !== this.value) {
      const { at, removed, inserted } = changeBetween(view.state.sliceDoc(), this.value);
      view.dispatch({ changes: { from: at, to: at + removed.length, insert: inserted }, annotations: fromOutside.of(true) }); // prettier-ignore
    }
    this.#mark();
  }

  override focus(): void {
    this.#view?.focus();
  }

  /** At the caret, or at a point of the screen; false when that lies elsewhere. */
  insert(text: string, at?: { readonly x: number; readonly y: number }): boolean {
    const view = this.#view;
    if (!view || this.readonly) return false;
    const place = at && this.#placeOf(view, at);
    if (at && place === undefined) return false;
    const { from, to } = place === undefined ? view.state.selection.main : { from: place, to: place };
    const { text: put, caret } = placed(text);
    view.dispatch({ changes: { from, to, insert: put }, selection: EditorSelection.cursor(from + caret), scrollIntoView: true }); // prettier-ignore
    view.focus();
    return true;
  }

  /** The caret where a pointer that carries something is; undefined takes the mark away. */
  point(at: { readonly x: number; readonly y: number } | undefined): void {
    const view = this.#view;
    const place = view && at && this.#placeOf(view, at);
    if (view && place !== undefined) view.dispatch({ selection: EditorSelection.cursor(place) });
  }

  /** The caret to a place of the text. */
  show(from: number): void {
    const view = this.#view;
    if (!view) return;
    view.dispatch({ selection: EditorSelection.cursor(Math.min(from, view.state.doc.length)), scrollIntoView: true });
    view.focus();
  }

  #placeOf(view: EditorView, at: { readonly x: number; readonly y: number }): number | undefined {
    const box = view.dom.getBoundingClientRect();
    const isOver = at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;
    return isOver ? view.posAtCoords(at, false) : undefined;
  }

  #createState(): EditorState {
    return EditorState.create({
      doc: this.value,
      extensions: [
        lineNumbers(),
        drawSelection(),
        dropCursor(),
        templateLanguage,
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(this.readonly),
        EditorView.editable.of(!this.readonly),
        tooltips({ position: 'fixed' }),
        autocompletion({ override: [(asked) => this.#complete(asked)], icons: false }),
        keymap.of([
          { key: 'Mod-z', preventDefault: true, run: () => this.emit('td-undo') },
          { key: 'Mod-y', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Mod-Shift-z', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Mod-Insert', preventDefault: true, run: () => this.emit('td-add') },
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.focusChanged && !update.view.hasFocus) this.emit('td-done');
          if (update.docChanged && !update.transactions.every((each) => each.annotation(fromOutside))) {
            this.value = update.state.sliceDoc();
            this.emit('td-value', this.value);
          }
          if (update.docChanged || update.selectionSet || update.focusChanged) {
            this.emit('td-caret', update.state.sliceDoc(0, update.state.selection.main.head));
          }
        }),
        EditorState.phrases.of(editorPhrases(this.session.words)),
        EditorView.contentAttributes.of({ 'aria-label': this.label, 'aria-description': this.w('editor.leave'), spellcheck: 'false' }), // prettier-ignore
        editorTheme,
      ],
    });
  }

  #complete(asked: CompletionContext) {
    if (!asked.explicit && !asked.matchBefore(/[{\w.@# ]$/)) return null;
    const input = this.input();
    const found = input && templateChoices(asked.state.sliceDoc(0, asked.pos), input);
    if (!found) return null;
    return {
      from: found.from,
      validFor: /^[@\w.]*$/,
      options: found.choices.map(({ label, type, detail }, index) => ({ label, type, boost: -Math.min(index, 90) / 2, ...(detail ? { detail } : {}) })), // prettier-ignore
    };
  }

  #mark(): void {
    const view = this.#view;
    if (!view) return;
    const { length } = view.state.doc;
    const diagnostics = this.findings.map(({ from, message }) => {
      const at = Math.min(from, length);
      const end = /\}\}|\n|$/.exec(view.state.sliceDoc(at))!.index;
      return { from: at, to: Math.min(at + Math.max(end, 1), length), severity: 'error' as const, message };
    });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
}
