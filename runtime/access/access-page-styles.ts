/** Layout of the page of rights: chooser, matrix that scrolls in its own frame, fields. */
import { css } from 'lit';

export const accessPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  .page {
    padding: 16px 24px 32px;
  }
  .lead {
    margin-top: 4px;
    max-width: 72ch;
  }
  .choose {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 12px;
    margin: 16px 0;
  }
  .choose > :is(tr-reference-box, vaadin-select) {
    width: min(360px, 100%);
  }
  .role {
    margin-top: 32px;
    padding-top: 8px;
    border-top: 1px solid var(--tr-line);
  }
  .roles {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-bottom: 16px;
  }
  .none {
    padding: 24px 0;
  }
  .scroll {
    overflow-x: auto;
    border-block: 1px solid var(--tr-line);
  }
  table {
    border-collapse: collapse;
    width: 100%;
    min-width: 960px;
  }
  th,
  td {
    text-align: left;
    padding: 8px 12px 8px 0;
    border-bottom: 1px solid var(--tr-line);
    white-space: nowrap;
    height: var(--tr-row);
    vertical-align: middle;
  }
  tr:last-child > :is(th, td) {
    border-bottom: 0;
  }
  thead th {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  tbody th {
    font-weight: 500;
    position: sticky;
    left: 0;
    background: var(--tr-surface);
  }
  thead th:first-child {
    position: sticky;
    left: 0;
    background: var(--tr-surface);
  }
  td .all {
    color: var(--tr-good);
    font-weight: 500;
  }
  .plus {
    margin-left: 6px;
  }
  h2 {
    margin: 24px 0 8px;
  }
  .fields > div {
    display: grid;
    grid-template-columns: minmax(120px, 200px) minmax(0, 1fr);
    gap: 8px 16px;
    padding: 8px 0;
    border-bottom: 1px solid var(--tr-line);
  }
  dt {
    font-weight: 500;
  }
  .fields dd {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 16px;
  }
  .field {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  @media (max-width: 639px) {
    .page {
      padding: 12px 16px 24px;
    }
    .fields > div {
      grid-template-columns: minmax(0, 1fr);
    }
    #view,
    #view-role {
      width: 100%;
      min-height: 44px;
    }
  }
`;
