/**
 * Hands mails to the one server of TRELLIS_MAIL_URL. Nothing in a message can make it read a file, follow an address or
 * speak to another host; whatever stands in the head is refused with control characters in it. A mail that was accepted is
 * out of our hands: the caller notes that, and keeps the message id, so that a repeated mail can be told as the same.
 */
import type { SendMailOptions, Transporter } from 'nodemailer';
import { cleanFileName } from '../http/content-disposition.js';
import { DeliveryRefused } from '../schedules/delivery-refused.js';
import { hasControl, isMailAddress } from './mail-address.js';
import { readFrom, type Sender } from './mail-sender.js';
import type { MailServer } from './mail-url.js';

export interface MailAttachment {
  readonly fileName: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface MailMessage {
  /** One plain address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets: `01J….@crm.example.com`. The same mail sent again has the same. */
  readonly messageId: string;
  /** Of the words in it: `zh-CN`. */
  readonly language: string;
  readonly attachments: readonly MailAttachment[];
  /** Address of a page where its reader ends such mails. */
  readonly leave?: string;
}

export interface Mailer {
  /** Host part of our own address; message ids end in it. */
  readonly domain: string;
  /** Returns when the server has taken the mail over. Rejects with MailRefused, or what may be tried again. */
  send(message: MailMessage): Promise<void>;
  close(): void;
}

/** The server will not take this mail, now or later; `reason` is for its sender and tells nothing of the server. */
export class MailRefused extends DeliveryRefused {
  constructor(reason: 'ADDRESS_REFUSED' | 'MAIL_REFUSED', options?: ErrorOptions) {
    super(reason, options);
    this.name = 'MailRefused';
  }
}

export interface MailerOptions {
  readonly server: MailServer;
  /** TRELLIS_MAIL_FROM: `crm@example.com` or `CRM <crm@example.com>`. */
  readonly from: string;
}

/** The library is read with the first mail. */
export function createMailer({ server, from }: MailerOptions): Mailer {
  let transport: Promise<Transporter> | undefined;
  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: server.startTls === 'required',
      ignoreTLS: server.startTls === 'none',
      ...(server.auth ? { auth: server.auth } : {}),
      tls: { rejectUnauthorized: server.verify, minVersion: 'TLSv1.2' },
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
  const sender = readFrom(from);
  return {
    domain: sender.address.slice(sender.address.lastIndexOf('@') + 1),
    async send(message) {
      const mail = toMail(message, sender);
      const transporter = await (transport ??= open());
      try {
        await transporter.sendMail(mail);
      } catch (error) {
        throw describe(error);
      }
    },
    close() {
      void transport?.then((each) => each.close());
    },
  };
}

function toMail(message: MailMessage, from: Sender): SendMailOptions {
  const { to, subject, text, html, messageId, language, leave } = message;
  if (!isMailAddress(to)) throw new MailRefused('ADDRESS_REFUSED');
  if (![subject, messageId, language, leave ?? ''].every((each) => !hasControl(each)) || /[<>\s]/.test(messageId)) {
    throw new MailRefused('MAIL_REFUSED');
  }
  return {
    from: { name: from.name, address: from.address },
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${messageId}>`,
    headers: {
      'Content-Language': language,
      // So that nobody's absence note answers a machine.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(leave === undefined ? {} : { 'List-Unsubscribe': `<${leave}>` }),
    },
    attachments: message.attachments.map(({ fileName, type, bytes }) => ({
      filename: cleanFileName(fileName),
      contentType: type,
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      contentDisposition: 'attachment',
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Final are only answers of the server about this mail; what is wrong with the connection or our login may be mended. */
function describe(error: unknown): Error {
  const { responseCode, code } = error as { readonly responseCode?: number; readonly code?: string };
  const isFinal = typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600;
  if (isFinal && code === 'EENVELOPE') return new MailRefused('ADDRESS_REFUSED', { cause: error });
  if (isFinal && code === 'EMESSAGE') return new MailRefused('MAIL_REFUSED', { cause: error });
  return error as Error;
}
