/** Layout of the filter bar. */
import { css } from 'lit';

export const filterBarStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 48px;
    padding: 6px 0;
    flex-wrap: wrap;
  }
  :host([compact]) {
    flex-wrap: nowrap;
    overflow-x: auto;
    padding: 8px 16px;
    border-bottom: 1px solid var(--tr-line);
    scrollbar-width: none;
    flex: none;
  }
  .find {
    position: relative;
    width: 196px;
    flex: none;
  }
  .reset {
    padding: 0 6px;
    white-space: nowrap;
    flex: none;
  }
  :host([compact]) .find {
    width: 176px;
  }
  .find svg {
    position: absolute;
    left: 8px;
    top: 7px;
    color: var(--tr-text-3);
    pointer-events: none;
  }
  .find input {
    width: 100%;
    height: 28px;
    padding: 0 26px 0 28px;
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  .find input::placeholder {
    color: var(--tr-text-3);
    opacity: 1;
  }
  .find input::-webkit-search-cancel-button {
    display: none;
  }
  .find input:focus {
    outline: none;
    border-color: var(--tr-focus);
    box-shadow: 0 0 0 1px var(--tr-focus);
  }
  .find button {
    position: absolute;
    right: 2px;
    top: 2px;
  }
  .on {
    display: inline-flex;
    align-items: center;
    height: 28px;
    border: 1px solid var(--tr-accent-line);
    border-radius: var(--tr-radius-m);
    background: var(--tr-accent-soft);
    color: var(--tr-accent-text);
    flex: none;
    max-width: 340px;
  }
  .on .words {
    border: 0;
    background: none;
    padding: 0 2px 0 8px;
    height: 100%;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    cursor: pointer;
    color: inherit;
    min-width: 0;
    border-radius: 5px;
  }
  .on .x {
    border: 0;
    background: none;
    width: 26px;
    height: 26px;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    cursor: pointer;
    color: inherit;
    border-radius: 5px;
    flex: none;
  }
  .on .x:hover {
    background: var(--tr-accent-line);
  }
  .right {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-inline-start: auto;
  }
  .gh {
    border: 0;
    background: transparent;
    height: 28px;
    padding: 0 9px;
    border-radius: var(--tr-radius-m);
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--tr-text-2);
    font-weight: 500;
    cursor: pointer;
    white-space: nowrap;
  }
  .gh:hover {
    background: var(--tr-hover);
    color: var(--tr-text);
  }
  :host([compact]) :is(.chip, .gh, .on, .find input) {
    height: 36px;
    border-radius: 99px;
  }
  :host([compact]) .gh {
    border: 1px solid var(--tr-line-strong);
  }
  :host([compact]) .find svg {
    top: 11px;
    left: 12px;
  }
  :host([compact]) .find input {
    padding-left: 32px;
    font-size: 14px;
  }
  :host([compact]) .on .x {
    width: 32px;
    height: 32px;
  }
`;
