/** One's own notices over HTTP: the list with what is unread, marking as read, what one wants to be told of. */
import { Type } from '@sinclair/typebox';
import { closed, oneOf, Ulid } from '../../metadata/schema/common.js';
import { defineRoute, type Route } from '../http/route.js';
import { keepNoticeSettings, NoticeSettingsSchema, readNoticeSettings } from './notice-settings.js';
import { countUnread, markRead, readNotices } from './notices.js';

export const noticeRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/notices',
    right: 'session',
    summary: 'One’s own notices, the newest first, as far as their records may be seen.',
    query: closed({
      show: Type.Optional(oneOf(['all', 'unread'])),
      limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|100)$' })),
      before: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    async handler(context, { query: { show, limit, before } }) {
      return readNotices(context, {
        limit: Number(limit ?? 30),
        unread: show === 'unread',
        ...(before === undefined ? {} : { before }),
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/notices/count',
    right: 'session',
    summary: 'How many notices are unread; 100 stands for more.',
    handler: async (context) => ({ unread: await countUnread(context) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/notices/read',
    right: 'session',
    summary: 'Marks notices as read, all of them unless some are named.',
    body: closed({ ids: Type.Optional(Type.Array(Ulid, { minItems: 1, maxItems: 200 })) }),
    handler: async (context, { body }) => ({ unread: await markRead(context, body.ids) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/notices/settings',
    right: 'session',
    summary: 'What one wants to be told of, and when not to be disturbed.',
    async handler(context) {
      const { id } = context.principal;
      return (await readNoticeSettings(context.database.read, [id])).get(id) ?? {};
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/notices/settings',
    right: 'session',
    summary: 'Keeps what one wants to be told of; what is not stated is on.',
    body: NoticeSettingsSchema,
    async handler(context, { body }) {
      await keepNoticeSettings(context, body);
      return body;
    },
  }),
];
