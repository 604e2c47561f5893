/** What a key means in a sheet. Pure. */
import type { Shortcut } from '../data/shortcuts.js';
import type { Move } from './grid-layout.js';

export type SheetCommand =
  | { readonly does: 'move'; readonly move: Move; readonly extend: boolean }
  /** Enter explains; with Ctrl the cell's own link is followed. */
  | { readonly does: 'open'; readonly follow: boolean }
  | { readonly does: 'select'; readonly what: 'cell' | 'row' | 'column' | 'all' }
  | { readonly does: 'fold'; readonly open: boolean }
  | { readonly does: 'copy' }
  | { readonly does: 'find' }
  | { readonly does: 'release' };

const moves: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'home',
  End: 'end',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};
const ends: Readonly<Record<string, Move>> = { Home: 'top', End: 'bottom' };

export type KeyPressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Undefined: the key is not the sheet's. */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPressed): SheetCommand | undefined {
  if (altKey) return undefined;
  const isControl = ctrlKey || metaKey;
  if (key === ' ') {
    const what = isControl ? 'column' : shiftKey ? 'row' : 'cell';
    return { does: 'select', what };
  }
  if (key === 'Enter') return { does: 'open', follow: isControl };
  if (isControl && key.toLowerCase() === 'a') return { does: 'select', what: 'all' };
  if (isControl && key.toLowerCase() === 'c') return { does: 'copy' };
  const move = (isControl ? ends[key] : undefined) ?? moves[key];
  if (move) return { does: 'move', move, extend: shiftKey };
  if (isControl) return undefined;
  if (key === '+' || key === '-') return { does: 'fold', open: key === '+' };
  if (key === '/') return { does: 'find' };
  return key === 'Escape' ? { does: 'release' } : undefined;
}

/** The same as the list of keys tells them. */
export const sheetKeys: readonly Shortcut[] = [
  { keys: ['↑', '↓', '←', '→'], label: 'keys.move' },
  { keys: ['Ctrl+Home', 'Ctrl+End'], label: 'keys.ends' },
  { keys: 'Enter', label: 'keys.explain' },
  { keys: 'Ctrl+Enter', label: 'keys.follow' },
  { keys: ['Space', 'Shift+↓'], label: 'keys.range' },
  { keys: 'Ctrl+C', label: 'keys.copyRange' },
  { keys: ['-', '+'], label: 'keys.fold' },
  { keys: '/', label: 'report.find' },
];

/** Ctrl+P, which is then ours: charts are drawn for paper before the browser prints. */
export function printsBy(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(ctrlKey || metaKey) || shiftKey || altKey || key.toLowerCase() !== 'p') return false;
  event.preventDefault();
  return true;
}
