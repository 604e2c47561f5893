/** A grid for whoever only looks at it, as by a link: its cells lead nowhere and name no instance to ask about. Pure. */
import type { Grid } from './types.js';

export const stillGrid = <G extends Pick<Grid, 'cells'>>(grid: G): G => ({
  ...grid,
  cells: grid.cells.map(({ on: _on, at: _at, ...cell }) => cell),
});
