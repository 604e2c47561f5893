/**
 * While its calendar is open, `vaadin-date-picker` hides the rest of the page from screen readers (`aria-hidden`), and shows
 * it again when the calendar has closed. Opened again before that, or taken out of the page, it would leave all hidden for
 * good: what it hid first is shown again then. It keeps the function that does so in `__showOthers`.
 */
const guarded = new WeakSet<Element>();
const restores = new WeakMap<Element, () => void>();

export function guardOthers(picker: Element): void {
  if (guarded.has(picker)) return;
  guarded.add(picker);
  const before = (picker as { __showOthers?: (() => void) | null }).__showOthers;
  if (before) restores.set(picker, before);
  Object.defineProperty(picker, '__showOthers', {
    configurable: true,
    get: () => restores.get(picker) ?? null,
    set(restore: (() => void) | null) {
      // Null follows a call of its own.
      if (restore === null) restores.delete(picker);
      else {
        restores.get(picker)?.();
        restores.set(picker, restore);
      }
    },
  });
}

/** Before the picker goes. */
export function showOthers(picker: Element): void {
  restores.get(picker)?.();
  restores.delete(picker);
}
