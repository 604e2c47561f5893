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
  .tools > span {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-width: 0;
  }
  .tools svg {
    position: absolute;
    inset-inline-end: 8px;
    color: var(--tr-text-2);
    pointer-events: none;
  }
  .find svg {
    inset-inline: 8px auto;
  }
  .tools :is(input, select) {
    appearance: none;
    box-sizing: border-box;
    width: 100%;
    height: 28px;
    padding: 0 28px 0 10px;
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: inherit;
    min-width: 0;
  }
  .tools select {
    cursor: pointer;
  }
  .tools select:hover {
    background: var(--tr-hover);
  }
  .tools .find {
    width: 240px;
  }
  .tools input {
    padding: 0 8px 0 28px;
  }
  .tools input::placeholder {
    color: var(--tr-text-3);
    opacity: 1;
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
  .face {
    display: flex;
    align-items: center;
    gap: 10px;
    min-width: 0;
  }
  .face > span:last-child {
    min-width: 0;
  }
  .who button.linkish {
    color: inherit;
    font-weight: 500;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .who strong {
    font-weight: 600;
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
    .head h1 {
      font: 600 16px/24px var(--tr-font);
    }
    .tools .find {
      width: 100%;
    }
    .tools .pick {
      flex: 1;
    }
    .tools :is(input, select) {
      height: 44px;
      font-size: 16px;
    }
    tr {
      position: relative;
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
      padding: 10px 56px 10px 16px;
    }
    td,
    td:first-child {
      height: auto;
      padding: 2px 0;
      width: auto;
      flex: 1 1 100%;
      text-align: left;
      background: none;
    }
    td.brief {
      flex: 0 1 auto;
    }
    td.part {
      order: 1;
    }
    td:is(.when, .num).brief {
      order: 2;
    }
    td:empty {
      display: none;
    }
    td.part:empty {
      display: block;
      padding: 0;
    }
    td.act {
      position: absolute;
      inset-block-start: 8px;
      inset-inline-end: 8px;
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
