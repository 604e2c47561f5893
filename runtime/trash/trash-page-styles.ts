/** Layout of the trash: head with actions, a table that becomes lines on a phone. */
import { css } from 'lit';

export const trashPageStyles = css`
  .head {
    padding: 14px 24px 12px 16px;
    border-bottom: 1px solid var(--tr-line);
  }
  td {
    height: 40px;
    color: var(--tr-text-2);
  }
  .check {
    width: 52px;
    padding-left: 24px;
  }
  .name {
    color: var(--tr-text);
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .merged {
    display: block;
    font: var(--tr-text-meta);
  }
  .merged a {
    color: var(--tr-accent-text);
  }
  .by {
    width: 220px;
  }
  .when {
    width: 180px;
    text-align: right;
    white-space: nowrap;
  }
  .act {
    width: 64px;
    text-align: right;
    padding-right: 24px;
  }
  tr.on td {
    background: var(--tr-selected);
  }
  .more {
    padding: 12px 24px;
  }
  @media (max-width: 639px) {
    .head {
      padding: 8px 16px 8px 4px;
    }
    tr {
      grid-template-columns: 44px minmax(0, 1fr) 44px;
      align-items: center;
      padding: 8px 8px 8px 12px;
    }
    td {
      height: auto;
      padding: 2px 4px;
      width: auto !important;
    }
    .check {
      grid-row: 1 / span 3;
    }
    .act {
      grid-column: 3;
      grid-row: 1 / span 3;
    }
    .by,
    .when {
      grid-column: 2;
      text-align: left;
    }
  }
`;
