/** Layout of the sidebar, wide and folded. */
import { css } from 'lit';

export const sidebarStyles = css`
  :host {
    display: block;
    min-height: 0;
    background: var(--tr-canvas);
    border-right: 1px solid var(--tr-line);
    padding: 0 8px 8px;
  }
  .brand {
    height: 48px;
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 0 0 8px;
    font: var(--tr-text-section);
  }
  .brand .clip {
    flex: 1;
  }
  .logo {
    width: var(--tr-logo-width, 22px);
    height: 22px;
    color: var(--tr-accent-text);
    flex: 0 1 auto;
    min-width: 22px;
    background: var(--tr-logo, var(--tr-logo-small)) left / contain no-repeat;
  }
  .logo svg {
    display: var(--tr-logo-mark, block);
    width: 100%;
    height: 100%;
  }
  .logo + span {
    font-size: var(--tr-brand-size);
  }
  :host([folded]) .logo {
    width: 22px;
    background-image: var(--tr-logo-small, var(--tr-logo));
  }
  .find {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    height: 32px;
    margin: 0 0 6px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text-2);
    cursor: pointer;
    text-align: start;
  }
  .find:hover {
    color: var(--tr-text);
    border-color: var(--tr-line-control);
  }
  .find kbd {
    font: var(--tr-text-micro);
    color: var(--tr-text-3);
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-s);
    padding: 0 4px;
  }
  :host([folded]) .find {
    justify-content: center;
    padding: 0;
  }
  :host([folded]) .find > :is(span, kbd) {
    display: none;
  }
  nav {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
  }
  .entries {
    display: flex;
    flex-direction: column;
    flex: 1;
    overflow: hidden auto;
    min-height: 0;
    scrollbar-width: thin;
    padding: 2px;
    margin: 0 -2px;
    scroll-padding: 8px;
  }
  .head {
    font: var(--tr-text-micro);
    color: var(--tr-text-3);
    padding: 12px 8px 4px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  a,
  summary,
  .person {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 30px;
    padding: 0 8px;
    border-radius: var(--tr-radius-m);
    color: var(--tr-text-2);
    font-weight: 500;
    white-space: nowrap;
    text-decoration: none;
  }
  summary {
    cursor: pointer;
  }
  summary svg {
    width: 16px;
  }
  details[open] > summary svg {
    rotate: 90deg;
  }
  details a {
    padding-left: 24px;
  }
  :is(a, summary):hover {
    background: var(--tr-hover);
    color: var(--tr-text);
    text-decoration: none;
  }
  a[aria-current] {
    background: var(--tr-press);
    color: var(--tr-text);
  }
  a[aria-current] svg {
    color: var(--tr-accent-text);
  }
  .line {
    height: 1px;
    background: var(--tr-line);
    margin: 8px;
  }
  .person {
    width: 100%;
    height: 44px;
    border: 0;
    background: none;
    color: var(--tr-text);
    cursor: pointer;
    text-align: start;
  }
  .person:hover {
    background: var(--tr-hover);
  }
  .foot {
    border-top: 1px solid var(--tr-line);
    margin-top: 6px;
    padding-top: 6px;
  }
  :host([folded]) .brand {
    padding: 0;
    justify-content: center;
  }
  :host([folded]) .brand > .clip,
  :host([folded]:not([fixed])) .logo {
    display: none;
  }
  :host([folded]) :is(a, .person) {
    justify-content: center;
    padding: 0;
  }
  :host([folded]) :is(a > span, .person > span:not(.av), .person svg) {
    display: none;
  }
  :host([folded]) summary {
    display: none;
  }
  :host([folded]) .head {
    height: 1px;
    padding: 0;
    margin: 8px;
    background: var(--tr-line);
    color: transparent;
  }
  @media (pointer: coarse) {
    a,
    summary {
      min-height: 44px;
    }
  }
`;
