/** Styles of the canvas of menus: the tree in its frame, the sidebar beside it. */
import { css } from 'lit';

export const menuCanvasStyles = css`
  :host {
    display: flex;
    min-height: 0;
    background: var(--tr-canvas);
  }
  .main {
    flex: 1;
    min-width: 0;
    min-height: 0;
    overflow: auto;
    padding: 16px;
  }
  .frame {
    background: var(--tr-surface);
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-l);
    padding: 8px;
    min-height: 120px;
  }
  .none {
    padding: 24px;
    color: var(--tr-text-3);
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  li {
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    height: 32px;
    padding: 0 4px 0 calc(4px + var(--level) * 20px);
    border-radius: var(--tr-radius-m);
    cursor: grab;
    touch-action: none;
    user-select: none;
  }
  li:hover {
    background: var(--tr-hover);
  }
  li[aria-selected='true'] {
    background: var(--tr-accent-soft);
  }
  li.unseen > :is(.label, .audience) {
    color: var(--tr-text-3);
    font-style: italic;
  }
  li.drop-before::before,
  li.drop-after::after {
    content: '';
    position: absolute;
    left: calc(4px + var(--level) * 20px);
    right: 4px;
    height: 2px;
    background: var(--tr-accent);
  }
  li.drop-before::before {
    top: -1px;
  }
  li.drop-after::after {
    bottom: -1px;
  }
  li.drop-in {
    box-shadow: inset 0 0 0 2px var(--tr-accent);
  }
  li svg {
    flex: none;
    color: var(--tr-text-3);
  }
  .fold {
    width: 16px;
    display: inline-flex;
    flex: none;
    cursor: pointer;
  }
  .label {
    flex: 0 1 auto;
  }
  li[aria-expanded] > .label {
    font-weight: 600;
  }
  .audience {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-width: 180px;
    color: var(--tr-text-2);
    font: var(--tr-text-meta);
  }
  .about {
    flex: 1;
    min-width: 0;
    text-align: end;
    color: var(--tr-text-3);
  }
  aside {
    flex: none;
    width: 232px;
    min-height: 0;
    display: flex;
    flex-direction: column;
    border-inline-start: 1px solid var(--tr-line);
    background: var(--tr-surface);
  }
  .who {
    display: grid;
    gap: 4px;
    padding: 12px;
    border-bottom: 1px solid var(--tr-line);
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
  }
  aside tr-sidebar {
    flex: 1;
    min-height: 0;
    overflow: auto;
    border: 0;
  }
`;
