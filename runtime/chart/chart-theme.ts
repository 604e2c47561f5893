/** Colours and font of charts, read from the tokens as they are now: Vega follows theme and contrast. */
import type { ChartTheme } from '../../metadata/contributions.js';

/** Resolves a custom property to a plain colour: `light-dark()` is only computed where a colour is used. */
function colour(probe: HTMLElement, token: string): string {
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

export function readChartTheme(within: HTMLElement): ChartTheme {
  const probe = document.createElement('span');
  probe.hidden = true;
  (within.shadowRoot ?? within).append(probe);
  try {
    return {
      series: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => colour(probe, `--tr-chart-${index}`)),
      mute: colour(probe, '--tr-chart-mute'),
      grid: colour(probe, '--tr-chart-grid'),
      axis: colour(probe, '--tr-chart-axis'),
      text: colour(probe, '--tr-text'),
      surface: colour(probe, '--tr-surface'),
      soft: colour(probe, '--tr-text-2'),
      selected: colour(probe, '--tr-selected'),
      heat: [1, 2, 3, 4, 5].map((index) => colour(probe, `--tr-heat-${index}`)),
      onHeat: colour(probe, '--tr-on-heat-5'),
      good: colour(probe, '--tr-good'),
      warn: colour(probe, '--tr-warn'),
      bad: colour(probe, '--tr-bad'),
      font: getComputedStyle(within).fontFamily,
    };
  } finally {
    probe.remove();
  }
}
