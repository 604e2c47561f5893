/** Small parts drawn as templates (no elements): tag with dot and word, avatar, person, button, key. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.js';

/** A status: its dot and its word, never colour alone. Without a colour it is a plain mark. */
export function tag(text: string, colour?: string): TemplateResult {
  return html`<span class="tag ${colour ?? 'grey'}"
    >${colour ? html`<i></i>` : nothing}<span data-tip-cut>${text}</span></span
  >`;
}

/** Initials on a colour that is always the same for the same name. Decoration: the name stands beside it. */
export function avatar(name: string, size: 's' | 'm' | 'l' = 'm'): TemplateResult {
  const letters = initials(name);
  const one = letters.length === 1 ? 'one' : '';
  return html`<span class="av ${size} ${one} c${colourOf(name)}" aria-hidden="true">${letters}</span>`;
}

export function person(name: string): TemplateResult {
  return html`<span class="person">${avatar(name, 's')}<span class="clip">${name}</span></span>`;
}

/** Two letters of a western name, the last sign of a Han name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s.]+/)
    .filter(Boolean);
  const first = words[0] ?? '';
  if (/^\p{Script=Han}/u.test(first)) return [...first].at(-1) ?? '';
  const last = words.length > 1 ? words.at(-1)! : '';
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toLocaleUpperCase();
}

function colourOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)!) % 9973;
  return sum % 5;
}

export interface ButtonOptions {
  readonly label: string;
  readonly icon?: string;
  /** `primary`, `tertiary`, `danger`, `small`, `large`, in any mix. */
  readonly theme?: string;
  readonly disabled?: boolean;
  /** Tool tip: the key, or why the action is not to be had. */
  readonly tip?: string;
  readonly id?: string;
  run(event: Event): void;
}

/** A text button. At most one primary one per region. */
export function button(options: ButtonOptions): TemplateResult {
  return html`<vaadin-button
    id=${options.id ?? nothing}
    theme=${options.theme ?? nothing}
    ?disabled=${options.disabled ?? false}
    data-tip=${options.tip ?? nothing}
    @click=${options.run}
    >${options.icon ? html`<span slot="prefix" class="bi">${icon(options.icon)}</span>` : nothing}${options.label}</vaadin-button
  >`;
}

export interface IconButtonOptions {
  readonly label: string;
  readonly icon: string;
  readonly key?: string;
  readonly size?: 'm' | 'sm' | 'xs';
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  run(event: Event): void;
}

/** An icon alone: named, with a tool tip that also says its key. */
export function iconButton(options: IconButtonOptions): TemplateResult {
  const tip = options.key ? `${options.label} (${options.key})` : options.label;
  return html`<button
    type="button"
    class="ib ${options.size ?? 'm'}"
    aria-label=${options.label}
    aria-pressed=${options.pressed === undefined ? nothing : String(options.pressed)}
    ?disabled=${options.disabled ?? false}
    data-tip=${tip}
    @click=${options.run}
  >
    ${icon(options.icon)}
  </button>`;
}
