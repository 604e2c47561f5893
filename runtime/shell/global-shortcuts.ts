/** The keys that work on every page, and the one place where keys are heard. */
import type { Host } from '../host/host.js';

export interface GlobalActions {
  search(): void;
  showKeys(): void;
}

/** Gives the way to stop. */
export function globalShortcuts({ shortcuts }: Pick<Host, 'shortcuts'>, actions: GlobalActions): () => void {
  const remove = shortcuts.add({
    label: 'keys.everywhere',
    shortcuts: [
      { keys: 'Ctrl+K', label: 'palette.title', run: actions.search },
      { keys: '?', label: 'keys.title', run: actions.showKeys },
    ],
  });
  const hear = (event: KeyboardEvent): void => shortcuts.hear(event);
  document.addEventListener('keydown', hear);
  return () => {
    document.removeEventListener('keydown', hear);
    remove();
  };
}
