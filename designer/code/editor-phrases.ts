/** CodeMirror's own words in the person's language. */
import type { WordKey, Words } from '../session/words.js';

const phrases: Readonly<Record<string, WordKey>> = {
  Find: 'find.find',
  Replace: 'find.replaceWith',
  next: 'find.next',
  previous: 'find.previous',
  all: 'find.all',
  'match case': 'find.case',
  regexp: 'find.regexp',
  'by word': 'find.word',
  replace: 'find.replace',
  'replace all': 'find.replaceAll',
  close: 'find.close',
  'current match': 'find.current',
  'on line': 'find.onLine',
  'replaced $ matches': 'find.replaced',
  'replaced match on line $': 'find.replacedOnLine',
  'Go to line': 'find.goTo',
  go: 'find.go',
  Completions: 'editor.completions',
  Diagnostics: 'pane.problems',
  'No diagnostics': 'problems.none',
  'Fold line': 'editor.fold',
  'Unfold line': 'editor.unfold',
  'Folded lines': 'editor.folded',
  'Unfolded lines': 'editor.unfolded',
  'folded code': 'editor.folded',
  unfold: 'editor.unfold',
  to: 'editor.to',
  '$ unchanged lines': 'compare.unchanged',
};

export const editorPhrases = (words: Words): Record<string, string> =>
  Object.fromEntries(Object.entries(phrases).map(([phrase, key]) => [phrase, words.text(key)]));
