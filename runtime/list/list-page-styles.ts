/** Layout of the list page. */
import { css } from 'lit';

export const listPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
    position: relative;
  }
  .head {
    padding: 14px 24px 0;
    flex: none;
  }
  .top {
    min-height: 32px;
  }
  .count {
    padding-left: 2px;
  }
  .tabs {
    margin-top: 6px;
  }
  .tabs > .ib {
    align-self: center;
  }
  .tabrow {
    display: flex;
    gap: 4px;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tab.plain {
    border: 0;
    background: none;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    flex: none;
    cursor: pointer;
  }
  .tab {
    text-decoration: none;
  }
  .tab:hover {
    text-decoration: none;
  }
  .line {
    border-bottom: 1px solid var(--tr-line);
    height: 12px;
  }
  .beside {
    flex: 1;
    min-height: 0;
    display: flex;
  }
  .beside > .content {
    min-width: 0;
  }
  .content {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    overflow: auto;
  }
  .foot {
    height: 36px;
    flex: none;
    display: flex;
    align-items: center;
    gap: 16px;
    padding: 0 24px;
    border-top: 1px solid var(--tr-line-strong);
    font-size: 12px;
    color: var(--tr-text-2);
    background: var(--tr-surface);
    white-space: nowrap;
  }
  .foot b {
    color: var(--tr-text);
    font-weight: 600;
  }
  .foot .stale {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--tr-bad);
  }
  .bulk {
    position: absolute;
    left: 50%;
    transform: translateX(-50%);
    bottom: 52px;
    background: var(--tr-inverse);
    color: var(--tr-on-inverse);
    border-radius: var(--tr-radius-l);
    box-shadow: var(--tr-shadow-3);
    height: 44px;
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 0 6px 0 14px;
    font-weight: 500;
    white-space: nowrap;
    z-index: 5;
  }
  .bulk .n {
    padding-right: 12px;
  }
  .bulk button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 32px;
    padding: 0 10px;
    border: 0;
    border-left: 1px solid rgb(128 128 128 / 0.35);
    background: none;
    color: inherit;
    cursor: pointer;
    font-weight: 500;
  }
  .bulk button:hover {
    background: rgb(128 128 128 / 0.3);
  }
  .bulk button:focus-visible {
    outline-color: currentColor;
    outline-offset: -2px;
  }
  .phonehead {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 52px;
    flex: none;
    padding: 0 16px;
    border-bottom: 1px solid var(--tr-line);
  }
  .phonehead .title {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    border: 0;
    background: none;
    padding: 0;
    min-height: 44px;
    cursor: pointer;
  }
  .float {
    position: absolute;
    right: 16px;
    bottom: 16px;
    width: 56px;
    height: 56px;
    border-radius: 16px;
    background: var(--tr-accent);
    color: var(--tr-on-accent);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    box-shadow: var(--tr-shadow-2);
    z-index: 4;
  }
  @media print {
    .tabs,
    .ib,
    .float,
    .top vaadin-button,
    tr-filter-bar {
      display: none;
    }
    .content {
      overflow: hidden;
      max-height: 240mm;
    }
  }
`;
