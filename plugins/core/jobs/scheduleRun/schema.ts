/** One run of a schedule: checks its owner and queues a delivery for each recipient. */
import type { JobType } from '../../../../metadata/contributions.js';
import { closed, Ulid } from '../../../../metadata/schema/common.js';
import strings from './strings.json' with { type: 'json' };

export const payload = closed({ run: Ulid });

export const definition: JobType = {
  id: 'scheduleRun',
  label: strings.label,
  icon: 'clock',
  payload,
};
