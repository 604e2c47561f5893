/** Tabs, cards and message boxes. */
import { css } from 'lit';

export const panelStyles = css`
  .tabs {
    display: flex;
    gap: 4px;
    height: 40px;
    align-items: stretch;
    border-bottom: 1px solid var(--tr-line);
    overflow-x: auto;
    overflow-y: hidden;
    scrollbar-width: none;
  }
  .tab {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 0 8px;
    border: 0;
    background: none;
    color: var(--tr-text-2);
    font-weight: 500;
    border-bottom: 2px solid transparent;
    white-space: nowrap;
    cursor: pointer;
    flex: none;
  }
  .tab:hover {
    color: var(--tr-text);
  }
  .tab:focus-visible {
    outline-offset: -2px;
  }
  .tab[aria-selected='true'],
  .tab[aria-current] {
    color: var(--tr-text);
    border-color: var(--tr-accent);
  }
  .tab .for {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  .tab .ct,
  .ct {
    font: var(--tr-text-micro);
    color: var(--tr-text-3);
    background: var(--tr-fill);
    border-radius: var(--tr-radius-s);
    padding: 0 4px;
  }
  .card {
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-l);
    background: var(--tr-surface);
    min-width: 0;
    min-height: 0;
  }
  .box {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    border-radius: 8px;
    padding: 10px 12px;
  }
  .box.bad {
    background: var(--tr-bad-soft);
    color: var(--tr-bad);
  }
  .box.warn {
    background: var(--tr-warn-soft);
    color: var(--tr-warn);
  }
  .box.info {
    background: var(--tr-info-soft);
    color: var(--tr-info);
  }
  .box svg.i {
    margin-top: 2px;
  }
`;
