/** Keeping the keyboard's place when what had the focus goes away. */

/** The focus has fallen back to the page: what had it is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Nothing in particular has the focus: the page as a whole, or its main part after a change of page. */
export const isFocusAtRest = (): boolean => isFocusLost() || deepActiveElement()?.localName === 'main';

/** The element that has the focus, through all shadow roots. */
export function deepActiveElement(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
