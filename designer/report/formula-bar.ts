/**
 * `<td-formula-bar>`: the address of the cell and what it holds, as one types it. `=` begins a formula: cells, fields and
 * functions complete, what cannot be read is underlined and said at its character, F4 changes the reference at the caret.
 * `td-commit` has what was typed and the way to go on, `td-cancel` gives it up, `td-typing` tells each letter.
 */
import { acceptCompletion, autocompletion, completionStatus, type CompletionContext } from '@codemirror/autocomplete'; // prettier-ignore
import { Prec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { keymap, placeholder } from '@codemirror/view';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { completionOf } from '../code/code-choices.js';
import { CodeInput, type CodeFinding } from '../code/code-input.js';
import { formulaStyles } from '../code/formula-styles.js';
import { cycledReference, formulaChoices, problemIn, type FormulaHelp } from './formula-choices.js';

export interface CommitEvent {
  readonly typed: string;
  /** The key that says where one goes next; undefined: the cell stays. */
  readonly then: 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft' | undefined;
}

@customElement('td-formula-bar')
export class TdFormulaBar extends CodeInput {
  @property() address = '';
  /** What a cell shows that is not typed: its field. */
  @property() holds = '';
  @property({ attribute: false }) help!: FormulaHelp;
  /** The group around the cell, for F4. */
  @property() group: string | undefined;
  @state() private editing = false;

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
    const view = this.view;
    if (!view) return;
    this.#set(typed ?? this.value, true);
    view.focus();
    if (typed !== undefined) this.typed(typed);
  }

  /** Puts a cell that was pressed into the formula. */
  point(address: string): void {
    const view = this.view;
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
    const view = this.view;
    if (!this.editing || !view) return false;
    const before = view.state.sliceDoc(0, view.state.selection.main.head);
    return before.startsWith('=') && /[=(,;+\-*/<>&^%]\s*([A-Z]{1,3}[1-9][0-9]{0,3})?$/.test(before);
  }

  override render() {
    return html`<span class="address" aria-live="polite">${this.address}</span>
      ${iconButton({ label: this.w('report.cancel'), key: 'Esc', icon: 'x', size: 'sm', disabled: !this.editing, run: () => this.#cancel() })}
      ${iconButton({ label: this.w('report.commit'), key: 'Enter', icon: 'check', size: 'sm', disabled: !this.editing, run: () => this.#commit(undefined) })}
      ${iconButton({ label: this.w('report.formula'), icon: 'square-function', size: 'sm', run: () => this.begin(this.value.startsWith('=') ? undefined : '=') })}
      <div class="frame ${this.#problem ? 'bad' : ''}"></div>
      ${this.#problem && this.editing ? html`<p role="status">${this.#problem}</p>` : nothing}`;
  }

  /** What is being typed stays, whatever the cell holds by now. */
  protected override shouldFollow(): boolean {
    return !this.editing;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.editing || !this.view) return;
    if (changed.has('address')) this.#set(this.value, false);
    if (changed.has('holds')) this.view.setState(this.createState());
  }

  get #problem(): string {
    return this.found[0]?.message ?? '';
  }

  #set(text: string, editing: boolean): void {
    this.editing = editing;
    this.put(text);
  }

  protected override typed(text: string): void {
    this.editing = true;
    this.emit<string>('td-typing', text);
  }

  #commit(then: CommitEvent['then']): boolean {
    const typed = this.view!.state.sliceDoc();
    if (this.#problem) {
      this.host.announce(this.#problem, true);
      return true;
    }
    const isSame = typed === this.value;
    this.editing = false;
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

  protected override extensions() {
    const go = (then: CommitEvent['then']) => (view: EditorView) => completionStatus(view.state) === 'active' ? false : this.#commit(then); // prettier-ignore
    return [
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
    ];
  }

  protected override described() {
    return { 'aria-label': this.w('report.formulaBar') };
  }

  /** What is being typed is the bar's alone: Esc gives it up. */
  protected override takeBack(event: 'td-undo' | 'td-redo'): boolean {
    return !this.editing && super.takeBack(event);
  }

  #complete(asked: CompletionContext) {
    const typed = asked.state.sliceDoc();
    if (!asked.explicit && !asked.matchBefore(/[\p{L}\p{N}_.$]$/u)) return null;
    const found = formulaChoices(this.help, typed, asked.pos);
    return found ? completionOf(found) : null;
  }

  #cycle(): boolean {
    const view = this.view!;
    const edit = cycledReference(view.state.sliceDoc(), view.state.selection.main.head, this.group);
    if (edit) view.dispatch({ changes: edit, selection: { anchor: edit.from + edit.insert.length } });
    return true;
  }

  protected override findings(text: string): readonly CodeFinding[] {
    const problem = problemIn(text);
    return problem ? [{ from: problem.from, to: problem.to, message: this.session.words.tell(problem) }] : [];
  }
}
