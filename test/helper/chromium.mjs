/**
 * The browser of the tests. Debian's headless shell is the engine of Chromium without its windows, so a fresh context costs it
 * a tenth of the processor time.
 */
import { findProgram } from './private-server.mjs';

export const shell = 'chromium-headless-shell';

/** Path of TRELLIS_CHROMIUM, of the headless shell or of another Chromium; undefined when there is none. */
export const findChromium = () =>
  process.env.TRELLIS_CHROMIUM ?? findProgram(shell, 'chromium', 'chromium-browser', 'google-chrome');
