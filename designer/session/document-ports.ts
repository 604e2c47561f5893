/** What an open document needs of the session: the server, the checker with words, the copy in this browser. */
import type { DocumentValidator } from '../../metadata/document/validate.js';
import type { Host } from '../../runtime/host/host.js';
import { checkText } from './check-text.js';
import { keyText, type DocumentClient, type DocumentKey, type DocumentView } from './document-client.js';
import type { DocumentPorts } from './open-document.js';
import type { Words } from './words.js';

export interface PortOptions {
  readonly host: Host;
  readonly client: DocumentClient;
  readonly validator: DocumentValidator;
  readonly words: Words;
  changed(): void;
  saved(key: DocumentKey, view: DocumentView): void;
}

export function createPorts(key: DocumentKey, options: PortOptions): DocumentPorts {
  const { host, client, validator, words } = options;
  return {
    view: (each, at) => client.view(each, at),
    put: (each, document, revision) => client.put(each, document, revision),
    check: (text, id) =>
      checkText(text, {
        key,
        id,
        validator,
        words: {
          tell: (found) => words.tell(found),
          notJson: (found) => words.text(found === '' ? 'problem.jsonEnds' : 'problem.notJson', { found }),
          keyTwice: (twice) => words.text('problem.keyTwice', { name: twice }),
          identity: (place, value) => words.text(`problem.identity.${place}`, { value }),
        },
      }),
    keep: (text, revision) => void keepText(host, key, text, revision),
    drop: () => void dropText(host, key),
    changed: () => options.changed(),
    saved: (view) => options.saved(key, view),
    now: () => host.now(),
  };
}

/** The text this browser kept of a document, when it is another one than the server's. */
export async function keptText(host: Host, key: DocumentKey, text: string) {
  const kept = await host.drafts.get(host.app.document.user.id, 'document', keyText(key));
  const own = kept?.values['text'];
  return kept && typeof own === 'string' && own !== text
    ? { text: own, revision: kept.version, at: kept.at }
    : undefined;
}

/** Keeps the text of a document in this browser: opened again without it on the server, it is offered. */
export function keepText(host: Host, key: DocumentKey, text: string, revision: number): Promise<void> {
  const at = host.now().toISOString();
  return host.drafts.keep(host.app.document.user.id, 'document', keyText(key), {
    version: revision,
    values: { text },
    at,
  });
}

export const dropText = (host: Host, key: DocumentKey): Promise<void> =>
  host.drafts.drop(host.app.document.user.id, 'document', keyText(key));
