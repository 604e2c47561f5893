/** Argon2id over passwords. Unknown logins are checked against a hash of nothing, so they take as long as known ones. */
import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's smallest setting for argon2id, which is the library's default: 19 MiB, 2 passes, 1 lane. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'));

let decoy: Promise<string> | undefined;

/** True when the password fits; without a hash the same work is done and the answer is no. */
export async function verifyPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  const fits = await verify(passwordHash ?? (await decoy), password.normalize('NFC'));
  return fits && passwordHash !== undefined;
}

/** Letters and digits that are not mixed up when read from a screen or paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password: four groups of five, about 99 bits, good to read out: `k7m2p-…`. */
export function makePassword(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
