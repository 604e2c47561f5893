/** Layout of the lists of logins and of sessions: head, filters, a table that becomes lines on a phone. */
import { css } from 'lit';

export const usersPageStyles = css`
  .head {
    padding: 14px 24px 12px;
    gap: 8px 12px;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 0 24px 12px;
    border-bottom: 1px solid var(--tr-line);
    flex: none;
  }
  .tools :is(input, select) {
    box-sizing: border-box;
    min-height: 32px;
    padding: 0 10px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: inherit;
    min-width: 0;
  }
  .tools input {
    width: 280px;
  }
  .lead {
    padding: 0 24px 12px;
    border-bottom: 1px solid var(--tr-line);
  }
  td {
    height: 52px;
    color: var(--tr-text-2);
    padding-block: 6px;
  }
  :is(th, td):first-child {
    padding-left: 24px;
  }
  .who {
    color: var(--tr-text);
    min-width: 0;
  }
  .who button.linkish {
    font-weight: 500;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .who .sub {
    display: block;
    color: var(--tr-text-3);
    font: var(--tr-text-meta);
    overflow-wrap: anywhere;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .num {
    text-align: right;
    white-space: nowrap;
  }
  .when {
    white-space: nowrap;
  }
  .act {
    width: 56px;
    text-align: right;
    padding-right: 24px;
    white-space: nowrap;
  }
  .more {
    padding: 12px 24px;
    margin: 0;
  }
  @media (max-width: 639px) {
    .head {
      padding: 10px 16px 8px;
    }
    .tools,
    .lead {
      padding: 0 16px 10px;
    }
    .tools input {
      width: 100%;
    }
    .tools select {
      flex: 1;
    }
    .tools :is(input, select) {
      min-height: 44px;
      font-size: 16px;
    }
    tr {
      grid-template-columns: minmax(0, 1fr) 44px;
      align-items: start;
      padding: 10px 8px 10px 16px;
    }
    td,
    td:first-child {
      height: auto;
      padding: 2px 0;
      width: auto;
      grid-column: 1;
      text-align: left;
    }
    td:empty {
      display: none;
    }
    td.act {
      grid-column: 2;
      grid-row: 1 / span 2;
      padding: 0;
      text-align: right;
    }
    td.num {
      text-align: left;
    }
    td.act .ib {
      width: 44px;
      height: 44px;
    }
    td[data-label]::before {
      content: attr(data-label) ': ';
      color: var(--tr-text-3);
    }
  }
`;
