/** The one action shape: `set` parameters from the clicked datum, or `open` something with parameters. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Expression, Name, oneOf, Path } from './common.js';
import { FilterSchema } from './query.js';

/** Where a link may lead: `https://maps.example/?q={city}`, or `{site}` alone, whose value is then the whole address. */
export const LINK_PATTERN = '(https?://|mailto:|tel:|\\{)[^\\s"<>]{1,1000}';

export const ActionSchema = Type.Union([
  closed({ set: Type.Record(Name, Expression) }),
  closed({
    open: oneOf(['report', 'dashboard', 'list', 'record', 'link']),
    /** Name of the document or entity; of a link its address, in which `{name}` stands for a parameter. */
    name: Type.String({ pattern: `^([a-z][a-z0-9_]{0,40}|${LINK_PATTERN})$` }),
    parameters: Type.Optional(Type.Record(Path, Expression)),
    /**
     * Of a list: which records, as a filter whose operands may be parameters (a date range among them) and expressions
     * over `datum`. What has no value is left out.
     */
    where: Type.Optional(FilterSchema),
  }),
]);
export type ActionDocument = Static<typeof ActionSchema>;
const clicks = { click: Type.Optional(Type.Array(ActionSchema, { maxItems: 6 })) };
export const EventsSchema = closed(clicks);
/** `rows` of a part of a dashboard: the list of all records behind it, from its menu. */
export const WidgetEventsSchema = closed({
  ...clicks,
  rows: Type.Optional(closed({ open: Type.Literal('list'), name: Name, where: Type.Optional(FilterSchema) })),
});
