/**
 * `<td-sql-input>`: SQL with the names that are there; what is refused is underlined and said with its line and column.
 * Ctrl+Enter runs; Esc, then Tab leaves. The document's own history takes back what is typed.
 */
import { autocompletion, type CompletionContext } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { drawSelection, keymap, lineNumbers } from '@codemirror/view';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readSql } from '../../metadata/dataset/sql-statement.js';
import { SqlRefused } from '../../metadata/dataset/sql-tokens.js';
import type { Words } from '../../metadata/value.js';
import { completionOf } from '../code/code-choices.js';
import { CodeInput, type CodeFinding } from '../code/code-input.js';
import { lineAndColumn } from '../json/problem-ranges.js';
import type { DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { sqlChoices, sqlLanguage } from './sql-language.js';

interface Found {
  readonly from: number;
  readonly to: number;
  readonly words: Words;
}

@customElement('td-sql-input')
export class TdSqlInput extends CodeInput {
  @property({ attribute: false }) desk!: DatasetDesk;
  /** Tables are those of a connection: nothing is known of their names. */
  @property({ type: Boolean }) foreign = false;

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
    const [finding] = this.found;
    return html`<div class="frame ${finding ? 'bad' : ''}"></div>
      ${finding ? html`<p class="finding" role="status">${this.w('dataset.atLine', lineAndColumn(this.value, finding.from))} ${finding.message}</p>` : nothing}`; // prettier-ignore
  }

  protected override extensions() {
    return [
      lineNumbers(),
      drawSelection(),
      sqlLanguage,
      bracketMatching(),
      autocompletion({ override: [(asked) => this.#complete(asked)], icons: false }),
      keymap.of([indentWithTab]),
    ];
  }

  protected override keys() {
    return [{ key: 'Mod-Enter', preventDefault: true, run: () => this.emit('td-run') }];
  }

  protected override described() {
    return { 'aria-label': 'SQL', 'aria-description': this.w('editor.leave') };
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
    return completionOf(found, /^\w*$/);
  }

  /** What is refused before any database sees it, and parameters that nobody declared. */
  protected override findings(text: string): readonly CodeFinding[] {
    const found = text.trim() === '' ? undefined : this.#refused(text);
    return found ? [{ from: found.from, to: Math.max(found.to, found.from), message: this.session.words.tell(found.words) }] : []; // prettier-ignore
  }

  #refused(text: string): Found | undefined {
    try {
      const { parameters, tokens, tables, own } = readSql(text, { foreign: this.foreign });
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
}
