/** Layout of the cards of a list. */
import { css } from 'lit';

export const listCardsStyles = css`
  :host {
    display: block;
    overflow: auto;
    flex: 1;
    padding-bottom: 88px;
    scroll-padding-bottom: 88px;
    font: var(--tr-text-read);
  }
  a.cardrow {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 12px;
    padding: 11px 16px;
    border-bottom: 1px solid var(--tr-line);
    color: var(--tr-text);
    text-decoration: none;
  }
  a.cardrow:active {
    background: var(--tr-hover);
  }
  .n {
    font-weight: 600;
    line-height: 20px;
  }
  .f {
    font-weight: 500;
    line-height: 20px;
    text-align: right;
  }
  .s {
    font-size: 13px;
    line-height: 18px;
    color: var(--tr-text-2);
  }
  .d {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
    text-align: right;
  }
  .tags {
    display: flex;
    gap: 6px;
    margin-top: 3px;
    grid-column: 1 / -1;
    flex-wrap: wrap;
  }
`;
