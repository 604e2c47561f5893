/** Layout of the report reader. */
import { css } from 'lit';

export const reportPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
    background: var(--tr-surface);
  }
  .head {
    padding: 14px 24px 12px;
    flex: none;
    min-height: 58px;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
  }
  legend {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    padding: 0 0 4px;
  }
  fieldset label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 26px;
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 40px;
    padding: 0 24px;
    flex: none;
    white-space: nowrap;
    overflow: hidden;
  }
  .changed,
  .stale {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--tr-text-2);
    font-size: 12px;
    min-width: 0;
  }
  .stale {
    color: var(--tr-bad);
  }
  .sheet {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    border-top: 1px solid var(--tr-line-strong);
  }
  .sheet[aria-busy] tr-sheet {
    opacity: 0.55;
    transition: opacity var(--tr-fast) var(--tr-ease) 150ms;
  }
  tr-sheet {
    flex: 1;
  }
  .phonehead {
    display: flex;
    align-items: center;
    gap: 4px;
    height: 52px;
    flex: none;
    padding: 0 8px 0 16px;
    border-bottom: 1px solid var(--tr-line);
  }
  .phonehead h1 {
    font: 600 16px/24px var(--tr-font);
  }
  .phonehead .ib {
    width: 44px;
    height: 44px;
  }
  @media (max-width: 639px) {
    .strip {
      padding: 0 16px;
    }
  }
  @media print {
    .strip,
    .head vaadin-button {
      display: none;
    }
    :host,
    .sheet {
      display: block;
      border: 0;
    }
  }
`;
