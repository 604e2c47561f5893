/** Seals with AES-256-GCM under a key of the site, bound to entity and field: a value moved elsewhere does not open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Context, Field, FieldServer, Value } from '../../../../server/api.js';

const version = 'v1';
const purpose = 'field secret';

type Keys = Pick<Context, 'siteKey'>;
type Place = Pick<Field, 'entity' | 'id'>;

const boundTo = ({ entity, id }: Place): Buffer => Buffer.from(`${entity}.${id}`);

/** `v1.` and base64url of nonce, tag and text. */
export function sealText(context: Keys, text: string, place: Place): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', context.siteKey(purpose), nonce).setAAD(boundTo(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** For what uses the secret on the server. Throws when the key is another one, or the text was changed or moved. */
export function openText(context: Keys, sealed: string, place: Place): string {
  const [form, body = ''] = sealed.split('.');
  if (form !== version) throw new Error(`The secret of ${place.entity}.${place.id} is in an unknown form.`);
  const bytes = Buffer.from(body, 'base64url');
  const opened = createDecipheriv('aes-256-gcm', context.siteKey(purpose), bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(boundTo(place))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([opened.update(bytes.subarray(28)), opened.final()]).toString('utf8');
}

export const server: FieldServer = {
  id: 'secret',
  seal: (context: Context, value: Value, field: Field) => sealText(context, String(value), field),
};
