/**
 * `<td-formula-bar>`: the address of the cell and what it holds, as one types it. `=` begins a formula: cells, fields and
 * functions complete, what cannot be read is underlined and said at its character, F4 changes the reference at the caret.
 * `td-commit` has what was typed and the way to go on, `td-cancel` gives it up, `td-typing` tells each letter.
 */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus, type CompletionContext } from '@codemirror/autocomplete'; // prettier-ignore
import { defaultKeymap } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, Prec, type Transaction } from '@codemirror/state';
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { editorPhrases } from '../json/editor-phrases.js';
import { editorTheme } from '../json/editor-theme.js';
import { formulaStyles } from '../json/formula-styles.js';
import { TdElement } from '../td-element.js';
import { cycledReference, formulaChoices, problemIn, type FormulaHelp } from './formula-choices.js';

export interface CommitEvent {
  readonly typed: string;
  /** The key that says where one goes next; undefined: the cell stays. */
  readonly then: 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft' | undefined;
}

const fromOutside = Annotation.define<boolean>();

@customElement('td-formula-bar')
export class TdFormulaBar extends TdElement {
  @property() address = '';
  /** What the cell holds, as it is typed. */
  @property() value = '';
  /** What a cell shows that is not typed: its field. */
  @property() holds = '';
  @property({ attribute: false }) help!: FormulaHelp;
  /** The group around the cell, for F4. */
  @property() group: string | undefined;
  @state() private editing = false;
  @state() private problem = '';
  #view: EditorView | undefined;

  static override styles = [
    formulaStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px 8px;
        border-bottom: 1px solid var(--tr-line);
        background: var(--tr-surface);
        position: relative;
      }
      .address {
        min-width: 64px;
        font: var(--tr-text-strong);
        padding: 4px 8px;
        border: 1px solid var(--tr-line-control);
        border-radius: var(--tr-radius-m);
        text-align: center;
      }
      .frame {
        flex: 1;
        min-width: 0;
        max-height: 96px;
        overflow-y: auto;
      }
      .cm-placeholder {
        color: var(--tr-band) !important;
      }
      p {
        position: absolute;
        top: 100%;
        left: 150px;
        z-index: 8;
        margin: 0;
        padding: 4px 8px;
        background: var(--tr-raised);
        box-shadow: var(--tr-shadow-2);
        border-radius: var(--tr-radius-m);
        font: var(--tr-text-meta);
        color: var(--tr-bad);
      }
    `,
  ];

  /** Typing begins: with a letter that takes the place of what was there, or behind it. */
  begin(typed: string | undefined): void {
    const view = this.#view;
    if (!view) return;
    this.#set(typed ?? this.value, true);
    view.focus();
    if (typed !== undefined) this.#typed();
  }

  /** Puts a cell that was pressed into the formula. */
  point(address: string): void {
    const view = this.#view;
    if (!view) return;
    const { from, to } = view.state.selection.main;
    // Pressing one after the other changes the mind, it does not write both.
    const before = /[A-Z]{1,3}[1-9][0-9]{0,3}$/.exec(view.state.sliceDoc(0, from))?.[0] ?? '';
    view.dispatch({ changes: { from: from - before.length, to, insert: address }, selection: { anchor: from - before.length + address.length } }); // prettier-ignore
    view.focus();
  }

  get isEditing(): boolean {
    return this.editing;
  }

  /** A formula that waits for a cell at the caret. */
  get isPointing(): boolean {
    const view = this.#view;
    if (!this.editing || !view) return false;
    const before = view.state.sliceDoc(0, view.state.selection.main.head);
    return before.startsWith('=') && /[=(,;+\-*/<>&^%]\s*([A-Z]{1,3}[1-9][0-9]{0,3})?$/.test(before);
  }

  override render() {
    return html`<span class="address" aria-live="polite">${this.address}</span>
      ${iconButton({ label: this.w('report.cancel'), key: 'Esc', icon: 'x', size: 'sm', disabled: !this.editing, run: () => this.#cancel() })}
      ${iconButton({ label: this.w('report.commit'), key: 'Enter', icon: 'check', size: 'sm', disabled: !this.editing, run: () => this.#commit(undefined) })}
      ${iconButton({ label: this.w('report.formula'), icon: 'square-function', size: 'sm', run: () => this.begin(this.value.startsWith('=') ? undefined : '=') })}
      <div class="frame ${this.problem ? 'bad' : ''}"></div>
      ${this.problem && this.editing ? html`<p role="status">${this.problem}</p>` : nothing}`;
  }

  protected override firstUpdated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.frame')!;
    this.#view = new EditorView({ parent, root: this.shadowRoot!, state: this.#createState() });
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
    super.updated(changed);
    if (this.editing || !this.#view) return;
    if (changed.has('value') || changed.has('address')) this.#set(this.value, false);
    if (changed.has('holds')) this.#view.setState(this.#createState());
  }

  #set(text: string, editing: boolean): void {
    const view = this.#view!;
    this.editing = editing;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length }, annotations: fromOutside.of(true) }); // prettier-ignore
    this.#check();
  }

  #typed(): void {
    this.emit<string>('td-typing', this.#view!.state.sliceDoc());
  }

  #commit(then: CommitEvent['then']): boolean {
    const typed = this.#view!.state.sliceDoc();
    if (this.problem) {
      this.host.announce(this.problem, true);
      return true;
    }
    const isSame = typed === this.value;
    this.editing = false;
    this.problem = '';
    // Nothing was changed: a field that is bound stays.
    if (isSame) this.emit('td-cancel', then);
    else this.emit<CommitEvent>('td-commit', { typed, then });
    return true;
  }

  #cancel(): boolean {
    if (!this.editing) return false;
    this.#set(this.value, false);
    this.emit('td-cancel');
    return true;
  }

  #createState(): EditorState {
    const go = (then: CommitEvent['then']) => (view: EditorView) => completionStatus(view.state) === 'active' ? false : this.#commit(then); // prettier-ignore
    return EditorState.create({
      doc: this.value,
      extensions: [
        closeBrackets(),
        EditorView.lineWrapping,
        tooltips({ position: 'fixed' }),
        placeholder(this.holds),
        autocompletion({ override: [(asked) => this.#complete(asked)], icons: false, interactionDelay: 0 }),
        Prec.highest(
          keymap.of([
            { key: 'Tab', run: acceptCompletion },
            { key: 'Enter', run: go('ArrowDown') },
            { key: 'Shift-Enter', run: go('ArrowUp') },
            { key: 'Tab', run: go('ArrowRight') },
            { key: 'Shift-Tab', run: go('ArrowLeft') },
            { key: 'Escape', run: (view) => (completionStatus(view.state) === 'active' ? false : this.#cancel()) },
            { key: 'F4', run: () => this.#cycle() },
          ]),
        ),
        keymap.of([
          { key: 'Mod-z', preventDefault: true, run: () => !this.editing && this.emit('td-undo') },
          { key: 'Mod-y', preventDefault: true, run: () => !this.editing && this.emit('td-redo') },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || isOutside(update.transactions)) return;
          this.editing = true;
          this.#check();
          this.#typed();
        }),
        EditorState.phrases.of(editorPhrases(this.session.words)),
        EditorView.contentAttributes.of({ 'aria-label': this.w('report.formulaBar'), spellcheck: 'false' }),
        editorTheme,
      ],
    });
  }

  #complete(asked: CompletionContext) {
    const typed = asked.state.sliceDoc();
    if (!asked.explicit && !asked.matchBefore(/[\p{L}\p{N}_.$]$/u)) return null;
    const found = formulaChoices(this.help, typed, asked.pos);
    if (!found) return null;
    return {
      from: found.from,
      validFor: /^[\w$]*$/,
      options: found.choices.map((each, index) => ({
        label: each.label,
        type: each.type,
        boost: -Math.min(index, 90) / 2,
        ...(each.detail ? { detail: each.detail } : {}),
        ...(each.info ? { info: each.info } : {}),
        apply: (view: EditorView, _: unknown, from: number, to: number) =>
          view.dispatch({
            changes: { from, to, insert: each.insert },
            selection: { anchor: from + (each.caret ?? each.insert.length) },
            userEvent: 'input.complete',
          }),
      })),
    };
  }

  #cycle(): boolean {
    const view = this.#view!;
    const edit = cycledReference(view.state.sliceDoc(), view.state.selection.main.head, this.group);
    if (edit) view.dispatch({ changes: edit, selection: { anchor: edit.from + edit.insert.length } });
    return true;
  }

  #check(): void {
    const view = this.#view;
    if (!view) return;
    const found = problemIn(view.state.sliceDoc());
    this.problem = found ? this.session.words.tell(found) : '';
    const { length } = view.state.doc;
    const diagnostics = found ? [{ from: Math.min(found.from, length), to: Math.min(found.to, length), severity: 'error' as const, message: this.problem }] : []; // prettier-ignore
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
}

const isOutside = (transactions: readonly Transaction[]): boolean =>
  transactions.every((each) => each.annotation(fromOutside) === true);
