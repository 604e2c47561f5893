/** Runs an act over several documents, says what was done with Undo for all of it, or why nothing was. */
import { OperationError } from '../../metadata/document/operations.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { applyMany, ManyRefused, type ManyChanges } from './apply-many.js';
import type { DesignSession } from './design-session.js';
import type { DocumentKey } from './document-client.js';

/** True when it was done; `said` is the sentence of the toast. */
export async function runMany(session: DesignSession, changes: ManyChanges, said: string): Promise<boolean> {
  const { words, host } = session;
  try {
    const done = await applyMany(session, changes);
    host.toasts.show({
      text: said,
      action: { label: host.i18n.t('common.undo'), run: () => void takeBack(session, () => done.undo()) },
    });
    host.announce(said);
    return true;
  } catch (error) {
    if (error instanceof ManyRefused) {
      host.toasts.show({ text: words.text(`many.${error.reason}`, { name: nameOf(session, error.key) }), tone: 'bad' });
      return false;
    }
    if (!(error instanceof ApiFailure || error instanceof OperationError)) throw error;
    host.toasts.show({ text: error.message, tone: 'bad' });
    return false;
  }
}

async function takeBack(session: DesignSession, undo: () => Promise<readonly DocumentKey[]>): Promise<void> {
  const { words, host } = session;
  try {
    const left = await undo();
    const names = left.map((key) => nameOf(session, key)).join(', ');
    host.toasts.show({ text: left.length > 0 ? words.text('many.left', { names }) : words.text('many.undone') });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: error.message, tone: 'bad' });
  }
}

export function nameOf(session: DesignSession, key: DocumentKey): string {
  const head = session.head(key);
  return `${words(session, key)}${head ? session.label(head) : key.name}`;
}

const words = (session: DesignSession, { kind }: DocumentKey): string => `${session.words.text(`kind.${kind}`)} `;
