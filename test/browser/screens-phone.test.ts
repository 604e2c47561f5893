/** Each screen on a phone, in both themes and two languages; the cases and what they assert are in helper/screens.ts. */
import { describeScreens } from '../helper/screens.js';

describe('browser/screens-phone', function () {
  this.timeout(60_000);
  describeScreens({ width: 390, height: 844, touch: true });
});
