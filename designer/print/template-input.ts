/**
 * `<td-template-input>`: the text of a template with the fields, loops and helpers that are there; mistakes stand at their
 * place. Insert goes to the palette; Esc, then Tab leaves. The document's own history takes back what is typed. Says
 * `td-value`, `td-caret`, `td-palette-key`.
 */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete'; // prettier-ignore
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, keymap, lineNumbers, MatchDecorator, tooltips, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from '@codemirror/view'; // prettier-ignore
import { css, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { editorPhrases } from '../json/editor-phrases.js';
import { editorTheme } from '../json/editor-theme.js';
import { changeBetween } from '../session/edit-history.js';
import { TdElement } from '../td-element.js';
import type { TemplateChoice } from './template-language.js';
import { templateLanguage } from './template-language.js';

const fromOutside = Annotation.define<boolean>();

/** A place of the text and what is wrong there. */
export interface TemplateMark {
  readonly from: number;
  readonly message: string;
}

/** Pictures as data are long and say nothing to people. */
class PictureWidget extends WidgetType {
  constructor(readonly kilobytes: number) {
    super();
  }
  override eq(other: PictureWidget): boolean {
    return other.kilobytes === this.kilobytes;
  }
  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.textContent = `▣ ${this.kilobytes} KB`;
    return mark;
  }
}
const pictures = new MatchDecorator({
  regexp: /data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]{40,}/g,
  decoration: ([text]) => Decoration.replace({ widget: new PictureWidget(Math.ceil((text.length * 3) / 4096)) }),
});
const shortPictures = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = pictures.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.decorations = pictures.updateDeco(update, this.decorations);
    }
  },
  {
    decorations: (plugin) => plugin.decorations,
    provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
  },
);

@customElement('td-template-input')
export class TdTemplateInput extends TdElement {
  @property() value = '';
  @property() label = '';
  @property({ attribute: false }) marks: readonly TemplateMark[] = [];
  @property({ attribute: false }) complete!: (before: string) => { from: number; choices: readonly TemplateChoice[] };
  @property({ type: Boolean }) readonly = false;
  #view: EditorView | undefined;

  static override styles = css`
    :host {
      display: block;
      min-height: 0;
    }
    .frame {
      height: 100%;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      overflow: hidden;
      background: var(--tr-surface);
    }
    .frame:focus-within {
      outline: 2px solid var(--tr-focus);
      outline-offset: -1px;
    }
    .frame.bad {
      border-color: var(--tr-bad);
    }
    .frame.over {
      border-color: var(--tr-accent);
    }
  `;

  override render() {
    return html`<div class="frame ${this.marks.length > 0 ? 'bad' : ''}"></div>`;
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
    if (changed.has('value') && view.state.sliceDoc() !== this.value) {
      const { at, removed, inserted } = changeBetween(view.state.sliceDoc(), this.value);
      view.dispatch({ changes: { from: at, to: at + removed.length, insert: inserted }, annotations: fromOutside.of(true) }); // prettier-ignore
    }
    if (changed.has('marks') || changed.has('value')) this.#mark();
  }

  override focus(): void {
    this.#view?.focus();
  }

  get selection(): { readonly from: number; readonly to: number } {
    const { from, to } = this.#view?.state.selection.main ?? { from: this.value.length, to: this.value.length };
    return { from, to };
  }

  /** Puts the caret at a place of the text, in sight. */
  place(at: number): void {
    const view = this.#view;
    if (!view) return;
    view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
  }

  /** The place of the text below a point; undefined beside it. */
  placeAt(x: number, y: number): number | undefined {
    const view = this.#view;
    const box = view?.dom.getBoundingClientRect();
    if (!view || !box || x < box.left || x > box.right || y < box.top || y > box.bottom) return undefined;
    return view.posAtCoords({ x, y }, false);
  }

  #createState(): EditorState {
    return EditorState.create({
      doc: this.value,
      selection: { anchor: this.value.length },
      extensions: [
        lineNumbers(),
        drawSelection(),
        templateLanguage,
        closeBrackets(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(this.readonly),
        shortPictures,
        tooltips({ position: 'fixed' }),
        autocompletion({ override: [(asked) => this.#complete(asked)], icons: false }),
        keymap.of([
          { key: 'Mod-z', preventDefault: true, run: () => this.emit('td-undo') },
          { key: 'Mod-y', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Mod-Shift-z', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Insert', preventDefault: true, run: () => this.emit('td-palette-key') },
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.focusChanged && !update.view.hasFocus) this.emit('td-done');
          const isOwn = update.docChanged && !update.transactions.every((each) => each.annotation(fromOutside));
          if (isOwn) {
            this.value = update.state.sliceDoc();
            this.emit('td-value', this.value);
          }
          if (update.docChanged || update.selectionSet) this.emit('td-caret');
        }),
        EditorState.phrases.of(editorPhrases(this.session.words)),
        EditorView.contentAttributes.of({ 'aria-label': this.label, 'aria-description': this.w('editor.leave'), spellcheck: 'false', tabindex: '0' }), // prettier-ignore
        editorTheme,
      ],
    });
  }

  #complete(asked: CompletionContext) {
    if (!asked.explicit && !asked.matchBefore(/(?:\{\{#?|[\w.@/<])$/)) return null;
    const found = this.complete(asked.state.sliceDoc(0, asked.pos));
    if (found.choices.length === 0) return null;
    return {
      from: found.from,
      validFor: /^[\w@.]*$/,
      options: found.choices.map(({ label, type, insert, detail }, index) => ({ label, type, apply: insert, boost: -Math.min(index, 90) / 2, ...(detail ? { detail } : {}) })), // prettier-ignore
    };
  }

  #mark(): void {
    const view = this.#view;
    if (!view) return;
    const { length } = view.state.doc;
    const diagnostics = this.marks.map(({ from, message }): Diagnostic => {
      const at = Math.min(from, length);
      return { from: at, to: Math.max(at, view.state.doc.lineAt(at).to), severity: 'error', message };
    });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'td-template-input': TdTemplateInput;
  }
}
