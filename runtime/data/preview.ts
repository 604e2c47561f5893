/**
 * A page that shows drafts instead of the release: `/preview` one's own, `/preview/<key>` those of whoever made the link. It
 * is a matter of this tab, so that drafts go on being written in the next one.
 */
const kept = 'tr.preview';

/** Which drafts this tab shows: `own`, or the key of a link; null: the release. */
export const shownDrafts = (): string | null => sessionStorage.getItem(kept);

/** Takes the address of a preview; the site then opens at its first page. */
export function takePreview(): void {
  const [address, key = 'own'] = /^\/preview(?:\/([\w-]+))?\/?$/.exec(location.pathname) ?? [];
  if (address === undefined) return;
  sessionStorage.setItem(kept, key);
  history.replaceState(null, '', '/');
}

export const endPreview = (): void => sessionStorage.removeItem(kept);
