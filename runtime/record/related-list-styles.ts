/** Layout of a related list and of the record that is looked at beside it. */
import { css } from 'lit';

export const relatedListStyles = css`
  :host {
    display: block;
  }
  .sech {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-bottom: 10px;
    min-height: 28px;
  }
  .frame {
    border: 1px solid var(--tr-line);
    border-radius: 8px;
    overflow: auto;
  }
  td {
    white-space: nowrap;
    color: var(--tr-text-2);
  }
  td:first-child a {
    color: var(--tr-text);
    font-weight: 500;
  }
  td.num {
    color: var(--tr-text);
  }
  .none {
    padding: 12px;
    color: var(--tr-text-3);
  }
  .new {
    gap: 4px;
  }
  tbody tr {
    cursor: pointer;
  }
  tr.looked td {
    background: var(--tr-selected);
  }
  .all {
    margin-top: 8px;
  }
  /* Beside the record: the whole height at the end of the window. */
  dialog {
    border: 0;
    padding: 0;
    margin: 0 0 0 auto;
    width: min(560px, calc(100vw - 48px));
    height: 100dvh;
    max-height: none;
    background: var(--tr-surface);
    color: var(--tr-text);
    box-shadow: var(--tr-shadow-3);
  }
  dialog[open] {
    display: flex;
  }
  dialog::backdrop {
    background: var(--tr-backdrop);
  }
  tr-quick-view {
    width: 100%;
    border-left: 0;
  }
`;
