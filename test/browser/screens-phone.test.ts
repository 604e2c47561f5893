import { describeScreens } from '../helper/screens.js';

describe('browser/screens-phone', function () {
  this.timeout(60_000);
  describeScreens({ width: 390, height: 844, touch: true });
});
