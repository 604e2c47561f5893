/**
 * A real SMTP server on a free port of this machine that keeps what it is sent, read back by hand: RFC 5322 heads with the
 * encoded words of RFC 2047, parts by their boundaries, file names of RFC 2231.
 *
 *     const catcher = await catchMails();
 *     … TRELLIS_MAIL_URL: catcher.url
 *     catcher.mails[0].subject
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface CaughtMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly heads: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
  readonly raw: string;
}

export interface MailCatcher {
  readonly url: string;
  readonly mails: CaughtMail[];
  /** The next so many mails are put off with a temporary error. */
  putOff: number;
  /** Addresses refused for good. */
  readonly refused: Set<string>;
  close(): Promise<void>;
}

export async function catchMails(): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const refused = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(refused.has(address) ? Object.assign(new Error('No such user'), { responseCode: 550 }) : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (catcher.putOff > 0) {
          catcher.putOff -= 1;
          return done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
        }
        mails.push(
          readMail(
            Buffer.concat(chunks).toString('latin1'),
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        );
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const catcher: MailCatcher = {
    url: `smtp://127.0.0.1:${port}?tls=none`,
    mails,
    putOff: 0,
    refused,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return catcher;
}

interface Part {
  readonly heads: ReadonlyMap<string, string>;
  readonly body: string;
}

export function readMail(raw: string, to: readonly string[] = []): CaughtMail {
  const whole = readPart(raw);
  const leaves = leavesOf(whole);
  const textOf = (type: string) => {
    const part = leaves.find((each) => typeOf(each) === type && !each.heads.has('content-disposition'));
    return part ? bytesOf(part).toString('utf8') : '';
  };
  return {
    to,
    subject: decodeWords(whole.heads.get('subject') ?? ''),
    heads: whole.heads,
    text: textOf('text/plain'),
    html: textOf('text/html'),
    files: leaves
      .filter((part) => part.heads.get('content-disposition')?.startsWith('attachment'))
      .map((part) => ({ name: fileNameOf(part), type: typeOf(part), bytes: bytesOf(part) })),
    raw,
  };
}

function readPart(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n'); // prettier-ignore
  const heads = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { heads, body: raw.slice(end + 4) };
}

function leavesOf(part: Part): readonly Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(part.heads.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [part];
  const inner = part.body.split(`--${boundary}`).slice(1, -1);
  return inner.flatMap((text) => leavesOf(readPart(text.replace(/^\r\n/, '').replace(/\r\n$/, ''))));
}

const typeOf = (part: Part): string => (part.heads.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();

function bytesOf({ heads, body }: Part): Buffer {
  const encoding = heads.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  return encoding === 'quoted-printable' ? unquote(body) : Buffer.from(body, 'latin1');
}

const unquote = (text: string): Buffer =>
  Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1'); // prettier-ignore

/** RFC 2047; the space between two encoded words is none. */
export function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([^?]+)\?([BbQq])\?([^?]*)\?=/g, (_, _charset: string, kind: string, word: string) =>
      (kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : unquote(word.replace(/_/g, ' '))).toString('utf8'),
    );
}

/** RFC 2231: whole or in numbered pieces, percent-encoded. */
function fileNameOf(part: Part): string {
  const head = part.heads.get('content-disposition') ?? '';
  const pieces = [...head.matchAll(/filename\*(\d+)?(\*)?=("[^"]*"|[^;]+)/g)]
    .sort((a, b) => Number(a[1] ?? 0) - Number(b[1] ?? 0))
    .map(([, , , value]) => value!.trim().replace(/^"|"$/g, ''));
  if (pieces.length > 0) return decodeURIComponent(pieces.join('').replace(/^utf-8'[^']*'/i, ''));
  return decodeWords(/filename="?([^";]+)"?/.exec(head)?.[1] ?? '');
}
