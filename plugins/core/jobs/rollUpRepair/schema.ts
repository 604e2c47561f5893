/** Compares every roll-up with the records it is over, and puts right what differs. */
import type { JobType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import strings from './strings.json' with { type: 'json' };

export const payload = closed({});

export const definition: JobType = {
  id: 'rollUpRepair',
  label: strings.label,
  icon: 'sigma',
  payload,
};
