/** Which of Vega's warnings are about the specification: those refuse a chart. */

/** Nothing to measure an axis by is a state of the rows, not a mistake in the specification. */
export const isRefusal = (warning: string): boolean => !/^(WARN )?Infinite extent for field/.test(warning);
