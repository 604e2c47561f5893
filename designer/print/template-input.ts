/**
 * `<td-template-input>`: the text of a template with the fields, loops and helpers that are there; mistakes stand at their
 * place. Insert goes to the palette; Esc, then Tab leaves. The document's own history takes back what is typed. Says
 * `td-value`, `td-caret`, `td-palette-key`.
 */
import { autocompletion, type CompletionContext } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { Decoration, drawSelection, EditorView, keymap, lineNumbers, MatchDecorator, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from '@codemirror/view'; // prettier-ignore
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { completionOf } from '../code/code-choices.js';
import { CodeInput, type CodeFinding } from '../code/code-input.js';
import { templateLanguage, type TemplateChoice } from './template-language.js';

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
export class TdTemplateInput extends CodeInput {
  @property() label = '';
  @property({ attribute: false }) marks: readonly TemplateMark[] = [];
  @property({ attribute: false }) complete!: (before: string) => { from: number; choices: readonly TemplateChoice[] };

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

  get selection(): { readonly from: number; readonly to: number } {
    const { from, to } = this.view?.state.selection.main ?? { from: this.value.length, to: this.value.length };
    return { from, to };
  }

  /** Puts the caret at a place of the text, in sight. */
  place(at: number): void {
    const view = this.view;
    if (!view) return;
    view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
  }

  /** The place of the text below a point; undefined beside it. */
  placeAt(x: number, y: number): number | undefined {
    const view = this.view;
    const box = view?.dom.getBoundingClientRect();
    if (!view || !box || x < box.left || x > box.right || y < box.top || y > box.bottom) return undefined;
    return view.posAtCoords({ x, y }, false);
  }

  protected override extensions() {
    return [
      lineNumbers(),
      drawSelection(),
      templateLanguage,
      shortPictures,
      autocompletion({ override: [(asked) => this.#complete(asked)], icons: false }),
      keymap.of([indentWithTab]),
    ];
  }

  protected override keys() {
    return [{ key: 'Insert', preventDefault: true, run: () => this.emit('td-palette-key') }];
  }

  protected override described() {
    return { 'aria-label': this.label, 'aria-description': this.w('editor.leave') };
  }

  protected override heard(update: ViewUpdate): void {
    super.heard(update);
    if (update.docChanged || update.selectionSet) this.emit('td-caret');
  }

  #complete(asked: CompletionContext) {
    if (!asked.explicit && !asked.matchBefore(/(?:\{\{#?|[\w.@/<])$/)) return null;
    return completionOf(this.complete(asked.state.sliceDoc(0, asked.pos)), /^[\w@.]*$/);
  }

  /** To the end of its line. */
  protected override findings(text: string): readonly CodeFinding[] {
    return this.marks.map(({ from, message }) => {
      const end = text.indexOf('\n', from);
      return { from, to: end < 0 ? text.length : end, message };
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'td-template-input': TdTemplateInput;
  }
}
