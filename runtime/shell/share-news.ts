/** Tells the person when somebody shares a record with them, with a way to open it. */
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';

/** Listens until the returned function is called. */
export function shareNews(host: Host): () => void {
  return host.events.listen((message) => {
    const { type, entity, id, data } = message;
    if (type !== 'share' || entity === undefined || id === undefined || !host.app.access(entity)?.read) return;
    const text = host.i18n.t('share.told', { who: String(data?.['by'] ?? '') });
    const run = () => void host.router.go(hrefs.record(entity, id));
    host.toasts.show({ text, action: { label: host.i18n.t('share.show'), run } });
    host.announce(text);
  });
}
