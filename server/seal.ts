/**
 * Texts that must come back but never leave: sealed with AES-256-GCM under a key of the site, bound to the place they are
 * for. One that was moved, changed or sealed under another key does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Services } from './context.js';

const version = 'v1';

type Keys = Pick<Services, 'siteKey'>;

export interface SealPlace {
  /** Of the key: one for each kind of secret. */
  readonly purpose: string;
  /** What it is for, as a text that is the same when it is opened. */
  readonly boundTo: string;
}

/** `v1.` and base64url of nonce, tag and text. */
export function seal({ siteKey }: Keys, text: string, { purpose, boundTo }: SealPlace): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', siteKey(purpose), nonce).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** Throws when the key is another one, or the text was changed or moved. */
export function unseal({ siteKey }: Keys, sealed: string, { purpose, boundTo }: SealPlace): string {
  const [form, body = ''] = sealed.split('.');
  if (form !== version) throw new Error(`The secret of ${boundTo} is in an unknown form.`);
  const bytes = Buffer.from(body, 'base64url');
  const opened = createDecipheriv('aes-256-gcm', siteKey(purpose), bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([opened.update(bytes.subarray(28)), opened.final()]).toString('utf8');
}
