/** Look of the palette of reports: datasets, their fields, the assistants at its foot. */
import { css } from 'lit';

export const reportPaletteStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    flex: 1;
  }
  .search {
    padding: 8px 12px;
  }
  .search input {
    width: 100%;
    height: 28px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    font: var(--tr-text-body);
  }
  .list {
    flex: 1;
    overflow: auto;
    padding: 0 8px 8px;
  }
  .set {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 32px;
  }
  .set > button:first-child {
    display: flex;
    align-items: center;
    gap: 6px;
    flex: 1;
    min-width: 0;
    border: 0;
    background: none;
    padding: 4px;
    text-align: start;
    font: var(--tr-text-body);
    cursor: pointer;
  }
  .set strong {
    font-weight: 600;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    padding: 0 6px 0 24px;
    border-radius: var(--tr-radius-s);
    cursor: grab;
  }
  .field:hover {
    background: var(--tr-hover);
  }
  .field[aria-selected='true'] {
    background: var(--tr-selected);
  }
  .field:focus-visible {
    outline: 2px solid var(--tr-focus);
    outline-offset: -2px;
  }
  .field svg {
    color: var(--tr-text-3);
    flex: none;
  }
  .field .clip {
    flex: 1;
    min-width: 0;
  }
  .cells {
    font: 11px/16px var(--tr-font-mono);
    color: var(--tr-text-2);
    flex: none;
    max-width: 84px;
  }
  .order {
    flex: none;
    min-width: 16px;
    height: 16px;
    padding: 0 4px;
    border-radius: 8px;
    background: var(--tr-accent);
    color: var(--tr-on-accent);
    font: 600 10px/16px var(--tr-font);
    text-align: center;
  }
  .none {
    padding: 4px 12px;
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  .add {
    display: flex;
    align-items: center;
    gap: 6px;
    border: 0;
    background: none;
    padding: 8px;
    font: var(--tr-text-body);
    color: var(--tr-accent-text);
    cursor: pointer;
  }
  .make {
    border-top: 1px solid var(--tr-line);
    padding: 8px 12px 12px;
  }
  .make p {
    margin: 0 0 6px;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  .make div {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 6px;
  }
  .make button {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    font: var(--tr-text-body);
    cursor: pointer;
  }
  .make button:hover:not(:disabled) {
    background: var(--tr-hover);
  }
  .make button:disabled {
    color: var(--tr-text-3);
    cursor: default;
  }
`;
