/** Seals under a key of the site, bound to entity and field: a value moved elsewhere does not open. */
import { seal, unseal, type Context, type Field, type FieldServer, type Value } from '../../../../server/api.js';

type Keys = Pick<Context, 'siteKey'>;
type Place = Pick<Field, 'entity' | 'id'>;

const placeOf = ({ entity, id }: Place) => ({ purpose: 'field secret', boundTo: `${entity}.${id}` });

export const sealText = (context: Keys, text: string, place: Place): string => seal(context, text, placeOf(place));

/** For what uses the secret on the server. Throws when the key is another one, or the text was changed or moved. */
export const openText = (context: Keys, sealed: string, place: Place): string =>
  unseal(context, sealed, placeOf(place));

export const server: FieldServer = {
  id: 'secret',
  seal: (context: Context, value: Value, field: Field) => sealText(context, String(value), field),
};
