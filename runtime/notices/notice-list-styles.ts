/** Look of the list of notices. */
import { css } from 'lit';

export const noticeListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 10px 12px 10px var(--inset, 16px);
    border-bottom: 1px solid var(--tr-line);
    flex: none;
  }
  .head h2 {
    font: var(--tr-text-section);
  }
  .segments {
    display: flex;
    gap: 2px;
    padding: 2px;
    border-radius: 8px;
    background: var(--tr-fill);
  }
  .segments button {
    min-height: 28px;
    border: 0;
    padding: 0 10px;
    border-radius: var(--tr-radius-m);
    background: none;
    color: var(--tr-text-2);
    font-weight: 500;
    cursor: pointer;
  }
  .segments button[aria-pressed='true'] {
    background: var(--tr-surface);
    color: var(--tr-text);
    box-shadow: var(--tr-shadow-1);
  }
  .scroll {
    overflow: auto;
    min-height: 0;
  }
  li {
    display: flex;
    align-items: flex-start;
    border-bottom: 1px solid var(--tr-line);
  }
  li:hover {
    background: var(--tr-hover);
  }
  li.unread {
    background: var(--tr-selected);
  }
  .to {
    flex: 1;
    min-width: 0;
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    gap: 2px 10px;
    padding: 10px 4px 10px var(--inset, 16px);
    color: inherit;
    text-decoration: none;
  }
  .to:focus-visible {
    outline-offset: -2px;
  }
  .job {
    width: 24px;
    height: 24px;
    border-radius: var(--tr-radius-full);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    background: var(--tr-fill);
    color: var(--tr-text-2);
  }
  .says {
    overflow-wrap: anywhere;
  }
  .quote {
    color: var(--tr-text-2);
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .mark {
    margin: 8px 8px 0 0;
    flex: none;
    color: var(--tr-accent-text);
  }
  .dot {
    width: 8px;
    height: 8px;
    border-radius: var(--tr-radius-full);
    background: var(--tr-accent);
  }
  .more {
    padding: 10px 16px;
  }
  @media (pointer: coarse) {
    .segments button {
      min-height: 40px;
    }
    .mark {
      min-width: 44px;
      min-height: 44px;
      margin: 2px 2px 0 0;
    }
  }
`;
