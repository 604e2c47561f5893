/** Layout of the outermost element. */
import { css } from 'lit';

export const appStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  .boot {
    display: block;
    height: 100%;
    background: var(--tr-surface);
  }
  .again {
    position: fixed;
    inset: 0;
    z-index: 50;
    background: var(--tr-backdrop);
    display: grid;
    place-items: center;
    padding: 16px;
  }
  .offline {
    position: fixed;
    inset: 0 0 auto;
    z-index: 60;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    padding: 8px 16px;
    background: var(--tr-warn-soft);
    color: var(--tr-warn);
    font-weight: 500;
  }
  .again .offline {
    position: static;
    margin-bottom: 16px;
    border-radius: var(--tr-radius-m);
  }
  .again > div {
    background: var(--tr-raised);
    border-radius: var(--tr-radius-l);
    box-shadow: var(--tr-shadow-3);
    padding: 24px;
    width: min(400px, 100%);
    max-height: 100%;
    overflow: auto;
  }
`;
