/** Each screen on a desktop, in both themes and two languages; the cases and what they assert are in helper/screens.ts. */
import { describeScreens } from '../helper/screens.js';

describe('browser/screens', function () {
  this.timeout(60_000);
  describeScreens({ width: 1440, height: 900, touch: false });
});
