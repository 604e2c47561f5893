/**
 * `<td-sql-input>`: SQL with the names that are there; what is refused is underlined and said with its line and column.
 * Ctrl+Enter runs; Esc, then Tab leaves. The document's own history takes back what is typed.
 */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete'; // prettier-ignore
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, tooltips } from '@codemirror/view';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readSql } from '../../metadata/dataset/sql-statement.js';
import { SqlRefused } from '../../metadata/dataset/sql-tokens.js';
import type { Words } from '../../metadata/value.js';
import { editorPhrases } from '../json/editor-phrases.js';
import { editorTheme } from '../json/editor-theme.js';
import { lineAndColumn } from '../json/problem-ranges.js';
import { changeBetween } from '../session/edit-history.js';
import { TdElement } from '../td-element.js';
import type { DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { sqlChoices, sqlLanguage } from './sql-language.js';

const fromOutside = Annotation.define<boolean>();

interface Found {
  readonly from: number;
  readonly to: number;
  readonly words: Words;
}

@customElement('td-sql-input')
export class TdSqlInput extends TdElement {
  @property() value = '';
  @property({ attribute: false }) desk!: DatasetDesk;
  /** Tables are those of a connection: nothing is known of their names. */
  @property({ type: Boolean }) foreign = false;
  #view: EditorView | undefined;

  static override styles = [
    datasetStyles,
    css`
      :host {
        display: block;
      }
      .frame {
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
      .cm-editor {
        max-height: 320px;
        min-height: 120px;
      }
    `,
  ];

  override render() {
    const found = this.#found();
    return html`<div class="frame ${found ? 'bad' : ''}"></div>
      ${found ? html`<p class="finding" role="status">${this.w('dataset.atLine', lineAndColumn(this.value, found.from))} ${this.session.words.tell(found.words)}</p>` : nothing}`; // prettier-ignore
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
    this.#mark();
  }

  override focus(): void {
    this.#view?.focus();
  }

  #createState(): EditorState {
    return EditorState.create({
      doc: this.value,
      extensions: [
        lineNumbers(),
        drawSelection(),
        sqlLanguage,
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        tooltips({ position: 'fixed' }),
        autocompletion({ override: [(asked) => this.#complete(asked)], icons: false }),
        keymap.of([
          { key: 'Mod-Enter', preventDefault: true, run: () => this.emit('td-run') },
          { key: 'Mod-z', preventDefault: true, run: () => this.emit('td-undo') },
          { key: 'Mod-y', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Mod-Shift-z', preventDefault: true, run: () => this.emit('td-redo') },
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.focusChanged && !update.view.hasFocus) this.emit('td-done');
          if (!update.docChanged || update.transactions.every((each) => each.annotation(fromOutside))) return;
          this.value = update.state.sliceDoc();
          this.emit('td-value', this.value);
        }),
        EditorState.phrases.of(editorPhrases(this.session.words)),
        EditorView.contentAttributes.of({ 'aria-label': 'SQL', 'aria-description': this.w('editor.leave'), spellcheck: 'false' }), // prettier-ignore
        editorTheme,
      ],
    });
  }

  #complete(asked: CompletionContext) {
    if (!asked.explicit && !asked.matchBefore(/[\w.:]$/)) return null;
    const { model, parameters } = this.desk;
    const { i18n } = this.host;
    const label = (name: string, field?: string): string => {
      const entity = model.entities.get(name);
      return i18n.label(field === undefined ? entity?.label : entity?.fields.get(field)?.label, field ?? name);
    };
    const input = { model, parameters: parameters.map(({ name }) => name), label };
    const found = this.foreign ? { from: asked.pos, choices: [] } : sqlChoices(asked.state.sliceDoc(0, asked.pos), asked.state.sliceDoc(), input); // prettier-ignore
    return {
      from: found.from,
      validFor: /^\w*$/,
      options: found.choices.map(({ label: text, type, insert, detail }, index) => ({ label: text, type, apply: insert, boost: -Math.min(index, 90) / 2, ...(detail ? { detail } : {}) })), // prettier-ignore
    };
  }

  /** What is refused before any database sees it, and parameters that nobody declared. */
  #found(): Found | undefined {
    if (this.value.trim() === '') return undefined;
    try {
      const { parameters, tokens, tables, own } = readSql(this.value, { foreign: this.foreign });
      const declared = new Set(this.desk.parameters.map(({ name }) => name));
      const missing = parameters.find((name) => !declared.has(name));
      const token = tokens.find((each) => each.kind === 'parameter' && each.text === missing);
      if (token) return { ...token, words: { message: this.w('dataset.undeclared', { name: missing! }) } };
      const { entities } = this.desk.model;
      const table = this.foreign ? undefined : tables.find(({ name }) => !own.has(name) && !entities.has(name));
      return table && { ...tokens[table.token]!, words: { message: this.w('dataset.noTable', { name: table.name }) } };
    } catch (error) {
      if (error instanceof SqlRefused) return { from: error.from, to: error.to, words: error.words };
      throw error;
    }
  }

  #mark(): void {
    const view = this.#view;
    if (!view) return;
    const found = this.#found();
    const { length } = view.state.doc;
    const diagnostics = found ? [{ from: Math.min(found.from, length), to: Math.min(Math.max(found.to, found.from), length), severity: 'error' as const, message: this.session.words.tell(found.words) }] : []; // prettier-ignore
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
}
