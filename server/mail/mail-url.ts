/**
 * TRELLIS_MAIL_URL to the settings of the connection. All of them stand in the address, nothing else is read:
 *
 *   smtps://user:password@mail.example.com          TLS from the first byte, port 465
 *   smtp://user:password@mail.example.com:587       STARTTLS; with a password it must be offered
 *   smtp://127.0.0.1:25?tls=none                    never TLS; `tls=required`: refuses to go on without
 *   …?verify=no                                     takes a certificate that nobody vouches for
 */
import { hasControl } from './mail-address.js';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** STARTTLS: refused without it, used where it is offered, never. */
  readonly startTls: 'required' | 'offered' | 'none';
  readonly verify: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/** The settings, or what is wrong with the text, to be read after the variable's name. */
export function readMailUrl(text: string): MailServer | { readonly problem: string } {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { problem: 'must be an address starting with smtp:// or smtps://.' };
  }
  if (!['smtp:', 'smtps:'].includes(url.protocol))
    return { problem: 'must be an address starting with smtp:// or smtps://.' };
  if (url.hostname === '') return { problem: 'names no host.' };
  if (!['', '/'].includes(url.pathname) || url.hash !== '')
    return { problem: 'must end after the host and the port; options follow a question mark.' };
  const known = new Set(['tls', 'verify']);
  const unknown = [...url.searchParams.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) return { problem: `has the unknown option "${unknown}"; there are tls and verify.` };
  const tls = url.searchParams.get('tls') ?? undefined;
  if (tls !== undefined && !['required', 'none'].includes(tls))
    return { problem: 'must say tls=required or tls=none.' };
  const verify = url.searchParams.get('verify') ?? undefined;
  if (verify !== undefined && verify !== 'no') return { problem: 'must say verify=no, or nothing of it.' };
  const secure = url.protocol === 'smtps:';
  if (secure && tls !== undefined) return { problem: 'needs no option tls: smtps:// is always encrypted.' };
  const [user, pass] = [decode(url.username), decode(url.password)];
  if (user === undefined || pass === undefined || hasControl(user) || hasControl(pass))
    return { problem: 'has a name or password that is not percent-encoded as it should be.' };
  const auth = user === '' ? undefined : { user, pass };
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    startTls: tls === 'required' ? 'required' : tls === 'none' ? 'none' : auth ? 'required' : 'offered',
    verify: verify === undefined,
    auth,
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
