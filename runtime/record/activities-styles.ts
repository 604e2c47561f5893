/** Look of the block of what is to be done. */
import { css } from 'lit';

export const activitiesStyles = css`
  :host {
    display: block;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 0 4px;
    min-height: 40px;
  }
  h2 {
    font: var(--tr-text-body-strong);
    font-weight: 600;
  }
  .add {
    border: 0;
    background: none;
    padding: 2px 6px;
    margin-inline-end: -6px;
    min-height: 28px;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--tr-accent-text);
    font-weight: 500;
    cursor: pointer;
    border-radius: var(--tr-radius-m);
  }
  .add:hover {
    background: var(--tr-hover);
  }
  li {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    min-height: 28px;
    padding: 4px 0;
  }
  li input {
    margin-top: 2px;
    flex: none;
  }
  li a {
    color: inherit;
    overflow-wrap: anywhere;
  }
  li.done a {
    color: var(--tr-text-3);
    text-decoration: line-through;
  }
  .due {
    flex: none;
    margin-inline-start: auto;
    line-height: 20px;
  }
  .new {
    width: 100%;
    min-height: 32px;
    margin: 2px 0 6px;
    padding: 0 10px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: inherit;
    font: inherit;
  }
  .failed {
    color: var(--tr-bad);
    font: var(--tr-text-meta);
    margin-bottom: 6px;
    overflow-wrap: anywhere;
  }
  .none {
    padding: 2px 0 8px;
  }
  @media (pointer: coarse) {
    .add,
    li,
    .new {
      min-height: 44px;
    }
  }
`;
