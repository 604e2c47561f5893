/**
 * Parts of the program that did not come. They are loaded when they are first needed; after an upgrade those of the old build
 * are gone from the server, and only loading the page again helps.
 */

/** Of the window: a part was asked for and did not come. */
export const partMissed = 'tr-part-missed';

/** What Chromium, Firefox and Safari say of an import that did not come. */
const sentences = /dynamically imported module|importing a module script failed/i;

export const isMissedPart = (error: unknown): boolean => error instanceof TypeError && sentences.test(error.message);

/** For whoever catches a failed import; what nobody catches is noticed without it. */
export function tellMissedPart(): void {
  window.dispatchEvent(new Event(partMissed));
}

/**
 * Whether another build is served by now: the page at `/` names an entry that is not `entry`, such as
 * `/assets/main-1a2b3c4d.js`. Undefined while there is no answer.
 */
export async function isOtherBuild(fetcher: typeof fetch, entry: string): Promise<boolean | undefined> {
  try {
    const answer = await fetcher('/', { cache: 'no-store' });
    return answer.ok ? !(await answer.text()).includes(entry) : undefined;
  } catch {
    return undefined;
  }
}
