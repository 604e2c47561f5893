/** Styles of the tables around releases. */
import { css } from 'lit';

export const releaseTableStyles = css`
  :host {
    display: block;
    overflow: auto;
  }
  .head {
    padding: 16px 24px;
    display: flex;
    align-items: center;
    gap: 8px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    border-top: 1px solid var(--tr-line-strong);
  }
  th {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    text-align: start;
    height: 34px;
    border-bottom: 1px solid var(--tr-line-strong);
  }
  tr > * {
    padding: 6px 12px;
    vertical-align: top;
  }
  tr > :first-child {
    padding-inline-start: 24px;
  }
  tr > :last-child {
    padding-inline-end: 24px;
    text-align: end;
  }
  td {
    border-bottom: 1px solid var(--tr-line);
    line-height: 28px;
  }
  td.changes {
    text-align: start;
    padding-block: 4px 12px;
    line-height: 20px;
  }
  .changes ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(320px, 1fr));
    gap: 4px 24px;
  }
  .changes li {
    display: flex;
    gap: 6px;
  }
  .tag {
    margin-bottom: 2px;
  }
  .number {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    border: 0;
    background: none;
    padding: 0 4px 0 0;
    font-weight: 500;
    cursor: pointer;
    line-height: 28px;
    border-radius: var(--tr-radius-s);
  }
  .note {
    white-space: normal;
    overflow-wrap: anywhere;
    width: 46%;
  }
  .num {
    text-align: end;
  }
  .nowrap {
    white-space: nowrap;
  }
`;
