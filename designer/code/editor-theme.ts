/** The editor in the product's own colours: everything from the tokens, so that light and dark follow by themselves. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = EditorView.theme({
  '&': { height: '100%', color: 'var(--tr-text)', backgroundColor: 'var(--tr-surface)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--tr-font-mono)', lineHeight: '20px', overflow: 'auto' },
  '.cm-content': { padding: '8px 0 48px', caretColor: 'var(--tr-text)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--tr-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
    { backgroundColor: 'var(--tr-accent-soft)' },
  '.cm-gutters': { backgroundColor: 'var(--tr-surface)', color: 'var(--tr-text-3)', border: 'none' },
  '.cm-gutters .cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 12px', minWidth: '36px', fontSize: '12px' },
  '.cm-foldGutter .cm-gutterElement': {
    color: 'var(--tr-text-3)',
    cursor: 'pointer',
    width: '16px',
    textAlign: 'center',
  },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--tr-fill)',
    border: 'none',
    color: 'var(--tr-text-2)',
    padding: '0 6px',
    margin: '0 2px',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--tr-hover) 70%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--tr-text)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--tr-accent-soft)', outline: 'none' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--tr-bad-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--tr-mark)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--tr-accent)', backgroundColor: 'var(--tr-mark)' },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--tr-mark) 50%, transparent)' },
});

const overlays = EditorView.theme({
  '.cm-tooltip': {
    backgroundColor: 'var(--tr-raised)',
    color: 'var(--tr-text)',
    border: 'none',
    borderRadius: 'var(--tr-radius-l)',
    boxShadow: 'var(--tr-shadow-2)',
    font: 'var(--tr-text-body)',
    overflow: 'hidden',
  },
  // What a suggestion means stands beside the list, outside its box.
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--tr-font-mono)', maxHeight: '280px', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: '12px',
    padding: '3px 8px',
    lineHeight: '20px',
    borderRadius: 'var(--tr-radius-s)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--tr-accent-soft)',
    color: 'var(--tr-text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: 'var(--tr-accent-text)' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    fontStyle: 'normal',
    color: 'var(--tr-text-3)',
    fontSize: '12px',
    whiteSpace: 'nowrap',
  },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 12px', maxWidth: '280px', margin: '0 4px' },
  '.cm-tooltip-hover': { maxWidth: '400px' },
  '.cm-diagnostic': { padding: '6px 12px', borderLeft: 'none', whiteSpace: 'pre-wrap', maxWidth: '400px' },
  '.cm-diagnostic-error': { color: 'var(--tr-bad)' },
  '.cm-diagnostic-warning': { color: 'var(--tr-warn)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--tr-bad)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--tr-warn)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lint-marker': { content: 'none', width: '8px', height: '8px', borderRadius: '8px', marginTop: '6px' },
  '.cm-lint-marker-error': { backgroundColor: 'var(--tr-bad)' },
  '.cm-lint-marker-warning': { backgroundColor: 'var(--tr-warn)' },
  '.cm-panels': { backgroundColor: 'var(--tr-canvas)', color: 'var(--tr-text)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--tr-line)' },
  '.cm-panel.cm-search': { padding: '8px 32px 8px 12px', font: 'var(--tr-text-body)' },
  '.cm-panel.cm-search label': { fontSize: '12px', color: 'var(--tr-text-2)' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--tr-text-2)', padding: '4px 8px', fontSize: '16px' },
  '.cm-textfield': {
    font: 'var(--tr-text-body)',
    backgroundColor: 'var(--tr-surface)',
    color: 'var(--tr-text)',
    border: '1px solid var(--tr-line-control)',
    borderRadius: 'var(--tr-radius-m)',
    padding: '3px 8px',
  },
  '.cm-button': {
    font: 'var(--tr-text-body)',
    backgroundImage: 'none',
    backgroundColor: 'var(--tr-surface)',
    color: 'var(--tr-text)',
    border: '1px solid var(--tr-line-strong)',
    borderRadius: 'var(--tr-radius-m)',
    padding: '3px 10px',
  },
  '.cm-button:active': { backgroundImage: 'none', backgroundColor: 'var(--tr-press)' },
});

const comparison = EditorView.theme({
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': { backgroundColor: 'var(--tr-good-soft)' },
  '&.cm-merge-b .cm-changedText': {
    background: 'color-mix(in srgb, var(--tr-good) 12%, transparent)',
    borderRadius: '2px',
  },
  '.cm-deletedChunk': { backgroundColor: 'var(--tr-bad-soft)', paddingLeft: '6px', position: 'relative' },
  '.cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--tr-bad) 12%, transparent)',
    borderRadius: '2px',
  },
  '.cm-deletedChunk .cm-chunkButtons': { insetInlineEnd: '12px', top: '0', zIndex: '2' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '1px' },
  '&.cm-merge-b .cm-changedLineGutter, .cm-changedLineGutter': { backgroundColor: 'var(--tr-good)' },
  '.cm-deletedLineGutter': { backgroundColor: 'var(--tr-bad)' },
  '.cm-collapsedLines': {
    background: 'var(--tr-sunken)',
    color: 'var(--tr-text-3)',
    font: 'var(--tr-text-meta)',
    padding: '4px 12px',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '""', margin: '0' },
  '.cm-deletedChunk button.revert': {
    font: 'var(--tr-text-label)',
    background: 'var(--tr-surface)',
    color: 'var(--tr-text)',
    border: '1px solid var(--tr-line-strong)',
    borderRadius: 'var(--tr-radius-s)',
    padding: '0 6px',
    cursor: 'pointer',
  },
});

const json = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--tr-accent-text)' },
  { tag: tags.string, color: 'var(--tr-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--tr-parent)' },
  { tag: tags.punctuation, color: 'var(--tr-text-3)' },
]);

export const editorTheme: Extension = [colours, overlays, comparison, syntaxHighlighting(json)];
