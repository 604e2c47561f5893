/** The tabs of a record as a template; arrows, Home and End move as the pattern asks. */
import { html, nothing } from 'lit';
import type { RecordTab } from './record-tabs.js';

/** `label` names the whole; `choose` shows a tab. */
export function tabList(label: string, tabs: readonly RecordTab[], current: string, choose: (id: string) => void) {
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${moveByKey}>
    ${tabs.map(
      (tab) =>
        html`<button
          type="button"
          class="tab"
          role="tab"
          id="tab-${tab.id}"
          aria-controls="panel"
          aria-selected=${String(tab.id === current)}
          tabindex=${tab.id === current ? 0 : -1}
          @click=${() => choose(tab.id)}
        >
          ${tab.label}${tab.wrong > 0 ? html`<span class="ct bad">${tab.wrong}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}

function moveByKey(event: KeyboardEvent): void {
  const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLButtonElement>('[role=tab]')];
  // From the tab that holds the focus: the one marked as current follows a moment later, and keys may come faster.
  const at = tabs.indexOf(event.target as HTMLButtonElement);
  const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
  const move = moves[event.key];
  if (move === undefined) return;
  event.preventDefault();
  const next = tabs[(move + tabs.length) % tabs.length]!;
  next.click();
  next.focus();
}
