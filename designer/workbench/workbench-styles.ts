/** Styles that the designer's elements share. */
import { css } from 'lit';

export const designStyles = css`
  .seg {
    display: inline-flex;
    background: var(--tr-fill);
    border-radius: var(--tr-radius-m);
    padding: 2px;
    gap: 2px;
  }
  .seg button {
    height: 24px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--tr-radius-s);
    background: none;
    color: var(--tr-text-2);
    font: var(--tr-text-label);
    cursor: pointer;
    white-space: nowrap;
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .seg button:hover {
    color: var(--tr-text);
  }
  .seg button[aria-pressed='true'] {
    background: var(--tr-surface);
    color: var(--tr-text);
    box-shadow: var(--tr-shadow-1);
  }
  .mono {
    font-family: var(--tr-font-mono);
    font-size: 12px;
  }
  .bad {
    color: var(--tr-bad);
  }
  .warn {
    color: var(--tr-warn);
  }
  .search {
    position: relative;
    display: flex;
    align-items: center;
  }
  .search svg {
    position: absolute;
    left: 9px;
    color: var(--tr-text-3);
    pointer-events: none;
  }
  .search input {
    width: 100%;
    height: var(--tr-control);
    font: inherit;
    color: inherit;
    padding: 0 8px 0 30px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
  }
  .search input::placeholder {
    color: var(--tr-text-3);
  }
`;
