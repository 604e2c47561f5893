/** Comments as answers show them, with the names of people as the reader may see them. */
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { readLabels } from '../records/read/labels.js';

export interface CommentRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly author_id: string | null;
  readonly text: string;
  readonly mentions: string | null;
  readonly revision: number;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly deleted_at: string | null;
}

export interface Person {
  readonly id: string;
  readonly label: string | null;
}

export interface Comment {
  readonly id: string;
  readonly at: string;
  readonly by: Person | null;
  /** Empty when it was deleted. */
  readonly text: string;
  /** Names as they stand in the text. */
  readonly mentions: readonly { readonly id: string; readonly name: string }[];
  /** When it was last changed. */
  readonly edited?: string;
  readonly deleted?: true;
  /** The reader wrote it: may be changed and deleted. */
  readonly mine?: true;
  readonly replies?: readonly Comment[];
}

const columns = [
  'id', 'parent_id', 'author_id', 'text', 'mentions', 'revision', 'created_at', 'edited_at', 'deleted_at',
] as const; // prettier-ignore

export interface CommentRequest {
  readonly limit: number;
  /** Only comments before this one. */
  readonly before?: string;
}

/** Top-level comments, the newest first, each with its replies, the oldest first. A deleted one without replies is not told. */
export async function readComments(
  context: Context,
  place: { readonly entity: string; readonly id: string },
  request: CommentRequest,
): Promise<readonly Comment[]> {
  const { read } = context.database;
  const rows = await read('sys_comment')
    .where({ entity: place.entity, record_id: place.id, parent_id: null })
    .modify((query) => void (request.before !== undefined && query.andWhere('id', '<', request.before)))
    .andWhere((query) =>
      query
        .whereNull('deleted_at')
        .orWhereExists((inner) =>
          inner
            .select(read.raw('1'))
            .from('sys_comment as r')
            .whereRaw('r.parent_id = sys_comment.id')
            .whereNull('r.deleted_at'),
        ),
    )
    .orderBy('id', 'desc')
    .limit(request.limit)
    .select<CommentRow[]>(...columns);
  const replies = await read('sys_comment')
    .whereIn(
      'parent_id',
      rows.map((row) => row.id),
    ) // prettier-ignore
    .whereNull('deleted_at')
    .orderBy('id')
    .select<CommentRow[]>(...columns);
  return tellComments(context, rows, replies);
}

/** One comment after it was written. */
export async function readComment(context: Context, id: string): Promise<Comment> {
  const rows = await context.database
    .read('sys_comment')
    .where({ id })
    .select<CommentRow[]>(...columns);
  const [comment] = await tellComments(context, rows, []);
  if (!comment) throw notFound();
  return comment;
}

/** What a comment said before its changes, the newest first. */
export async function readEarlierTexts(
  context: Context,
  place: { readonly entity: string; readonly id: string; readonly comment: string },
): Promise<readonly { readonly at: string; readonly text: string }[]> {
  const { read } = context.database;
  const held = await read('sys_comment')
    .where({ id: place.comment, entity: place.entity, record_id: place.id, deleted_at: null })
    .first<{ id: string } | undefined>('id');
  if (!held) throw notFound();
  return read('sys_comment_text')
    .where({ comment_id: held.id })
    .orderBy('revision', 'desc')
    .select<{ at: string; text: string }[]>('at', 'text');
}

async function tellComments(
  context: Context,
  rows: readonly CommentRow[],
  replies: readonly CommentRow[],
): Promise<readonly Comment[]> {
  const authors = [...rows, ...replies].flatMap((row) => row.author_id ?? []);
  const names = await readLabels(context, 'user', authors);
  const tell = (row: CommentRow): Comment => {
    const answers = replies.filter((reply) => reply.parent_id === row.id);
    return {
      id: row.id,
      at: row.created_at,
      by: row.author_id === null ? null : { id: row.author_id, label: names.get(row.author_id) ?? null },
      text: row.text,
      mentions: JSON.parse(row.mentions ?? '[]') as Comment['mentions'],
      ...(row.edited_at === null ? {} : { edited: row.edited_at }),
      ...(row.deleted_at === null ? {} : { deleted: true as const }),
      ...(row.author_id === context.principal.id && row.deleted_at === null ? { mine: true as const } : {}),
      ...(answers.length > 0 ? { replies: answers.map(tell) } : {}),
    };
  };
  return rows.map(tell);
}
