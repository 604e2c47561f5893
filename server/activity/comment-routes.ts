/** Comments, timeline, followers and presence of a record over HTTP. */
import { Type } from '@sinclair/typebox';
import { closed, Name, oneOf, Ulid } from '../../metadata/schema/common.js';
import type { Context } from '../context.js';
import { defineRoute, Reply, type Route, type RouteInput } from '../http/route.js';
import { getRecord } from '../records/get.js';
import { readLabels } from '../records/read/labels.js';
import { readEarlierTexts } from './comment-rows.js';
import {
  ChangedCommentSchema, changeComment, commentedEntity, createComment, deleteComment, NewCommentSchema,
} from './comments.js'; // prettier-ignore
import { readFollowing, setFollowing } from './followers.js';
import { findMentionable, type PersonSight } from './people.js';
import type { Presence, Present } from './presence.js';
import { readTimeline, timelineShows, type TimelineRequest } from './timeline.js';

const params = closed({ entity: Name, id: Ulid });
const commentParams = closed({ entity: Name, id: Ulid, comment: Ulid });
const Limit = Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|100)$' }));

type Params = Pick<RouteInput, 'params'>;
const placeOf = ({ params: { entity = '', id = '' } }: Params) => ({ entity, id });
const commentOf = (input: Params) => ({ ...placeOf(input), comment: input.params['comment']! });

export function commentRoutes(sight: PersonSight): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/records/:entity/:id/timeline',
      right: 'session',
      summary:
        'What happened to a record, what was said about it, and the records that its entity puts beside them, newest first.',
      params,
      query: closed({
        show: Type.Optional(oneOf(timelineShows)),
        limit: Limit,
        before: Type.Optional(Type.String({ maxLength: 400 })),
      }),
      async handler(context, input) {
        const { show = 'all', limit, before } = input.query;
        return readTimeline(context, placeOf(input), {
          show: show as TimelineRequest['show'],
          limit: Number(limit ?? 30),
          ...(before === undefined ? {} : { before }),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/records/:entity/:id/comments',
      right: 'session',
      summary: 'Writes a comment on a record, or a reply to one; mentioned people must be able to see the record.',
      params,
      body: NewCommentSchema,
      async handler(context, input) {
        const place = placeOf(input);
        const { body, idempotencyKey: key } = input;
        const request = `POST /records/${place.entity}/${place.id}/comments ${JSON.stringify(body)}`;
        const made = await createComment(context, sight, place, body, key === undefined ? undefined : { key, request });
        return new Reply(201, { json: made });
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/records/:entity/:id/comments/:comment',
      right: 'session',
      summary: 'Changes one’s own comment; the earlier text is kept.',
      params: commentParams,
      body: ChangedCommentSchema,
      handler: (context, input) => changeComment(context, sight, commentOf(input), input.body),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/records/:entity/:id/comments/:comment',
      right: 'session',
      summary: 'Deletes one’s own comment; replies to it stay.',
      params: commentParams,
      async handler(context, input) {
        await deleteComment(context, commentOf(input));
        return new Reply(204, { empty: true });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/records/:entity/:id/comments/:comment/texts',
      right: 'session',
      summary: 'What a comment said before it was changed.',
      params: commentParams,
      async handler(context, input) {
        await commentedEntity(context, placeOf(input));
        return { rows: await readEarlierTexts(context, commentOf(input)) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/records/:entity/:id/mentionable',
      right: 'session',
      summary: 'People by a part of their name, and whether they may see this record.',
      params,
      query: closed({ find: Type.Optional(Type.String({ maxLength: 60 })) }),
      async handler(context, input) {
        return { rows: await findMentionable(context, sight, placeOf(input), input.query['find'] ?? '') };
      },
    }),
    ...followRoutes,
  ];
}

const followRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/records/:entity/:id/following',
    right: 'session',
    summary: 'Whether the caller follows a record, and how many people do.',
    params,
    handler: (context, { params: { entity = '', id = '' } }) => readFollowing(context, entity, id),
  }),
  defineRoute({
    method: 'PUT',
    path: '/records/:entity/:id/following',
    right: 'session',
    summary: 'Follows a record, or stops following it.',
    params,
    body: closed({ following: Type.Boolean() }),
    handler: (context, { params: { entity = '', id = '' }, body }) => setFollowing(context, entity, id, body.following),
  }),
];

export function presenceRoutes(presence: Presence): readonly Route[] {
  const named = async (context: Context, people: readonly Present[]) => {
    const others = people.filter((person) => person.id !== context.principal.id);
    const names = await readLabels(context, 'user', others.map((person) => person.id)); // prettier-ignore
    return { rows: others.map(({ id, state }) => ({ id, label: names.get(id) ?? null, state })) };
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/records/:entity/:id/presence',
      right: 'session',
      summary: 'Who else looks at or edits a record just now.',
      params,
      async handler(context, { params: { entity = '', id = '' } }) {
        await getRecord(context, entity, id, ['id']);
        return named(context, presence.at(entity, id));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/records/:entity/:id/presence',
      right: 'session',
      summary: 'Says that a page of the caller shows or edits a record; repeated every few seconds.',
      params,
      body: closed({ page: Type.String({ pattern: '^[A-Za-z0-9]{8,40}$' }), state: oneOf(['view', 'edit', 'gone']) }),
      async handler(context, { params: { entity = '', id = '' }, body }) {
        await getRecord(context, entity, id, ['id']);
        return named(context, presence.beat({ entity, id, userId: context.principal.id, ...body }));
      },
    }),
  ];
}
