/** Styles of the grid of texts: lines of one height, heads that stay, the chosen cells. */
import { css } from 'lit';

export const translationGridStyles = css`
  :host {
    display: block;
    min-height: 0;
    min-width: 0;
  }
  .grid {
    height: 100%;
    overflow: auto;
    outline: none;
    position: relative;
  }
  .line {
    display: grid;
    grid-template-columns: var(--columns);
    min-width: var(--least);
    width: 100%;
  }
  .heads {
    position: sticky;
    top: 0;
    z-index: 2;
    background: var(--tr-surface);
    border-bottom: 1px solid var(--tr-line-strong);
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  .heads > * {
    height: 34px;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 12px;
    white-space: nowrap;
    overflow: hidden;
  }
  .heads .count {
    font-weight: 400;
    color: var(--tr-text-3);
  }
  .space {
    position: relative;
    min-width: var(--least);
  }
  .space > .line {
    position: absolute;
    left: 0;
    height: 32px;
    grid-template-rows: 31px;
    border-bottom: 1px solid var(--tr-line);
  }
  .line > * {
    min-width: 0;
  }
  .cell {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 0 12px;
    cursor: default;
    user-select: none;
    border-inline-start: 1px solid transparent;
  }
  .cell > .words {
    min-width: 0;
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell svg {
    flex: none;
    color: var(--tr-text-3);
  }
  .cell .warn svg {
    color: var(--tr-warn);
  }
  .cell .warn {
    display: inline-flex;
  }
  .part {
    color: var(--tr-text-2);
  }
  .word {
    border-inline-start-color: var(--tr-line);
  }
  .word.lacks {
    background: var(--tr-warn-soft, var(--tr-fill));
  }
  .word.locked .words {
    color: var(--tr-text-3);
  }
  .word.chosen {
    background: var(--tr-accent-soft);
  }
  .grid:focus .word.active,
  .grid:focus-within .word.active {
    box-shadow: inset 0 0 0 2px var(--tr-accent);
  }
  .word.active {
    box-shadow: inset 0 0 0 1px var(--tr-accent);
    position: relative;
  }
  textarea {
    position: absolute;
    inset: 0 auto auto 0;
    width: 100%;
    min-height: 32px;
    z-index: 1;
    resize: none;
    outline: none;
    font: inherit;
    color: var(--tr-text);
    background: var(--tr-surface);
    border: 2px solid var(--tr-accent);
    padding: 4px 10px;
    box-shadow: var(--tr-shadow-2);
    field-sizing: content;
    max-height: 240px;
    user-select: text;
  }
`;
