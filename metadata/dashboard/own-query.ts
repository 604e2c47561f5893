/** A widget's own query stands among the datasets of its dashboard under a name that no dataset can have. */
export const ownDataset = (widgetId: string): string => `#${widgetId}`;
