/** Layout of the shell: sidebar, top bar, page, bottom bar. */
import { css } from 'lit';

export const shellStyles = css`
  :host {
    display: grid;
    grid-template-columns: var(--tr-sidebar) minmax(0, 1fr);
    height: 100%;
  }
  :host([folded]) {
    grid-template-columns: var(--tr-sidebar-min) minmax(0, 1fr);
  }
  :host([bare]) {
    grid-template-columns: minmax(0, 1fr);
  }
  .skipnav {
    display: contents;
  }
  .skip {
    border: 0;
    cursor: pointer;
    position: fixed;
    left: 8px;
    top: -60px;
    z-index: 70;
    background: var(--tr-accent);
    color: var(--tr-on-accent);
    padding: 8px 16px;
    border-radius: var(--tr-radius-m);
  }
  .skip:focus {
    top: 8px;
  }
  .work {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--tr-surface);
  }
  header {
    height: var(--tr-topbar);
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 16px 0 24px;
    border-bottom: 1px solid var(--tr-line);
  }
  .trail {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--tr-text-3);
    white-space: nowrap;
    min-width: 0;
  }
  .trail ol {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
  }
  .trail li {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
  }
  .trail a {
    color: inherit;
  }
  .trail .here {
    color: var(--tr-text);
    font-weight: 500;
  }
  .note {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-right: 6px;
  }
  .note i {
    width: 7px;
    height: 7px;
    border-radius: var(--tr-radius-full);
    background: var(--tr-warn);
  }
  .bell {
    position: relative;
  }
  .bell .n {
    position: absolute;
    top: 0;
    inset-inline-start: 16px;
    min-width: 16px;
    height: 16px;
    padding: 0 4px;
    border-radius: 8px;
    background: var(--tr-accent);
    color: var(--tr-on-accent);
    font: 600 10px/16px var(--tr-font);
    text-align: center;
  }
  .offline {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 36px;
    padding: 4px 24px;
    background: var(--tr-warn-soft);
    color: var(--tr-warn);
    font-weight: 500;
    flex: none;
  }
  .notices {
    max-height: min(560px, 80vh);
    width: 100%;
  }
  main {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    outline: none;
    overflow: auto;
  }
  .bottom {
    height: 64px;
    flex: none;
    border-top: 1px solid var(--tr-line);
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    background: var(--tr-surface);
    padding-bottom: 8px;
  }
  .bottom :is(a, button) {
    border: 0;
    background: none;
    padding: 0 2px;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 2px;
    font: var(--tr-text-micro);
    color: var(--tr-text-3);
    text-decoration: none;
    min-width: 0;
    cursor: pointer;
  }
  .bottom span {
    max-width: 100%;
    max-height: 26px;
    overflow: hidden;
    line-height: 13px;
    text-align: center;
    hyphens: auto;
    overflow-wrap: anywhere;
  }
  .bottom [aria-current] {
    color: var(--tr-accent-text);
  }
  @media print {
    :host,
    :host([folded]) {
      display: block;
      height: auto;
    }
    tr-sidebar,
    header,
    .bottom,
    .skip {
      display: none;
    }
    main {
      overflow: visible;
      display: block;
    }
  }
  @media (max-width: 639px) {
    :host,
    :host([folded]) {
      display: flex;
      flex-direction: column;
    }
    .work {
      flex: 1;
    }
    header {
      display: none;
    }
  }
`;
