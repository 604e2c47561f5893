/** Styles of the canvas of views: bars above, the list in its frame, the tools of a column below. */
import { css } from 'lit';

export const viewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--tr-canvas);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 10px;
    align-items: center;
    padding: 8px 12px;
    background: var(--tr-surface);
    border-bottom: 1px solid var(--tr-line);
    flex: none;
  }
  .bar .what {
    color: var(--tr-text-2);
    white-space: nowrap;
  }
  .bar select.in {
    width: 168px;
  }
  .sp {
    flex: 1;
  }
  .modes button {
    height: 26px;
  }
  .modes button[aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }
  .filter {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px;
    align-items: start;
    max-height: 45%;
    overflow: auto;
  }
  .filter > .what {
    line-height: 28px;
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    padding: 8px 12px;
    background: var(--tr-surface);
    border-bottom: 1px solid var(--tr-line);
    flex: none;
  }
  .option {
    display: grid;
    gap: 2px;
    min-width: 140px;
  }
  .option > span {
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
  }
  .option .req {
    color: var(--tr-bad);
  }
  .several {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
  }
  .several td-name-input {
    width: 140px;
  }
  .chip {
    padding: 0;
    gap: 0;
  }
  .chip button {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    height: 26px;
    padding: 0 4px 0 8px;
    cursor: pointer;
    border-radius: var(--tr-radius-m);
  }
  .chip button.x {
    padding: 0 6px 0 2px;
    color: var(--tr-text-3);
  }
  .stage {
    position: relative;
    flex: 1;
    min-height: 0;
    margin: 16px;
    display: flex;
    flex-direction: column;
    background: var(--tr-surface);
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-l);
    overflow: hidden;
  }
  .stage > :is(tr-list-grid, .mode) {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  .totals {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    justify-content: flex-end;
    padding: 8px 16px;
    border-top: 1px solid var(--tr-line);
    color: var(--tr-text-2);
    font: var(--tr-text-meta);
  }
  .totals b {
    color: var(--tr-text);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .mark {
    position: absolute;
    top: 0;
    bottom: 0;
    border: 2px solid var(--tr-accent);
    border-radius: var(--tr-radius-s);
    pointer-events: none;
    z-index: 3;
  }
  .mark.drop {
    border-width: 0 0 0 3px;
    border-radius: 0;
  }
  .strip {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 6px;
    min-height: 45px;
    padding: 6px 12px;
    background: var(--tr-surface);
    border-top: 1px solid var(--tr-line);
  }
  .strip > b {
    font-weight: 600;
    max-width: 160px;
  }
  .tool {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    height: 28px;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--tr-radius-m);
    background: none;
    color: var(--tr-text-2);
    font: var(--tr-text-label);
    cursor: pointer;
    white-space: nowrap;
  }
  .tool:hover {
    background: var(--tr-hover);
    color: var(--tr-text);
  }
  .tool[aria-pressed='true'] {
    background: var(--tr-accent-soft);
    border-color: var(--tr-accent-line);
    color: var(--tr-accent-text);
  }
  .pick {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--tr-text-2);
    font: var(--tr-text-label);
  }
  .pick select.in {
    width: auto;
    max-width: 128px;
  }
`;
