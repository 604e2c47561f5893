/**
 * The environment, read once at start and checked whole: every problem is named in one go, so that nobody repairs one
 * variable to meet the next. Nothing else in the product reads process.env. Exit code of a refused start: 78.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { passwordProblem } from './access/password-rules.js';
import { hasControl, isMailAddress } from './mail/mail-address.js';
import { readMailUrl } from './mail/mail-url.js';
import { readFrom } from './mail/mail-sender.js';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Address people use, without a path: `https://crm.example.com`. */
  readonly url: string | undefined;
  readonly databaseUrl: string;
  readonly reportUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly role: 'all' | 'web' | 'worker';
  /** Absolute. */
  readonly dataFolder: string;
  /** Undefined: one is made in the data folder, see `ensureSecret`. */
  readonly secret: string | undefined;
  readonly adminPassword: string | undefined;
  /** Sample data and logins: none, from loopback only, from everywhere. */
  readonly demo: 'off' | 'on' | 'open';
  /** Addresses and networks whose X-Forwarded-* headers are believed; none by default. */
  readonly trustProxy: readonly string[];
  /** Signing in over plain http from other machines. */
  readonly insecureHttp: boolean;
  readonly mailUrl: string | undefined;
  readonly mailFrom: string | undefined;
  /** Origins whose pages may show shared links in a frame; none by default. */
  readonly embedOrigins: readonly string[];
  readonly filesUrl: string | undefined;
  readonly backupKey: string | undefined;
  /** Largest JSON body in bytes. */
  readonly bodyLimit: number;
  /** How far work processes stand back behind all else on this machine. */
  readonly workPriority: 'idle' | 'low';
  /** Variables that look like ours and are not known: told at start, for a misspelt name must not go unseen. */
  readonly unknown: readonly string[];
}

/** Every problem found, each naming its variable. */
export class ConfigError extends Error {
  readonly exitCode = 78;
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const variables = [
  'PORT', 'HOST', 'TRELLIS_URL', 'TRELLIS_DATABASE_URL', 'TRELLIS_REPORT_URL', 'TRELLIS_REDIS_URL', 'TRELLIS_ROLE',
  'TRELLIS_DATA', 'TRELLIS_SECRET', 'TRELLIS_ADMIN_PASSWORD', 'TRELLIS_DEMO', 'TRELLIS_TRUST_PROXY',
  'TRELLIS_INSECURE_HTTP', 'TRELLIS_MAIL_URL', 'TRELLIS_MAIL_FROM', 'TRELLIS_FILES_URL', 'TRELLIS_BACKUP_KEY',
  'TRELLIS_BODY_LIMIT', 'TRELLIS_EMBED_ORIGINS', 'TRELLIS_WORK_PRIORITY',
] as const; // prettier-ignore
type Variable = (typeof variables)[number];

const defaultBodyLimit = 1_048_576;
const largestBodyLimit = 104_857_600;

/** Reads and checks the environment; throws ConfigError with all problems. Touches no file. */
export function readConfig(environment: Environment, cwd: string = process.cwd()): Config {
  const problems: string[] = [];
  /** An empty variable counts as not set, as shells and container files write it. */
  const read = (name: Variable) => environment[name]?.trim() || undefined;
  const check = <T>(name: Variable, fallback: T, parse: (text: string) => T | Refused): T => {
    const text = read(name);
    if (text === undefined) return fallback;
    const parsed = parse(text);
    if (!(parsed instanceof Refused)) return parsed;
    problems.push(`${name} ${parsed.message}`);
    return fallback;
  };

  const dataFolder = resolve(cwd, read('TRELLIS_DATA') ?? 'data');
  const databaseUrl = check('TRELLIS_DATABASE_URL', `sqlite:${join(dataFolder, 'trellis.db')}`, databaseAddress(cwd));
  const role = check<Config['role']>('TRELLIS_ROLE', 'all', oneOf(['all', 'web', 'worker']));
  if (role !== 'all' && databaseUrl.startsWith('sqlite:')) {
    problems.push(`TRELLIS_ROLE must be "all" with SQLite, which one process owns. Set TRELLIS_DATABASE_URL to MySQL.`);
  }
  const config: Config = {
    port: check('PORT', 3000, wholeNumber(0, 65535)),
    host: check('HOST', '127.0.0.1', hostName),
    url: check('TRELLIS_URL', undefined, siteAddress),
    databaseUrl,
    reportUrl: check('TRELLIS_REPORT_URL', undefined, address(['mysql:'])),
    redisUrl: check('TRELLIS_REDIS_URL', undefined, address(['redis:', 'rediss:'])),
    role,
    dataFolder,
    secret: check('TRELLIS_SECRET', undefined, secretText(madeOrRandom)),
    adminPassword: check('TRELLIS_ADMIN_PASSWORD', undefined, adminPassword),
    demo: demoModes[check<keyof typeof demoModes>('TRELLIS_DEMO', '1', oneOf(['1', '0', 'open']))],
    trustProxy: check<readonly string[]>('TRELLIS_TRUST_PROXY', [], networks),
    insecureHttp: check<'0' | '1'>('TRELLIS_INSECURE_HTTP', '0', oneOf(['0', '1'])) === '1',
    mailUrl: check('TRELLIS_MAIL_URL', undefined, mailServer),
    mailFrom: check('TRELLIS_MAIL_FROM', undefined, mailAddress),
    embedOrigins: check<readonly string[]>('TRELLIS_EMBED_ORIGINS', [], origins),
    filesUrl: check('TRELLIS_FILES_URL', undefined, address(['s3:', 'http:', 'https:', 'file:'])),
    backupKey: check('TRELLIS_BACKUP_KEY', undefined, secretText('Use the output of: openssl rand -base64 48')),
    bodyLimit: check('TRELLIS_BODY_LIMIT', defaultBodyLimit, wholeNumber(1024, largestBodyLimit)),
    workPriority: check<Config['workPriority']>('TRELLIS_WORK_PRIORITY', 'idle', oneOf(['idle', 'low'])),
    unknown: Object.keys(environment).filter(
      (name) => name.startsWith('TRELLIS_') && !/^TRELLIS_(?:TEST|CONNECTION)_/.test(name) && !isVariable(name),
    ),
  };
  if (config.mailUrl !== undefined && config.mailFrom === undefined && read('TRELLIS_MAIL_FROM') === undefined)
    problems.push('TRELLIS_MAIL_FROM must say who mails come from, since TRELLIS_MAIL_URL is set.');
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const isVariable = (name: string): name is Variable => (variables as readonly string[]).includes(name);

const demoModes = { '1': 'on', '0': 'off', open: 'open' } as const;

/** What a parser gives instead of a value: the words that follow the variable's name in the message. */
class Refused {
  constructor(readonly message: string) {}
}

const wholeNumber = (least: number, most: number) => (text: string) => {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : new Refused(`must be a whole number from ${least} to ${most}.`);
};

const oneOf =
  <const T extends string>(words: readonly T[]) =>
  (text: string): T | Refused =>
    words.find((word) => word === text) ??
    new Refused(`must be one of ${words.map((word) => `"${word}"`).join(', ')}.`);

const hostName = (text: string) =>
  /^[A-Za-z0-9.:_-]{1,255}$/.test(text)
    ? text
    : new Refused('must be an address or host name to listen on, such as 0.0.0.0.');

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function siteAddress(text: string): string | Refused {
  const url = parseUrl(text);
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (!url || !bare || !['http:', 'https:'].includes(url.protocol)) {
    return new Refused('must be the address people open, without a path: https://crm.example.com.');
  }
  return url.origin;
}

const address = (protocols: readonly string[]) => (text: string) => {
  const url = parseUrl(text);
  if (url && protocols.includes(url.protocol)) return text;
  return new Refused(`must be an address starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`);
};

const databaseAddress = (cwd: string) => (text: string) => {
  const file = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1];
  if (file !== undefined && !file.startsWith(':')) return `sqlite:${resolve(cwd, file)}`;
  const url = parseUrl(text);
  if (url?.protocol === 'mysql:' && url.hostname && url.pathname.length > 1) return text;
  return new Refused('must be sqlite:<file> or mysql://<user>:<password>@<host>:<port>/<database>.');
};

/** Words that shipped products used as their key; a secret holding one of them is as good as none. */
const knownSecrets = /changeme|change_me|secret|password|default|example|trellis|thisisnot|admin|test|qwerty|123456/i;

const madeOrRandom = 'Leave it out (one is made in the data folder) or use the output of: openssl rand -base64 48';

const secretText =
  (advice: string) =>
  (text: string): string | Refused => {
    if (text.length < 32) return new Refused(`is too short: at least 32 characters are needed. ${advice}`);
    if (new Set(text).size < 12) return new Refused(`is too simple: fewer than 12 different characters. ${advice}`);
    const rest = text.replace(new RegExp(knownSecrets, 'gi'), '');
    if (rest.length < 32) return new Refused(`is made of well-known words. ${advice}`);
    return text;
  };

function adminPassword(text: string): string | Refused {
  const problem = passwordProblem(text, ['admin']);
  return problem === undefined ? text : new Refused(`is no good password: ${problem.message}`);
}

const network =
  /^(loopback|linklocal|uniquelocal|\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9a-f:]*:[0-9a-f:.]*(\/\d{1,3})?)$/i;

/** `true` or a number of hops would believe whoever connects: only addresses and networks are taken. */
function networks(text: string): readonly string[] | Refused {
  const parts = text.split(',').map((part) => part.trim());
  const wrong = parts.filter((part) => !network.test(part));
  if (wrong.length === 0) return parts;
  return new Refused(
    `must list addresses or networks of proxies, such as 10.0.0.0/8, with commas; "${wrong[0]}" is none.`,
  );
}

function mailServer(text: string): string | Refused {
  const server = readMailUrl(text);
  return 'problem' in server ? new Refused(server.problem) : text;
}

function mailAddress(text: string): string | Refused {
  const { name, address } = readFrom(text);
  if (isMailAddress(address) && !hasControl(name)) return text;
  return new Refused('must be a mail address: crm@example.com, or CRM <crm@example.com>.');
}

/** `*` or a path would let pages of strangers in. */
function origins(text: string): readonly string[] | Refused {
  const parts = text.split(',').map((part) => part.trim());
  const wrong = parts.find(
    (part) => !/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(part) || parseUrl(part)?.origin !== part,
  );
  if (wrong === undefined) return parts;
  return new Refused(`must list origins with commas, such as https://intranet.example.com; "${wrong}" is none.`);
}

/**
 * The site's secret: the given one, or that of the file `secret` in the data folder, made with mode 600 at the first
 * start. A file that others may read is closed again; an emptied one is refused, for a new secret would lose what the
 * old one protects.
 */
export function ensureSecret(config: Pick<Config, 'secret' | 'dataFolder'>): string {
  if (config.secret !== undefined) return config.secret;
  const file = join(config.dataFolder, 'secret');
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  try {
    const made = randomBytes(48).toString('base64url');
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = readFileSync(file, 'utf8').trim();
  chmodSync(file, 0o600);
  if (kept.length < 32) {
    throw new ConfigError(['The file "secret" in the data folder is too short. Restore it, or set TRELLIS_SECRET.']);
  }
  return kept;
}
