/** Layout of the page of duplicates: head, then groups below one another. */
import { css } from 'lit';

export const duplicatesPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
  }
  .head {
    padding: 14px 24px 12px 16px;
    min-height: 60px;
    border-bottom: 1px solid var(--tr-line);
    flex: none;
    flex-wrap: wrap;
  }
  .head h1 {
    flex: 1 1 200px;
    min-width: 0;
  }
  .content {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  .lead {
    margin: 0;
    padding: 16px 24px 4px;
    color: var(--tr-text-2);
    max-width: 720px;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .groups {
    padding: 8px 24px 16px;
    display: grid;
    gap: 12px;
    max-width: 960px;
  }
  .groups > li {
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
    padding: 10px 16px 12px;
    background: var(--tr-surface);
    min-width: 0;
  }
  .grouphead {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 36px;
  }
  h2 {
    font: 600 14px/20px var(--tr-font);
    margin: 0;
  }
  .records li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    min-height: 28px;
    overflow-wrap: anywhere;
  }
  .records a {
    color: var(--tr-accent-text);
    font-weight: 500;
    min-height: 24px;
  }
  .groups p {
    margin: 4px 0 0;
    font: var(--tr-text-meta);
  }
  .bad {
    display: flex;
    gap: 8px;
    margin: 0;
    padding: 0 24px 12px;
    color: var(--tr-bad);
  }
  .more {
    margin: 0;
    padding: 0 24px 24px;
  }
  @media (max-width: 639px) {
    .lead {
      padding: 12px 16px 0;
    }
    .groups {
      padding: 8px 16px 16px;
    }
    .groups > li {
      padding: 8px 12px;
    }
    .grouphead .t2 {
      order: 1;
      width: 100%;
    }
    .records li {
      min-height: 44px;
      align-content: center;
    }
    .records a {
      display: flex;
      align-items: center;
    }
    .more {
      padding: 0 16px 24px;
    }
  }
`;
