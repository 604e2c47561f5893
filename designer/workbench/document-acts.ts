/** Discarding a draft and removing a document: done at once, with Undo in the toast. */
import { ApiFailure } from '../../runtime/data/api-client.js';
import { keyText, type DocumentKey } from '../session/document-client.js';
import type { DesignSession } from '../session/design-session.js';
import type { WordKey } from '../session/words.js';
import { documentHref } from './kind-looks.js';

/** Back to what is released: also takes back a removal. */
export async function discardDraft(session: DesignSession, key: DocumentKey): Promise<void> {
  const name = nameOf(session, key);
  const wasRemoved = session.head(key)?.removed === true;
  await attempt(session, async () => {
    const given = await session.discard(key);
    const word: WordKey = wasRemoved ? 'toast.restored' : 'toast.discarded';
    offerUndo(session, session.words.text(word, { name }), async () => {
      await session.putBack(key, given);
      void session.host.router.go(documentHref(key));
    });
  });
}

/** To be removed with the next release; a document that was never released is only a draft and goes at once. */
export async function removeDocument(session: DesignSession, key: DocumentKey): Promise<void> {
  const name = nameOf(session, key);
  await attempt(session, async () => {
    const before = session.head(key);
    const view = await session.client.view(key);
    await session.remove(key);
    const isNew = view.base === 0;
    offerUndo(session, session.words.text(isNew ? 'toast.discarded' : 'toast.removed', { name }), async () => {
      if (before?.draft && view.document) await session.putBack(key, view.document);
      else await session.discard(key);
      void session.host.router.go(documentHref(key));
    });
  });
}

const nameOf = (session: DesignSession, key: DocumentKey): string => {
  const head = session.head(key);
  return head ? session.label(head) : keyText(key);
};

function offerUndo(session: DesignSession, text: string, undo: () => Promise<void>): void {
  const { toasts, i18n } = session.host;
  toasts.show({ text, action: { label: i18n.t('common.undo'), run: () => void attempt(session, undo) } });
}

async function attempt(session: DesignSession, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    session.host.toasts.show({ text: error.message, tone: 'bad' });
  }
}
