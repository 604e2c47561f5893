/** Layout of the merge dialog: a table of columns; on a phone each field is a block with its values below one another. */
import { css } from 'lit';

export const mergeDialogStyles = css`
  p {
    margin: 0 0 12px;
  }
  .scroll {
    overflow-x: auto;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
  }
  table {
    border-collapse: collapse;
    table-layout: fixed;
    width: 100%;
    min-width: calc(128px + var(--records) * 152px);
  }
  thead td {
    width: 128px;
  }
  th,
  td {
    text-align: start;
    vertical-align: top;
    padding: 6px 10px;
    border-bottom: 1px solid var(--tr-line);
    color: var(--tr-text);
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  thead th {
    background: var(--tr-fill);
    border-bottom-color: var(--tr-line-strong);
    font: var(--tr-text-body);
  }
  th[scope='row'] {
    font: var(--tr-text-label);
    line-height: 24px;
    color: var(--tr-text-2);
    overflow-wrap: anywhere;
  }
  label {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    cursor: pointer;
    min-height: 24px;
  }
  label span {
    min-width: 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 6;
    overflow: hidden;
    line-height: 20px;
    padding-top: 2px;
  }
  td label:has(input:checked) span {
    font-weight: 500;
  }
  td.on {
    background: var(--tr-selected);
  }
  input {
    accent-color: var(--tr-accent);
    margin: 5px 0 0;
    flex: none;
  }
  label .name {
    font-weight: 600;
  }
  .meta {
    display: block;
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
    padding-inline-start: 21px;
  }
  .none {
    color: var(--tr-text-3);
  }
  .of {
    display: none;
  }
  .linkish {
    margin-inline-start: 21px;
    min-height: 24px;
  }
  .bad {
    display: flex;
    gap: 8px;
    margin: 12px 0 0;
    color: var(--tr-bad);
  }
  td .bad {
    margin: 4px 0 0;
    font: var(--tr-text-meta);
  }
  summary {
    cursor: pointer;
    padding: 10px 0;
    color: var(--tr-text-2);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(96px, max-content) minmax(0, 1fr);
    gap: 4px 16px;
    margin: 0 0 8px;
  }
  dt {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    line-height: 20px;
  }
  dd {
    margin: 0;
    color: var(--tr-text);
    overflow-wrap: anywhere;
  }
  h3 {
    font: var(--tr-text-label);
    color: var(--tr-text);
    margin: 12px 0 4px;
  }
  .moves {
    margin: 0;
    padding: 0;
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    color: var(--tr-text);
  }
  .final {
    display: flex;
    gap: 8px;
    margin: 12px 0 0;
    padding: 8px 12px;
    border-radius: var(--tr-radius-m);
    background: var(--tr-fill);
    color: var(--tr-text);
  }
  .final svg {
    flex: none;
    margin-top: 2px;
  }
  @media (max-width: 639px) {
    .scroll {
      border: 0;
      overflow: visible;
    }
    table,
    thead,
    tbody,
    tr,
    th,
    td {
      display: block;
      min-width: 0;
    }
    thead tr > td {
      display: none;
    }
    thead th {
      background: none;
      border: 0;
      padding: 4px 0;
    }
    tbody tr {
      border-top: 1px solid var(--tr-line);
      padding: 8px 0;
    }
    tbody th,
    td {
      border: 0;
      padding: 0 8px;
      border-radius: var(--tr-radius-m);
    }
    th[scope='row'] {
      padding: 0;
      color: var(--tr-text);
    }
    label {
      min-height: 44px;
      align-items: center;
    }
    label span {
      padding: 4px 0;
    }
    input {
      margin: 0;
      width: 18px;
      height: 18px;
    }
    .of {
      display: block;
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
    }
    .meta,
    .linkish {
      padding-inline-start: 26px;
      margin-inline-start: 0;
    }
    .linkish {
      min-height: 44px;
    }
  }
`;
