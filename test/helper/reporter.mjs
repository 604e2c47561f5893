/** Mocha's spec reporter with the closing line that CI reads: `N passed, N failed, N skipped`. */
import Mocha from 'mocha';

export default class ClosingLineReporter extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes = 0, failures = 0, pending = 0 } = this.stats;
    Mocha.reporters.Base.consoleLog(`${passes} passed, ${failures} failed, ${pending} skipped`);
  }
}
