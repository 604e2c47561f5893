/** Which of the first steps were taken, by what is there. Pure. */

export const firstSteps = ['entity', 'field', 'publish', 'view'] as const;
export type FirstStep = (typeof firstSteps)[number];

export interface Doings {
  /** Entities that did not come with a package: what names them, the fields on their forms, whether they are published. */
  readonly entities: readonly { readonly title: string; readonly shown: readonly string[]; readonly isLive: boolean }[];
  /** Somebody has looked at the site as another person or in one role, in this browser. */
  readonly hasViewed: boolean;
}

/** A form shows the name and the owner by itself: a field of one's own is one more. */
export function doneSteps({ entities, hasViewed }: Doings): ReadonlySet<FirstStep> {
  const hasField = entities.some(({ title, shown }) => shown.some((field) => field !== title && field !== 'owner'));
  return new Set([
    ...(entities.length > 0 ? (['entity'] as const) : []),
    ...(hasField ? (['field'] as const) : []),
    ...(entities.some(({ isLive }) => isLive) ? (['publish'] as const) : []),
    ...(hasViewed ? (['view'] as const) : []),
  ]);
}
