/**
 * The keys of the page: whoever is on it says which keys it hears, and the list that `?` opens is made of just that. Keys
 * with `run` are heard here; the others belong to an element that has the focus (a grid) and are only told.
 */
import type { StringKey } from '../ui/i18n.js';

/** A key of the interface's strings, or a text of a dictionary of one's own. */
export type KeyLabel = StringKey | (() => string);

export interface Shortcut {
  /** As people know it: `?`, `/`, `Ctrl+K`, `Ctrl+Shift+S`. Ctrl is also the Command key. Several: `['←', '→']`. */
  readonly keys: string | readonly string[];
  readonly label: KeyLabel;
  run?(event: KeyboardEvent): void;
}

export interface ShortcutGroup {
  readonly label: KeyLabel;
  /** Asked anew each time where they depend on what the page shows; a group without any is not told. */
  readonly shortcuts: readonly Shortcut[] | (() => readonly Shortcut[]);
}

/** A key as `Shortcut.keys` writes it. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const isControl = event.ctrlKey || event.metaKey;
  const isSign = event.key.length === 1 && event.key.toLowerCase() === event.key.toUpperCase();
  return [
    ...(isControl ? ['Ctrl'] : []),
    ...(event.altKey ? ['Alt'] : []),
    // A sign says by itself whether Shift was needed for it.
    ...(event.shiftKey && !isSign ? ['Shift'] : []),
    event.key.length === 1 ? event.key.toUpperCase() : event.key,
  ].join('+');
}

const typing = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';

/** Somebody types there: a letter is theirs. */
export const isTyping = (event: Pick<Event, 'composedPath'>): boolean => {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && target.matches(typing);
};

export class Shortcuts {
  #groups = new Set<ShortcutGroup>();

  /** Gives the way to take them away again. */
  add(group: ShortcutGroup): () => void {
    this.#groups.add(group);
    return () => this.#groups.delete(group);
  }

  /** Those of the page before those of everywhere: the later added first. */
  get groups(): readonly { readonly label: KeyLabel; readonly shortcuts: readonly Shortcut[] }[] {
    return [...this.#groups]
      .reverse()
      .map(({ label, shortcuts }) => ({ label, shortcuts: typeof shortcuts === 'function' ? shortcuts() : shortcuts }))
      .filter(({ shortcuts }) => shortcuts.length > 0);
  }

  /** Runs what the key is for. Letters and signs are nothing while somebody types, no key is while an input method composes. */
  hear(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const key = keyOf(event);
    if (!key.startsWith('Ctrl+') && isTyping(event)) return;
    for (const { shortcuts } of this.groups) {
      const found = shortcuts.find(({ keys, run }) => run !== undefined && [keys].flat().includes(key));
      if (!found) continue;
      event.preventDefault();
      found.run!(event);
      return;
    }
  }
}
