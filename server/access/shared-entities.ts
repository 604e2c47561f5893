/** The setting that names the entities of which records were shared by hand, separated by commas. */
export const sharedEntitiesSetting = 'shared_entities';

export const parseSharedEntities = (text: string | null): readonly string[] =>
  text === null || text === '' ? [] : text.split(',');
