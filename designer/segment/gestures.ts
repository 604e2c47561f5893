/** What the canvas of a segment changes. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import type { Filter } from '../../metadata/schema/query.js';
import { setOperation } from '../session/set-value.js';

/** Without a condition everybody is in it: a segment says so, it does not leave it out. */
export const setFilter = (document: unknown, filter: Filter | undefined): Operation =>
  setOperation(document, ['filter'], filter ?? { and: [] });

/** What it is for, as lists tell it; nothing: nothing is told. */
export const setHelp = (document: unknown, help: unknown): Operation => setOperation(document, ['help'], help ?? undefined); // prettier-ignore
