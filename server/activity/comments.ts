/**
 * Comments on a record: whoever may read the record may read and write them; one's own can be changed and deleted, and
 * earlier texts are kept. A reply hangs on a comment, never on a reply.
 */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Ulid } from '../../metadata/schema/common.js';
import type { Entity } from '../../metadata/model/model.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { notFound, unprocessable } from '../errors.js';
import { entityToRead } from '../records/entity.js';
import { getRecord } from '../records/get.js';
import { runOnce, type OnceKey } from '../records/once.js';
import { inWrite } from '../records/write/in-write.js';
import { loadRows } from '../records/write/store.js';
import type { Write } from '../records/write/write.js';
import { readComment, type Comment, type CommentRow } from './comment-rows.js';
import { followersOf, followSilently, ownerOf } from './followers.js';
import { readNoticeSettings } from './notice-settings.js';
import type { PersonSight } from './people.js';
import { writeNotices, type NewNotice } from './write-notices.js';

export const longestComment = 10_000;
export const mostMentions = 20;

const Mentions = Type.Optional(Type.Array(Ulid, { maxItems: mostMentions, uniqueItems: true }));
export const NewCommentSchema = closed({ text: Type.String(), parent: Type.Optional(Ulid), mentions: Mentions });
export const ChangedCommentSchema = closed({ text: Type.String(), mentions: Mentions });

export interface CommentPlace {
  readonly entity: string;
  readonly id: string;
}

/** The entity, when this record may be read and talked about. */
export async function commentedEntity(context: Context, { entity: name, id }: CommentPlace): Promise<Entity> {
  const entity = entityToRead(context, name);
  await getRecord(context, name, id, ['id']);
  if (entity.document.features?.comments === false) {
    throw unprocessable('COMMENTS_OFF', say`Records of "${{ name }}" have no comments.`);
  }
  return entity;
}

/** Writes a comment, makes author and mentioned followers, tells those whom it concerns. */
export async function createComment(
  context: Context,
  sight: PersonSight,
  place: CommentPlace,
  body: Static<typeof NewCommentSchema>,
  once?: OnceKey,
): Promise<Comment> {
  const entity = await commentedEntity(context, place);
  const text = checkText(body.text);
  const mentions = await checkMentions(context, sight, place, body.mentions ?? []);
  const create = async (write: Write) => {
    const { transaction, now } = write;
    const parent = body.parent === undefined ? undefined : await parentOf(write, place, body.parent);
    const id = context.newId();
    await transaction('sys_comment').insert({
      id,
      entity: place.entity,
      record_id: place.id,
      parent_id: parent?.id ?? null,
      author_id: context.principal.id,
      text,
      mentions: mentions.length > 0 ? JSON.stringify(mentions) : null,
      revision: 1,
      created_at: now,
    });
    await tellOfComment(write, { entity, place, id, mentioned: mentions.map((each) => each.id), parent });
    announce(write, place, id, 'create');
    return { id, version: 1, text: JSON.stringify({ id, version: 1 }) };
  };
  const { id } = await inWrite(context, (write) => (once ? runOnce(write, once, create) : create(write)));
  return readComment(context, id);
}

/** The author's alone; the earlier text is kept. A text that is the same changes nothing. */
export async function changeComment(
  context: Context,
  sight: PersonSight,
  place: CommentPlace & { readonly comment: string },
  body: Static<typeof ChangedCommentSchema>,
): Promise<Comment> {
  const entity = await commentedEntity(context, place);
  const text = checkText(body.text);
  const mentions = await checkMentions(context, sight, place, body.mentions ?? []);
  await inWrite(context, async (write) => {
    const { transaction, now } = write;
    const held = await ownComment(write, place);
    if (held.text === text) return;
    const revision = Number(held.revision);
    const at = held.edited_at ?? held.created_at;
    await transaction('sys_comment_text').insert({ comment_id: held.id, revision, text: held.text, at });
    await transaction('sys_comment')
      .where({ id: held.id })
      .update({ text, mentions: JSON.stringify(mentions), revision: revision + 1, edited_at: now });
    const before = new Set((JSON.parse(held.mentions ?? '[]') as { id: string }[]).map((each) => each.id));
    const mentioned = mentions.map((each) => each.id).filter((id) => !before.has(id));
    if (mentioned.length > 0) {
      await tellOfComment(write, { entity, place, id: held.id, mentioned, parent: undefined, only: 'mention' });
    }
    announce(write, place, held.id, 'update');
  });
  return readComment(context, place.comment);
}

/** Takes the text away with its earlier ones; replies stay. */
export async function deleteComment(
  context: Context,
  place: CommentPlace & { readonly comment: string },
): Promise<void> {
  await commentedEntity(context, place);
  await inWrite(context, async (write) => {
    const held = await ownComment(write, place);
    await write.transaction('sys_comment_text').where({ comment_id: held.id }).delete();
    await write
      .transaction('sys_comment')
      .where({ id: held.id })
      .update({ text: '', mentions: null, deleted_at: write.now });
    await write.transaction('sys_notice').where({ comment_id: held.id }).delete();
    announce(write, place, held.id, 'delete');
  });
}

function checkText(given: string): string {
  const text = given.normalize('NFC').trim();
  if (text === '') throw unprocessable('REQUIRED', 'Write something first.', { path: '/text' });
  if (text.length > longestComment) {
    throw unprocessable('TOO_LONG', say`A comment has at most ${{ most: longestComment }} characters.`, {
      path: '/text',
    });
  }
  return text;
}

/** People who could not open the record cannot be called to it. Names are kept as they are written in the text. */
async function checkMentions(
  context: Context,
  sight: PersonSight,
  place: CommentPlace,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const found: { id: string; name: string }[] = [];
  for (const [index, id] of ids.entries()) {
    const person = await sight.look(context, id, place);
    if (!person.may) {
      const message = 'This person may not see the record, so they cannot be mentioned here.';
      throw unprocessable('MENTION_FORBIDDEN', message, { path: `/mentions/${index}` });
    }
    found.push({ id, name: person.name });
  }
  return found;
}

async function parentOf(write: Write, place: CommentPlace, id: string): Promise<CommentRow> {
  const parent = await write
    .transaction('sys_comment')
    .where({ id, entity: place.entity, record_id: place.id, parent_id: null })
    .first<CommentRow | undefined>();
  if (parent && parent.deleted_at === null) return parent;
  throw unprocessable('PARENT_UNKNOWN', 'The comment you answer is not there any more.', { path: '/parent' });
}

async function ownComment(write: Write, place: CommentPlace & { readonly comment: string }): Promise<CommentRow> {
  const held = await write
    .transaction('sys_comment')
    .where({ id: place.comment, entity: place.entity, record_id: place.id, author_id: write.context.principal.id })
    .first<CommentRow | undefined>();
  if (!held || held.deleted_at !== null) throw notFound();
  return held;
}

interface Told {
  readonly entity: Entity;
  readonly place: CommentPlace;
  readonly id: string;
  readonly mentioned: readonly string[];
  /** Its author is told of the reply, a follower or not. */
  readonly parent: CommentRow | undefined;
  /** A change tells those who are newly mentioned, and nobody else. */
  readonly only?: 'mention';
}

async function tellOfComment(write: Write, told: Told): Promise<void> {
  const { context, transaction, now } = write;
  const { entity, place, mentioned, parent } = told;
  const [row] = await loadRows(write, entity, [place.id]);
  const owner = row ? ownerOf(entity, row.values) : null;
  const followers = (await followersOf(transaction, [{ entity: place.entity, id: place.id, owner }])).get(place.id)!;
  const concerned = new Set([...followers, ...(parent?.author_id ? [parent.author_id] : [])]);
  const base = { entity: place.entity, recordId: place.id, commentId: told.id };
  const notices: NewNotice[] = mentioned.map((userId) => ({ userId, kind: 'mention', ...base }));
  if (told.only === undefined) {
    for (const userId of concerned) if (!mentioned.includes(userId)) notices.push({ userId, kind: 'comment', ...base });
  }
  await writeNotices(context, transaction, notices, now);
  const people = [context.principal.id, ...mentioned];
  const settings = await readNoticeSettings(transaction, people);
  const joining = people.filter((id) => settings.get(id)?.autoFollow !== false);
  await followSilently(transaction, place, { userIds: joining, at: now });
}

function announce(write: Write, place: CommentPlace, comment: string, action: string): void {
  const { context } = write;
  context.afterCommit(() => {
    context.events.publish({ type: 'comment', entity: place.entity, id: place.id, data: { comment, action } });
  });
}
