/** TRELLIS_MAIL_FROM in its parts; the start checks them (config.ts). */
export interface Sender {
  /** Empty where only the address is given. */
  readonly name: string;
  readonly address: string;
}

/** `CRM <crm@example.com>` or the plain address. */
export function readFrom(from: string): Sender {
  const [, name, address] = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  return address === undefined ? { name: '', address: from.trim() } : { name: name ?? '', address };
}
