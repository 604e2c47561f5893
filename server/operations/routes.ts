/** Routes of running a site: the sample data and their removal. */
import { defineRoute, type Route } from '../http/route.js';
import type { Context } from '../context.js';
import { removeSample, sampleState } from './sample-data.js';

/** `asSystem` gives a context that may remove what the person has no records right for. */
export function operationRoutes(asSystem: (context: Context) => Context): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/sample',
      right: 'operate',
      summary: 'Whether the sample data are installed.',
      handler: async (context) => ({ state: (await sampleState(context)) ?? 'none' }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/sample',
      right: 'operate',
      summary: 'Removes the sample data and the sample logins for good.',
      handler: (context) => removeSample(asSystem(context)),
    }),
  ];
}
