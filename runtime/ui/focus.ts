/** Keeping the keyboard's place when what had the focus goes away. */

/** The focus has fallen back to the page: what had it is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Nothing in particular has the focus: the page as a whole, or its main part after a change of page. */
export const isFocusAtRest = (): boolean => isFocusLost() || deepActiveElement()?.localName === 'main';

/** A modal dialog is open somewhere: what has the focus stands in it. */
export function isDialogOpen(): boolean {
  const open = (root: Document | ShadowRoot): boolean =>
    root.querySelector('dialog:modal') !== null ||
    [...root.querySelectorAll('*')].some((element) => element.shadowRoot !== null && open(element.shadowRoot));
  return open(document);
}

/** The element that has the focus, through all shadow roots. */
export function deepActiveElement(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
