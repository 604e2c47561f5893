/** Look of the box where comments are written, and of the people offered after an @. */
import { css } from 'lit';

export const commentBoxStyles = css`
  :host {
    display: block;
    position: relative;
  }
  .box {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    padding: 2px;
  }
  .box:focus-within {
    outline: var(--tr-focus-width) solid var(--tr-focus);
    outline-offset: -1px;
  }
  textarea {
    flex: 1;
    min-width: 0;
    border: 0;
    background: none;
    color: inherit;
    font: var(--tr-text-body);
    padding: 5px 8px;
    min-height: 30px;
    resize: none;
    outline: none;
  }
  textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--tr-text-3);
    opacity: 1;
  }
  .send:not([disabled]) {
    color: var(--tr-accent-text);
  }
  .people {
    position: absolute;
    left: 0;
    right: 0;
    bottom: calc(100% + 4px);
    z-index: 5;
    max-height: 376px;
    overflow: auto;
    padding: 4px;
    background: var(--tr-raised);
    border-radius: var(--tr-radius-l);
    box-shadow: var(--tr-shadow-2);
  }
  :host([below]) .people {
    bottom: auto;
    top: calc(100% + 4px);
  }
  .people.none {
    padding: 10px 12px;
    color: var(--tr-text-3);
  }
  .people li {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
    padding: 2px 8px;
    border-radius: var(--tr-radius-m);
    cursor: pointer;
  }
  .people li[aria-selected='true'] {
    background: var(--tr-hover);
  }
  .people li[aria-disabled='true'] {
    cursor: default;
    color: var(--tr-text-3);
  }
  .people .why {
    margin-inline-start: auto;
    flex: none;
  }
  .failed {
    display: flex;
    gap: 6px;
    margin-top: 6px;
    font: var(--tr-text-meta);
    color: var(--tr-bad);
    overflow-wrap: anywhere;
  }
  .failed svg {
    margin-top: 1px;
  }
  @media (pointer: coarse) {
    textarea {
      min-height: 40px;
      padding-block: 9px;
      font: var(--tr-text-read);
    }
    .people li {
      min-height: 44px;
    }
  }
`;
