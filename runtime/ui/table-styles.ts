/** A plain table of rows: heads, lines between rows, figures at the end. What is special to one stands after it. */
import { css } from 'lit';

export const tableStyles = css`
  table {
    border-collapse: separate;
    border-spacing: 0;
    width: 100%;
  }
  th {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    text-align: left;
    height: 34px;
    padding: 0 12px;
    border-bottom: 1px solid var(--tr-line-strong);
    white-space: nowrap;
  }
  th.num {
    text-align: right;
  }
  td {
    height: 36px;
    padding: 0 12px;
    border-bottom: 1px solid var(--tr-line);
  }
  tr:last-child td {
    border-bottom: 0;
  }
  tr:hover td {
    background: var(--tr-hover);
  }
`;
