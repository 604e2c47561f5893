/** The site as one's drafts would make it: opened in a tab of its own, or as a link for others who may design. */
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { DesignSession } from '../session/design-session.js';

/** What is typed is saved first, since the server makes the preview. */
export async function openPreview(session: DesignSession): Promise<void> {
  await session.saveAll();
  window.open('/preview', '_blank', 'noopener');
}

export async function copyPreviewLink(session: DesignSession): Promise<void> {
  const { host, words } = session;
  try {
    await session.saveAll();
    const { key, until } = await host.api.post<{ readonly key: string; readonly until: string }>(
      '/previews',
      undefined,
    );
    const address = new URL(`/preview/${key}`, location.href).href;
    const date = host.i18n.formats.date(until.slice(0, 10));
    // A browser may have no clipboard, or deny it: the link is there all the same.
    const isCopied = await writeClipboard(address);
    const text = isCopied ? words.text('preview.copied', { date }) : words.text('preview.address', { date, address });
    host.toasts.show({ text });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: error.message, tone: 'bad' });
  }
}

/** False where the browser has no clipboard, or denies it. */
export async function writeClipboard(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
