/** Builds the search index anew, as the first start after an upgrade or a publish needs it. */
import type { JobType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import strings from './strings.json' with { type: 'json' };

export const payload = closed({});

export const definition: JobType = {
  id: 'searchReindex',
  label: strings.label,
  icon: 'search',
  payload,
};
