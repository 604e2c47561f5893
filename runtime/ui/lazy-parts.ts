/**
 * Elements loaded at their first use. `lazyParts(() => import('@vaadin/date-picker'))` gives a function to call while
 * rendering: the tag stands in the page at once and becomes the element when its module has come.
 */
import { tellMissedPart } from '../data/missed-part.js';

export function lazyParts(load: () => Promise<unknown>): () => void {
  let loading: Promise<unknown> | undefined;
  return () => {
    loading ??= load().catch(() => {
      loading = undefined;
      tellMissedPart();
    });
  };
}
