/** Runs with the rights of whoever brought the file. A run that was interrupted goes on where it stood. */
import { importRows, type Context, type JobServer } from '../../../../server/api.js';
import type { RowImportPayload } from './schema.js';

export const server: JobServer = {
  id: 'rowImport',
  run: (context: Context, payload: RowImportPayload, run) => importRows(context, payload, run),
};
