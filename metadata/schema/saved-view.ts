/** What a person saves of a list, and the columns and default view of each person: kept by the server, no documents. */
import { Type, type Static } from '@sinclair/typebox';
import { closed } from './common.js';
import { ViewColumnSchema, viewLook, viewMode } from './entity.js';

const columns = Type.Optional(Type.Array(ViewColumnSchema, { minItems: 1, maxItems: 60 }));

/**
 * Words that were searched for are part of the filter. A saved view without columns shows those of the first view; one
 * without a mode is a table.
 */
export const SavedLookSchema = closed({
  columns,
  mode: Type.Optional(viewMode.mode),
  options: viewMode.options,
  ...viewLook,
});
export type SavedLook = Static<typeof SavedLookSchema>;

/** How one person has changed the columns of a view. */
export const ListSettingSchema = closed({ columns, freeze: viewLook.freeze });
export type ListSetting = Static<typeof ListSettingSchema>;

/** Whom a view is for: oneself, a role, a department, a department and all below it, everybody. */
export const savedViewScopes = ['personal', 'role', 'department', 'subtree', 'system'] as const;
export type SavedViewScope = (typeof savedViewScopes)[number];
