/** Puts the full address of a page on the clipboard and says so. */
import type { Host } from '../host/host.js';

export async function copyLink(host: Pick<Host, 'toasts' | 'i18n'>, href: string): Promise<void> {
  await navigator.clipboard?.writeText(new URL(href, location.href).href);
  host.toasts.show({ text: host.i18n.t('list.copied') });
}
