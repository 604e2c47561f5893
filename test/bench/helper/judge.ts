/** Compares requests a second with a budget and prints the row; remembers whether every budget held. */
import type { Comparison } from './compare.js';
import { milliseconds, perSecond, printRow } from './table.js';

export class Judge {
  #isGood = true;

  get isGood(): boolean {
    return this.#isGood;
  }

  /** Ours must answer at least `least` times as many requests a second. */
  atLeast(what: string, { baseline, ours }: Comparison, least: number): void {
    const ratio = ours.perSecond / baseline.perSecond;
    this.#row(ratio >= least, {
      what, ratio, baseline: perSecond(baseline.perSecond), ours: perSecond(ours.perSecond),
      budget: `>= ${least.toFixed(2)} x`, note: cpuOf(baseline.cpu, ours.cpu),
    }); // prettier-ignore
  }

  /** The 99th percentile may be at most `most` times the baseline's. */
  tail(what: string, { baseline, ours }: Comparison, most: number): void {
    const ratio = ours.p99 / baseline.p99;
    this.#row(ratio <= most, {
      what, ratio, baseline: milliseconds(baseline.p99), ours: milliseconds(ours.p99), budget: `<= ${most.toFixed(2)} x`,
    }); // prettier-ignore
  }

  /** `baseline` without what costs, `ours` with it; the ratio is the cost. */
  cost(what: string, { baseline, ours }: Comparison, most: number): void {
    const ratio = baseline.perSecond / ours.perSecond;
    this.#row(ratio <= most, {
      what, ratio, baseline: perSecond(baseline.perSecond), ours: perSecond(ours.perSecond),
      budget: `<= ${most.toFixed(2)} x`, note: cpuOf(baseline.cpu, ours.cpu),
    }); // prettier-ignore
  }

  /** A figure of our own against a limit in words. */
  figure(row: { what: string; ours: string; budget: string; ok: boolean; baseline?: string; ratio?: number }): void {
    this.#row(row.ok, row);
  }

  #row(ok: boolean, row: Parameters<typeof printRow>[0]): void {
    this.#isGood &&= ok;
    printRow({ ...row, ok });
  }
}

const cpuOf = (baseline: number, ours: number): string =>
  `cpu ${Math.round(baseline)} : ${Math.round(ours)} µs (${(baseline / ours).toFixed(2)} x)`;
