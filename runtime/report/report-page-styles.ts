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
  .board {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  /* With charts the sheet keeps a height of its own and the page scrolls. */
  .board:has(.charts) {
    overflow: auto;
  }
  .board:has(.charts) tr-sheet {
    flex: 1 0 max(320px, 60%);
    border-top: 1px solid var(--tr-line-strong);
  }
  .charts {
    flex: none;
    display: grid;
    gap: 12px;
    padding: 12px 24px;
    background: var(--tr-canvas);
  }
  .charts.several {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
  }
  .loose {
    height: 258px;
    min-width: 0;
  }
  .refused {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    height: 100%;
    color: var(--tr-text-3);
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-l);
    background: var(--tr-surface);
  }
  .titles {
    min-width: 0;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    height: 26px;
    min-width: 0;
    max-width: 260px;
    flex: 0 1 auto;
    padding-inline: 8px 2px;
    border-radius: var(--tr-radius-s);
    background: var(--tr-selected);
    color: var(--tr-accent-text);
    font: var(--tr-text-label);
  }
  .quiet {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 28px;
    padding: 0 8px;
    border: 0;
    background: none;
    border-radius: var(--tr-radius-m);
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    cursor: pointer;
    flex: none;
  }
  .quiet:hover {
    background: var(--tr-hover);
    color: var(--tr-text);
  }
  .levels {
    display: inline-flex;
    flex: none;
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    overflow: hidden;
  }
  .levels button {
    width: 26px;
    height: 24px;
    border: 0;
    padding: 0;
    background: none;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    cursor: pointer;
  }
  .levels button + button {
    border-inline-start: 1px solid var(--tr-line);
  }
  .levels button[aria-pressed='true'] {
    background: var(--tr-selected);
    color: var(--tr-accent-text);
    font-weight: 600;
  }
  .levels button:focus-visible {
    outline-offset: -2px;
  }
  .finder {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    flex: none;
  }
  .finder input {
    width: 160px;
    height: 28px;
    box-sizing: border-box;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
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
      padding: 4px 16px;
      gap: 8px;
      min-height: 44px;
      flex-wrap: wrap;
    }
    .levels button {
      width: 44px;
      height: 36px;
    }
    .quiet {
      height: 44px;
      min-width: 44px;
      justify-content: center;
    }
    .chip {
      height: 36px;
    }
    .chip .ib {
      width: 32px;
      height: 32px;
    }
    .finder input {
      height: 44px;
      font-size: 16px;
    }
    .charts {
      padding: 12px 16px;
    }
  }
  @media print {
    .strip,
    .head :is(vaadin-button, .ib),
    .phonehead .ib,
    :host([titled]) .titles h1 {
      display: none;
    }
    :host,
    .sheet,
    .board,
    .board:has(.charts) {
      display: block;
      border: 0;
      overflow: visible;
    }
    .head {
      min-height: 0;
      padding: 0 0 8px;
    }
    :host([titled]) .head {
      padding: 0;
    }
    .charts {
      padding: 0 0 12px;
    }
    .loose {
      break-inside: avoid;
    }
  }
`;
