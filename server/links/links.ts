/**
 * Links that show one report or dashboard, with parameters that stand fast, to whoever has them. A token is 256 bits of
 * chance and stands in the address alone: the table keeps its hash. What is shown is what the maker may see when it is
 * opened, less what may not leave in a file; a link whose maker may no longer share it is gone at once.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { forExport } from '../../metadata/access/for-export.js';
import type { SharedLinkBody } from '../../metadata/schema/schedule.js';
import { labelText } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { recordEvent } from '../access/audit.js';
import { isoAfter, isoNow } from '../clock.js';
import type { Context } from '../context.js';
import { ApiError, forbidden, notFound, unprocessable } from '../errors.js';
import { readLabels } from '../records/read/labels.js';
import { parametersOf } from '../reports/datasets.js';
import { findSendable, type Sendable } from '../reports/sendable.js';
import type { WorkPool } from '../work/pool.js';
import type { Openings } from './openings.js';

type Row = Readonly<Record<string, unknown>>;

interface Link {
  readonly id: string;
  readonly ownerId: string;
  readonly body: SharedLinkBody;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly opened: number;
  readonly lastOpenedAt: string | null;
  readonly createdAt: string;
}

/** Of one person, those that work. */
const mostLinks = 100;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** One answer for what never was, is over, was taken back or may no longer be shared: nobody learns which. */
export const gone = () => new ApiError(410, 'LINK_GONE', 'This link does not work any more, or never did.');

const linkOf = (row: Row): Link => ({
  id: String(row['id']),
  ownerId: String(row['owner_id']),
  body: JSON.parse(String(row['body'])) as SharedLinkBody,
  expiresAt: String(row['expires_at']),
  revokedAt: row['revoked_at'] === null || row['revoked_at'] === undefined ? null : String(row['revoked_at']),
  opened: Number(row['opened']),
  lastOpenedAt: row['last_opened_at'] === null || row['last_opened_at'] === undefined ? null : String(row['last_opened_at']),
  createdAt: String(row['created_at']),
}); // prettier-ignore

/** The token is told this once. */
export async function createLink(
  context: Context,
  body: SharedLinkBody,
): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: string }> {
  const document = findSendable(context, body.kind, body.target);
  if (!document)
    throw unprocessable('UNKNOWN_TARGET', 'There is no such report or dashboard for you.', { path: '/target' });
  if (body.export === true && !context.access.has('report.export'))
    throw forbidden('NOT_ALLOWED', 'Your roles do not let you export reports.', { path: '/export' });
  parametersOf(context, document.parameters ?? [], body.parameters ?? {});
  const [held] = await working(context).count({ n: '*' });
  if (Number(held?.['n'] ?? 0) >= mostLinks)
    throw unprocessable('TOO_MANY_LINKS', say`A person may have ${{ most: mostLinks }} links: take one back that is no longer needed.`); // prettier-ignore
  const token = randomBytes(32).toString('base64url');
  const id = context.newId();
  const expiresAt = isoAfter(context.clock, body.hours * 3600);
  await context.database.write(async (transaction) => {
    await transaction('sys_shared_link').insert({
      id,
      owner_id: context.principal.id,
      token_hash: hashOf(token),
      kind: body.kind,
      target: body.target,
      title: body.title ?? null,
      body: JSON.stringify(body),
      expires_at: expiresAt,
      created_at: isoNow(context.clock),
    });
    await tellLog(context, transaction, 'link.created', { id, body });
  });
  return { id, token, expiresAt };
}

const working = (context: Context) =>
  context.database
    .read('sys_shared_link')
    .where({ owner_id: context.principal.id })
    .whereNull('revoked_at')
    .where('expires_at', '>', isoNow(context.clock));

/** Own ones, the newest first; with `all` those of everybody, for who operates the site, without their parameters. */
export async function listLinks(context: Context, all: boolean, openings: Pick<Openings, 'pending'>) {
  const rows = (await context.database
    .read('sys_shared_link')
    .modify((query) => void (all ? query : query.where('owner_id', context.principal.id)))
    .orderBy('id', 'desc')
    .limit(500)) as Row[];
  const links = rows.map(linkOf);
  const names = await readLabels(context, 'user', links.map(({ ownerId }) => ownerId)); // prettier-ignore
  const now = isoNow(context.clock);
  const { model } = context.release;
  return links.map(({ id, ownerId, body, expiresAt, revokedAt, opened, lastOpenedAt, createdAt }) => {
    const { kind, target, title, parameters } = body;
    const document = kind === 'report' ? model.find('report', target) : model.find('dashboard', target);
    const mine = ownerId === context.principal.id;
    const lately = openings.pending(id);
    return {
      id, kind, target, mine, expiresAt, createdAt,
      opened: opened + (lately?.count ?? 0),
      lastOpenedAt: lately?.at ?? lastOpenedAt,
      label: labelText(document?.label, context.principal.language, target),
      owner: { id: ownerId, label: names.get(ownerId) ?? null },
      state: revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'open',
      export: body.export === true,
      embed: body.embed === true,
      ...(mine ? { title: title ?? null, parameters: parameters ?? {} } : {}),
    };
  }); // prettier-ignore
}

/** At once, on every process: each opening reads the row. */
export async function revokeLink(context: Context, id: string): Promise<void> {
  const row = (await context.database.read('sys_shared_link').where({ id }).first()) as Row | undefined;
  const link = row && linkOf(row);
  if (!link || !(link.ownerId === context.principal.id || context.access.has('operate'))) throw notFound();
  if (link.revokedAt !== null) return;
  await context.database.write(async (transaction) => {
    await transaction('sys_shared_link')
      .where({ id })
      .update({ revoked_at: isoNow(context.clock) });
    await tellLog(context, transaction, 'link.revoked', { id, body: link.body });
  });
}

async function tellLog(
  context: Context,
  transaction: Parameters<typeof recordEvent>[1],
  type: string,
  { id, body }: { readonly id: string; readonly body: SharedLinkBody },
): Promise<void> {
  const data = { link: id, [body.kind]: body.target };
  await recordEvent(context, transaction, { type, userId: context.principal.id, data });
}

/** What a token opens, with the rights of its maker as they are now. */
export interface OpenedLink {
  readonly id: string;
  readonly body: SharedLinkBody;
  readonly expiresAt: string;
  readonly document: Sendable;
  readonly context: Context;
}

async function findLink(
  { database, clock }: Pick<Context, 'database' | 'clock'>,
  token: string,
): Promise<Link | undefined> {
  const hash = hashOf(token);
  const row = (await database.read('sys_shared_link').where({ token_hash: hash }).first()) as Row | undefined;
  // The index finds by hash, which says nothing of a token; compared once more in constant time all the same.
  if (!row || !timingSafeEqual(Buffer.from(String(row['token_hash'])), Buffer.from(hash))) return undefined;
  const link = linkOf(row);
  return link.revokedAt === null && link.expiresAt > isoNow(clock) ? link : undefined;
}

/**
 * Whoever reads by links has one share of the work processes, all of them together: a link that many open keeps neither its
 * maker nor anybody who is signed in from theirs.
 */
const asStranger = (work: WorkPool): WorkPool => ({
  run: (task, input, options) => work.run(task, input, { ...options, userId: 'links' }),
  close: () => work.close(),
});

/** Throws 410, always the same. */
export async function openLink(context: Context, token: string): Promise<OpenedLink> {
  const link = await findLink(context, token);
  if (!link) throw gone();
  let maker: Context;
  try {
    maker = await context.asPerson!(link.ownerId, context.requestId);
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) throw gone();
    throw error;
  }
  if (!maker.access.has('report.share')) throw gone();
  const document = findSendable(maker, link.body.kind, link.body.target);
  if (!document) throw gone();
  const { id, body, expiresAt } = link;
  const { access, work } = maker;
  return { id, body, expiresAt, document, context: { ...maker, access: forExport(access), work: asStranger(work) } };
}

/** Whether pages of other sites may show what this token opens. */
export async function mayEmbed(services: Pick<Context, 'database' | 'clock'>, token: string): Promise<boolean> {
  return (await findLink(services, token))?.body.embed === true;
}
