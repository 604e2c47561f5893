/** Choices of a language as the completion of an editor. */
import { startCompletion, type Completion, type CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';

export interface CodeChoice {
  readonly label: string;
  readonly type: string;
  readonly insert: string;
  /** Where the caret goes, from the start of `insert`; absent: its end. */
  readonly caret?: number;
  readonly detail?: string;
  readonly info?: string;
  /** True when more is to be chosen inside what was inserted. */
  readonly again?: boolean;
}

export interface CodeChoices {
  /** Where the word that is completed begins. */
  readonly from: number;
  /** In the order in which they are offered. */
  readonly choices: readonly CodeChoice[];
}

/** Null where there is nothing to choose. `validFor`: what may be typed on without asking again. */
export function completionOf({ from, choices }: CodeChoices, validFor = /^[\w$]*$/): CompletionResult | null {
  if (choices.length === 0) return null;
  return { from, validFor, options: choices.map(toCompletion) };
}

function toCompletion(choice: CodeChoice, index: number): Completion {
  const { label, type, insert, caret, detail, info, again } = choice;
  return {
    label,
    type,
    boost: -Math.min(index, 90) / 2,
    ...(detail ? { detail } : {}),
    ...(info ? { info } : {}),
    apply: (view: EditorView, _completion, from, to) => {
      const anchor = from + (caret ?? insert.length);
      view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: 'input.complete' });
      if (again) setTimeout(() => startCompletion(view));
    },
  };
}
