/**
 * `<td-json-editor>`: CodeMirror over one document's text. It keeps a state (folds, selection) per document, so that going
 * back to a tab goes back to the place; what is taken back is the document's own history, shared with every other view of it. Tab moves on after Esc: no keyboard trap. Long: it is the whole edge to CodeMirror.
 */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentUnit, syntaxTree } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { unifiedMergeView } from '@codemirror/merge';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { css, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { below } from '../../metadata/document/pointer.js';
import { TdElement } from '../td-element.js';
import type { Finding } from '../session/check-text.js';
import { changeBetween } from '../session/edit-history.js';
import { completionSource, hoverHelp, type HelpContext } from './editor-help.js';
import { editorPhrases } from '../code/editor-phrases.js';
import { editorTheme } from '../code/editor-theme.js';
import { formatJson } from './format-json.js';
import { keysAt } from './json-tree.js';
import { lineAndColumn, rangeOfPointer, rangeOfProblem } from './problem-ranges.js';

/** Where the caret is. */
export interface CaretPlace {
  readonly line: number;
  readonly column: number;
  /** JSON pointer. */
  readonly path: string;
}

/** A change that came from outside, not from the person. */
const fromOutside = Annotation.define<boolean>();

@customElement('td-json-editor')
export class TdJsonEditor extends TdElement {
  /** Which document the text is of. */
  @property() name = '';
  @property() text = '';
  @property() label = '';
  @property({ attribute: false }) findings: readonly Finding[] = [];
  @property({ attribute: false }) help: HelpContext | undefined;
  /** The text to compare with; absent: no comparison. */
  @property({ attribute: false }) original: string | undefined;
  @property({ type: Boolean }) locked = false;
  #view: EditorView | undefined;
  #states = new Map<string, EditorState>();
  #shown = '';
  readonly #language = new Compartment();
  readonly #comparison = new Compartment();
  readonly #lock = new Compartment();

  static override styles = css`
    :host {
      display: block;
      min-height: 0;
      position: relative;
    }
    .frame {
      position: absolute;
      inset: 0;
    }
    .frame:has(.cm-focused) {
      outline: 2px solid transparent;
    }
  `;

  override render() {
    return html`<div class="frame"></div>`;
  }

  protected override firstUpdated(): void {
    this.#mount();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#mount();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.destroy();
    this.#view = undefined;
    this.#states.clear();
  }

  #mount(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.frame')!;
    this.#view = new EditorView({ parent, root: this.shadowRoot!, state: this.#createState() });
    this.#shown = this.name;
    this.#mark();
    this.#tellCaret();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.#view;
    if (!view) return;
    if (this.name !== this.#shown) {
      this.#states.set(this.#shown, view.state);
      const held = this.#states.get(this.name);
      view.setState(held ?? this.#createState());
      this.#shown = this.name;
      if (held) this.#reconfigure(true);
      this.#tellCaret();
    } else if (changed.has('original') || changed.has('locked')) this.#reconfigure(changed.has('original'));
    if (view.state.sliceDoc() !== this.text) this.#replace(this.text, fromOutside.of(true));
    this.#mark();
  }

  protected override hostChanged(): void {
    this.#view?.dispatch({ effects: this.#language.reconfigure(this.#languageParts()) });
  }

  /* ---------------------------------------------------------------- what others ask for */

  override focus(): void {
    this.#view?.focus();
  }

  /** Puts the caret at a pointer, or at a finding, and shows it. */
  jump(to: Finding | string): void {
    const view = this.#view;
    if (!view) return;
    const tree = syntaxTree(view.state);
    const text = view.state.sliceDoc();
    const range = typeof to === 'string' ? rangeOfPointer(tree, text, to) : (to.at ?? rangeOfProblem(tree, text, to));
    const anchor = Math.min(range.from, view.state.doc.length);
    const head = Math.min(range.to, view.state.doc.length);
    view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    view.focus();
  }

  /** Writes the document the one way; text that is not JSON stays as it is (false). */
  format(): boolean {
    try {
      this.#replace(formatJson(JSON.parse(this.#view?.state.sliceDoc() ?? '')));
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets folds and selection of a document that was closed. */
  forget(name: string): void {
    this.#states.delete(name);
  }

  /* ---------------------------------------------------------------- the view */

  #createState(): EditorState {
    return EditorState.create({ doc: this.text, extensions: this.#extensions() });
  }

  #extensions(): Extension {
    return [
      lineNumbers(),
      foldGutter({ openText: '▾', closedText: '▸' }),
      lintGutter(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      highlightSelectionMatches(),
      search({ top: true }),
      json(),
      EditorView.lineWrapping,
      indentUnit.of('  '),
      autocompletion({ override: [completionSource(() => this.help)], icons: false, maxRenderedOptions: 200 }),
      hoverHelp(() => this.help),
      keymap.of([
        { key: 'Mod-s', preventDefault: true, run: () => this.emit('td-save') },
        { key: 'Shift-Alt-f', run: () => this.format() },
        { key: 'Mod-z', preventDefault: true, run: () => this.emit('td-undo') },
        { key: 'Mod-y', mac: 'Mod-Shift-z', preventDefault: true, run: () => this.emit('td-redo') },
        { key: 'Mod-Shift-z', preventDefault: true, run: () => this.emit('td-redo') },
        { key: 'Tab', run: acceptCompletion },
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...foldKeymap,
        ...completionKeymap,
        ...lintKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        const own = update.transactions.some((each) => each.docChanged && !each.annotation(fromOutside));
        if (own) this.emit('td-edit', update.state.sliceDoc());
        if (update.docChanged || update.selectionSet) this.#tellCaret();
      }),
      this.#language.of(this.#languageParts()),
      this.#comparison.of(this.#comparisonParts()),
      this.#lock.of(this.#lockParts()),
      editorTheme,
    ];
  }

  #languageParts(): Extension {
    return [
      EditorState.phrases.of(editorPhrases(this.session.words)),
      EditorView.contentAttributes.of({
        'aria-label': this.label,
        'aria-description': this.w('editor.leave'),
        spellcheck: 'false',
        tabindex: '0',
      }),
    ];
  }

  #comparisonParts(): Extension {
    if (this.original === undefined) return [];
    return unifiedMergeView({
      original: this.original,
      collapseUnchanged: { margin: 3, minSize: 6 },
      mergeControls: (type, action) => this.#control(type, action),
    });
  }

  /** Only "put back": accepting a change of one's own means nothing. */
  #control(type: 'accept' | 'reject', action: (event: MouseEvent) => void): HTMLElement {
    if (type === 'accept' || this.locked) return document.createElement('span');
    const control = document.createElement('button');
    control.type = 'button';
    control.className = 'revert';
    control.textContent = this.w('compare.revert');
    control.addEventListener('mousedown', action);
    control.addEventListener('click', (event) => event.detail === 0 && action(event));
    return control;
  }

  #lockParts(): Extension {
    return [EditorState.readOnly.of(this.locked), EditorView.editable.of(!this.locked)];
  }

  #reconfigure(comparison: boolean): void {
    this.#view?.dispatch({
      effects: [
        this.#lock.reconfigure(this.#lockParts()),
        this.#language.reconfigure(this.#languageParts()),
        ...(comparison ? [this.#comparison.reconfigure(this.#comparisonParts())] : []),
      ],
    });
  }

  #replace(text: string, annotation?: ReturnType<typeof fromOutside.of>): void {
    const view = this.#view;
    if (!view) return;
    const { at, removed, inserted } = changeBetween(view.state.sliceDoc(), text);
    view.dispatch({
      changes: { from: at, to: at + removed.length, insert: inserted },
      ...(annotation ? { annotations: annotation } : {}),
    });
  }

  #mark(): void {
    const view = this.#view;
    if (!view) return;
    const tree = syntaxTree(view.state);
    const text = view.state.sliceDoc();
    const diagnostics = this.findings.map((finding) => {
      const { from, to } = finding.at ?? rangeOfProblem(tree, text, finding);
      const severity = finding.severity ?? 'error';
      const end = Math.min(to, text.length);
      return { from: Math.min(from, end), to: end, severity, message: finding.message };
    });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }

  #tellCaret(): void {
    const view = this.#view;
    if (!view) return;
    const text = view.state.sliceDoc();
    const { head } = view.state.selection.main;
    const path = below('', ...keysAt(syntaxTree(view.state), text, head, 1));
    this.emit<CaretPlace>('td-caret', { ...lineAndColumn(text, head), path });
  }
}
