/** A dataset that several documents share. */
import { sourceType, type SourceType } from '../../../../metadata/dataset/source-type.js';
import { below } from '../../../../metadata/document/pointer.js';
import { documentSite } from '../../../../metadata/document/site.js';
import { SharedSourceSchema, type SharedSource } from '../../../../metadata/schema/dataset.js';
import { givenReads, givenSites } from '../another.js';

const behind: NonNullable<SourceType<SharedSource>['behind']> = ({ name }, model) => {
  const shared = model.find('dataset', name);
  if (!shared) return undefined;
  const { kind: _kind, id: _id, schema: _schema, label: _label, parameters = [], ...dataset } = shared;
  return { key: `dataset/${name}`, dataset, parameters };
};

export const definition = sourceType<SharedSource>({
  id: 'dataset',
  label: { en: 'Shared dataset', 'zh-CN': '共享数据集', 'zh-TW': '共享資料集', es: 'Conjunto de datos compartido' },
  icon: 'database',
  schema: SharedSourceSchema,
  editor: 'shared',
  behind,
  reads: givenReads,
  sites: (source, place) => [
    documentSite(below(place.at, 'name'), 'dataset', source.name),
    ...givenSites(source, place, behind(source, place.model)),
  ],
});
