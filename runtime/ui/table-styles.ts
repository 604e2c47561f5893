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

/** A page that is such a table: what stands above it stays, its rows scroll under their heads. */
export const tablePageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
  }
  .head {
    min-height: 60px;
    flex: none;
    flex-wrap: wrap;
  }
  .content {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  th {
    position: sticky;
    top: 0;
    background: var(--tr-surface);
    height: 36px;
    z-index: 1;
  }
  @media (max-width: 639px) {
    thead {
      display: none;
    }
    table,
    tbody {
      display: block;
    }
    tr {
      display: grid;
      border-bottom: 1px solid var(--tr-line);
    }
    td {
      border: 0;
    }
  }
`;
