/** Layout of the dashboard page: twelve columns, rows of 48 with 12 between, so that two rows make a tile of 108. */
import { css } from 'lit';

export const dashboardPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
    background: var(--tr-surface);
  }
  .head {
    padding: 14px 24px 0;
    flex: none;
  }
  .top {
    min-height: 32px;
    gap: 4px;
  }
  .top .meta {
    margin-inline-end: 6px;
    white-space: nowrap;
  }
  tr-query-chips:not([bare]) {
    margin-top: 12px;
  }
  tr-query-chips[bare] {
    display: contents;
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 12px 24px 16px;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    grid-auto-rows: 48px;
    gap: 12px;
  }
  .grid.phone {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    grid-auto-rows: auto;
    gap: 10px;
  }
  .phone tr-widget-card {
    min-height: 256px;
  }
  .phone tr-widget-card.tile {
    min-height: 92px;
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
    .scroll {
      padding: 12px 16px;
      background: var(--tr-canvas);
    }
    .tabs {
      padding: 0 8px;
    }
  }
  @media print {
    .scroll {
      overflow: visible;
    }
  }
`;
