/** Layout of the record page. */
import { css } from 'lit';

export const recordPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
  }
  .head {
    padding: 16px 24px 0;
    border-bottom: 1px solid var(--tr-line);
    flex: none;
  }
  .head.alone {
    padding-bottom: 14px;
  }
  .line1 {
    gap: 12px;
    min-height: 32px;
  }
  .line1 h1 {
    flex: 0 1 auto;
  }
  .badge {
    width: 32px;
    height: 32px;
    border-radius: 8px;
    background: var(--tr-accent-soft);
    color: var(--tr-accent-text);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
  }
  /* Its place is kept until it is there. */
  tr-stage-path:not(:defined) {
    display: block;
    height: 32px;
    margin-bottom: 18px;
  }
  .near {
    white-space: nowrap;
    flex: none;
  }
  .others {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
    flex: 0 1 auto;
  }
  .face {
    display: inline-flex;
    border-radius: var(--tr-radius-full);
  }
  .face + .face {
    margin-inline-start: -8px;
  }
  .face.edit {
    box-shadow: 0 0 0 2px var(--tr-warn);
  }
  .says {
    margin-inline: 4px;
  }
  .follow.on {
    color: var(--tr-accent-text);
  }
  .split {
    display: inline-flex;
    flex: none;
  }
  .split vaadin-button:first-child {
    border-radius: 6px 0 0 6px;
    --vaadin-button-border-radius: 6px 0 0 6px;
  }
  .split .arrow {
    --vaadin-button-border-radius: 0 6px 6px 0;
    --vaadin-button-padding: 0 6px;
    --vaadin-button-min-width: 0;
    margin-left: 1px;
  }
  .tagline {
    margin-top: 6px;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 28px;
    margin-top: 14px;
  }
  .facts dt {
    margin-bottom: 2px;
    white-space: nowrap;
  }
  .facts dd {
    font-weight: 500;
    min-height: 20px;
    white-space: nowrap;
  }
  .tabs {
    margin-top: 10px;
    border-bottom: 0;
  }
  .ct.bad {
    background: var(--tr-bad-soft);
    color: var(--tr-bad);
  }
  .body {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  .body.withrail {
    display: grid;
    grid-template-columns: minmax(0, 1fr) var(--tr-rail);
    overflow: hidden;
  }
  .withrail .work {
    overflow: auto;
  }
  .work {
    padding: 18px 24px 40px;
    scroll-padding: 24px;
  }
  .narrow {
    max-width: 640px;
  }
  aside {
    border-left: 1px solid var(--tr-line);
    background: var(--tr-canvas);
    padding: 0 16px;
    min-height: 0;
    overflow: hidden;
  }
  :host([quick]) .head {
    padding: 12px 20px 0;
  }
  :host([quick]) .head.alone {
    padding-bottom: 12px;
  }
  :host([quick]) :is(.badge, .says) {
    display: none;
  }
  :host([quick]) .work {
    padding: 16px 20px 40px;
  }
  .note {
    margin-bottom: 16px;
    max-width: 1200px;
  }
  .summary:focus {
    outline: 2px solid var(--tr-focus);
    outline-offset: 1px;
  }
  .summary ul {
    margin-top: 4px;
  }
  .summary a {
    color: inherit;
    font-weight: 500;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .back {
    display: none;
  }
  a.ib {
    text-decoration: none;
  }
  @media (max-width: 639px) {
    .head {
      padding: 8px 16px 0;
    }
    .line1 {
      gap: 8px;
      flex-wrap: wrap;
    }
    .near,
    .badge,
    .follow {
      display: none;
    }
    .back {
      display: inline-flex;
      margin-left: -10px;
    }
    .line1 h1 {
      flex: 1 1 140px;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .line1 .sp {
      display: none;
    }
    /* Below the name: the two have seldom room beside Save. */
    .line1 > .tag {
      order: 1;
    }
    .facts {
      gap: 8px 20px;
      margin-top: 8px;
    }
    .work {
      padding: 16px 16px 96px;
    }
  }
  @media (max-width: 639px) {
    .says {
      display: none;
    }
  }
  @media print {
    .split,
    .ib,
    .near,
    aside {
      display: none !important;
    }
  }
`;
