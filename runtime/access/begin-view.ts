/** Begins the view of the site as a person or in one role; the page begins anew, so an unsaved form is asked about first. */
import { ApiFailure } from '../data/api-client.js';
import { errorText } from '../host/error-text.js';
import type { Host } from '../host/host.js';

export type WhoseView = { readonly user: string } | { readonly role: string };

/** True when the view began: the page must then be opened anew (`tr-other-view`). A refusal is told. */
export async function beginView(host: Host, whose: WhoseView): Promise<boolean> {
  if (!(await host.router.leave())) return false;
  try {
    await host.api.request('PUT', '/session/view-as', { body: whose });
    // The designer's first steps ask whether anybody has looked.
    host.appearance.set('viewed.other', '1');
    return true;
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: errorText(host.i18n, error), tone: 'bad' });
    return false;
  }
}
