/** Tried again with growing pauses; given up, it stays among the failed jobs. */
import { sendDelivery, type JobServer } from '../../../../server/api.js';

export const server: JobServer = {
  id: 'scheduleSend',
  run: (context, payload, run) => sendDelivery(context, payload as { readonly delivery: string }, run),
};
