/** Rows a list counts in its own process; more are counted by a work process. */
export const countCap = 50_000;
