/** One mail of a run, with the rights of its recipient. */
import type { JobType } from '../../../../metadata/contributions.js';
import { closed, Ulid } from '../../../../metadata/schema/common.js';
import strings from './strings.json' with { type: 'json' };

export const payload = closed({ delivery: Ulid });

export const definition: JobType = {
  id: 'scheduleSend',
  label: strings.label,
  icon: 'send',
  payload,
  attempts: 12,
};
