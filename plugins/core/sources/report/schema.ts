/** A dataset of another report. */
import { sourceType, type SourceType } from '../../../../metadata/dataset/source-type.js';
import { below } from '../../../../metadata/document/pointer.js';
import { documentSite } from '../../../../metadata/document/site.js';
import { ReportSourceSchema, type ReportSource } from '../../../../metadata/schema/dataset.js';
import { givenReads, givenSites } from '../another.js';

const behind: NonNullable<SourceType<ReportSource>['behind']> = ({ report: name, dataset: wanted }, model) => {
  const report = model.find('report', name);
  const dataset = report?.datasets.find((each) => each.name === wanted);
  return report && dataset && { key: `report/${name}.${wanted}`, dataset, parameters: report.parameters ?? [] };
};

export const definition = sourceType<ReportSource>({
  id: 'report',
  label: {
    en: 'Dataset of a report',
    'zh-CN': '报表的数据集',
    'zh-TW': '報表的資料集',
    es: 'Conjunto de datos de un informe',
  },
  icon: 'file-text',
  schema: ReportSourceSchema,
  editor: 'report',
  behind,
  reads: givenReads,
  sites(source, place) {
    const { at, model } = place;
    const datasets = model.find('report', source.report)?.datasets.map(({ name }) => name);
    return [
      documentSite(below(at, 'report'), 'report', source.report),
      ...(datasets
        ? [{ is: 'name', at: below(at, 'dataset'), name: source.dataset, known: datasets, what: 'dataset' } as const]
        : []),
      ...givenSites(source, place, behind(source, model)),
    ];
  },
});
