/** What the log has besides the lists of logins: filters that are editors, rows that open. */
import { css } from 'lit';

export const logPageStyles = css`
  .tools {
    align-items: center;
  }
  .tools .find {
    width: 220px;
  }
  .editor {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    padding-inline-start: 8px;
  }
  .editor > :last-child {
    flex: 1;
    min-width: 0;
  }
  .editor.who {
    width: 248px;
  }
  .editor.day {
    width: 196px;
  }
  td {
    height: auto;
    vertical-align: top;
    padding-block: 10px;
  }
  tr.line {
    cursor: pointer;
  }
  td.what {
    color: var(--tr-text);
    padding-block: 8px;
    white-space: nowrap;
  }
  td.what button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    font-weight: 500;
    color: inherit;
    text-align: start;
    cursor: pointer;
  }
  td.what button svg {
    color: var(--tr-text-3);
    flex: none;
    transition: transform 120ms;
  }
  td.what button[aria-expanded='true'] svg {
    transform: rotate(90deg);
  }
  td.about {
    overflow-wrap: anywhere;
    max-width: 420px;
  }
  td.when {
    width: 160px;
  }
  tr.facts td,
  tr.facts:hover td {
    background: var(--tr-sunken);
    padding: 12px 24px 14px 48px;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 6px 16px;
    margin: 0;
  }
  dt {
    color: var(--tr-text-3);
  }
  dd {
    margin: 0;
    color: var(--tr-text);
    overflow-wrap: anywhere;
  }
  code {
    font-family: var(--tr-font-mono);
    font-size: 12px;
  }
  .facts p {
    margin: 10px 0 0;
  }
  .facts .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .facts .linkish {
    min-height: 24px;
  }
  @media (max-width: 639px) {
    .tools :is(.find, .pick) {
      width: 100%;
      flex: none;
    }
    .editor.who {
      width: 100%;
    }
    .editor.day {
      width: calc(50% - 4px);
    }
    .editor {
      display: block;
      padding: 0;
    }
    tr.line {
      display: grid;
      grid-template-columns: minmax(0, 1fr) max-content;
      column-gap: 12px;
      padding: 2px 16px 8px;
    }
    tr.line td,
    tr.line:hover td {
      padding: 1px 0;
      background: none;
    }
    tr.line :is(td.what, td.about) {
      grid-column: 1 / -1;
    }
    td.when {
      grid-column: 2;
      color: var(--tr-text-3);
    }
    td.address {
      display: none;
    }
    td.what button {
      min-height: 44px;
    }
    td.when,
    td.about {
      width: auto;
      max-width: none;
    }
    tr.facts {
      display: block;
      padding: 0;
    }
    tr.facts td {
      display: block;
      padding: 12px 16px;
    }
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    dd {
      margin-bottom: 8px;
    }
    .facts .linkish {
      min-height: 44px;
    }
  }
`;
