/** Look of a record's timeline: changes, comments on cards, answers below them, the box at its foot. */
import { css } from 'lit';

export const timelineStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .segments {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 2px;
    margin: 12px 0 4px;
    border-radius: 8px;
    background: var(--tr-fill);
    flex: none;
  }
  .segments button {
    flex: 1 1 auto;
    min-height: 28px;
    border: 0;
    padding: 0 8px;
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
  .stream {
    flex: 1 1 auto;
    min-height: 0;
  }
  .tasks {
    padding-bottom: 8px;
    border-bottom: 1px solid var(--tr-line);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 12px 0 10px;
  }
  h2 {
    font: var(--tr-text-body-strong);
    font-weight: 600;
  }
  li {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    gap: 10px;
    padding-bottom: 14px;
  }
  .who {
    min-height: 20px;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }
  .facts .k {
    min-width: 0;
  }
  .mark {
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    border-radius: 50%;
    background: var(--tr-fill);
    color: var(--tr-text-2);
  }
  .who .ib {
    margin-block: -2px;
  }
  .change {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
    margin: 2px 0;
    font-size: 12px;
    line-height: 18px;
  }
  .change .k {
    color: var(--tr-text-3);
    min-width: 52px;
  }
  .change del {
    color: var(--tr-text-3);
    overflow-wrap: anywhere;
  }
  .change b {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .change svg {
    color: var(--tr-text-3);
  }
  .card {
    margin: 4px 0;
    padding: 7px 10px;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    overflow-wrap: anywhere;
  }
  .said:target .card,
  .said.called .card {
    background: var(--tr-mark);
  }
  .said:focus {
    outline: none;
  }
  .line:empty::before {
    content: '\\00a0';
  }
  .item {
    display: list-item;
    list-style: disc;
    margin-inline-start: 18px;
  }
  code {
    font: 12px/18px var(--tr-font-mono);
    background: var(--tr-fill);
    border-radius: var(--tr-radius-s);
    padding: 1px 4px;
  }
  em {
    font-style: italic;
  }
  .mention {
    color: var(--tr-accent-text);
    font-weight: 500;
  }
  .mention.me {
    background: var(--tr-accent-soft);
    border-radius: var(--tr-radius-s);
    padding: 0 2px;
  }
  .gone {
    color: var(--tr-text-3);
    margin: 2px 0;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
  }
  .replies {
    margin-top: 10px;
  }
  .replies li {
    grid-template-columns: 20px minmax(0, 1fr);
    gap: 8px;
    padding-bottom: 10px;
  }
  .answer {
    margin-top: 8px;
  }
  .earlier {
    padding: 12px 16px;
  }
  .earlier p {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    margin: 2px 0 10px;
  }
  .write {
    position: sticky;
    bottom: 0;
    padding: 12px 0;
    background: inherit;
    flex: none;
  }
  :host([rail]) {
    height: 100%;
    background: var(--tr-canvas);
  }
  :host([rail]) .stream {
    overflow: auto;
    margin: 0 -16px;
    padding: 0 16px;
  }
  :host([rail]) .write {
    position: static;
    margin: 0 -16px;
    padding: 12px 16px;
    border-top: 1px solid var(--tr-line);
  }
  :host(:not([rail])) {
    background: var(--tr-surface);
  }
  @media (max-width: 639px) {
    .segments button {
      min-height: 40px;
    }
  }
`;
