/** Charts of reports by the gestures of dashboards, over every report that ships: nothing but the chart and its own rows changes. */
import { expect } from 'chai';
import fc from 'fast-check';
import { fittingTypes, setChartType } from '../../../designer/chart/gestures/fitting.js';
import { pickField, unpick, type Picked } from '../../../designer/chart/gestures/pick-fields.js';
import { wellsIn } from '../../../designer/chart/gestures/picks.js';
import { boardOperation, widgetOf } from '../../../designer/dashboard/board.js';
import { fieldAt, fieldsWithin } from '../../../designer/dashboard/gestures/meanings.js';
import { queryOf, type BoardTools } from '../../../designer/dashboard/gestures/reach.js';
import { boardOfReport, chartsIn, isInCell, reportWithBoard } from '../../../designer/report/charts/report-board.js';
import { checkDocuments } from '../../../metadata/document/check.js';
import type { Operation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { DashboardDocument } from '../../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { documents, registries } from '../../plugins/crm/package.js';
import { goesThereAndBack } from '../edits.js';

const model = compileModel(documents, registries);
const tools: BoardTools = { model, registries, reportParameters: () => undefined };
const validator = createDocumentValidator(registries, createInterpreterChecker);
const reports = documents.filter((document): document is ReportDocument => document.kind === 'report' && chartsIn(document).length > 0); // prettier-ignore
const rowsOf = (report: ReportDocument, name: string) => report.datasets.find((each) => each.name === name);

type Edit = (board: DashboardDocument, id: string) => DashboardDocument;
const edited = (report: ReportDocument, id: string, edit: Edit): ReportDocument =>
  reportWithBoard(report, edit(boardOfReport(report, id)!, id)) as ReportDocument;

/** The first figure of the entity that the chart is about. */
const figure: Edit = (board, id) => {
  const query = queryOf(board.datasets.find(({ name }) => name === widgetOf(board, id)!.dataset)!);
  const entity = model.entities.get(query?.entity ?? '');
  const found = entity && fieldsWithin(model, entity, 1).find(({ field }) => field.valueType === 'number' && !field.system); // prettier-ignore
  return found ? pickField(board, id, { path: found.path, field: fieldAt(model, entity.name, found.path)! } as Picked, undefined, tools) : board; // prettier-ignore
};
const otherType =
  (step: number): Edit =>
  (board, id) => {
    const types = fittingTypes(board, widgetOf(board, id)!, tools);
    return setChartType(board, id, types[step % types.length]!.id, tools);
  };
const out =
  (step: number): Edit =>
  (board, id) => {
    const picks = wellsIn(board, widgetOf(board, id)!, tools)?.wells.flatMap(({ well, picks: all }) => all.map(({ column }) => ({ key: well.key, column }))) ?? []; // prettier-ignore
    const pick = picks[step % Math.max(1, picks.length)];
    return pick ? unpick(board, id, pick.key, pick.column, tools) : board;
  };

describe('designer/report charts', () => {
  it('gives back every report with charts as it was', () => {
    expect(reports.length).to.be.greaterThan(0);
    for (const report of reports)
      for (const { id } of report.charts!) expect(edited(report, id, (board) => board), report.name).to.deep.equal(report); // prettier-ignore
  });

  it('puts fields into a chart and draws it otherwise, with the rows of the sheet as they were', () => {
    let changes = 0;
    for (const report of reports)
      for (const { id } of report.charts!) {
        for (const edit of [figure, otherType(1), otherType(3), out(0), out(1)]) {
          const next = edited(report, id, edit);
          if (JSON.stringify(next) !== JSON.stringify(report)) changes++;
          expect(validator.validate(next), `${report.name} ${id}`).to.deep.equal([]);
          expect(checkDocuments([next], registries, model).get(`report/${report.name}`) ?? [], `${report.name} ${id}`).to.satisfy((found: readonly { severity?: string }[]) => found.every(({ severity }) => severity === 'warning')); // prettier-ignore
          const sheet = JSON.stringify(report.sheet);
          for (const { name } of report.datasets) if (new RegExp(`\\b${name}\\b`).test(sheet)) expect(rowsOf(next, name), `${report.name} ${name}`).to.deep.equal(rowsOf(report, name)); // prettier-ignore
          expect(next.sheet).to.deep.equal(report.sheet);
        }
      }
    expect(changes).to.be.greaterThan(5);
  });

  it('keeps the rows of a chart that stands in a cell', () => {
    const rows = { name: 'S', source: { type: 'query', query: { entity: 'order', select: [{ path: 'ordered_on', as: 'at', grain: 'month' }, { aggregate: 'count', as: 'n' }] } } }; // prettier-ignore
    const report = { kind: 'report', name: 'r', datasets: [rows], charts: [{ id: 'c', dataset: 'S', chart: 'line', x: 'at', y: ['n'] }], sheet: { cells: { A1: { bind: { dataset: 'S', field: 'at', as: 'group' }, expand: 'down' }, B1: { chart: 'c' } } } } as unknown as ReportDocument; // prettier-ignore
    expect(isInCell(report, 'c')).to.equal(true);
    expect(edited(report, 'c', figure)).to.deep.equal(report);
    const next = edited(report, 'c', otherType(1));
    expect([next.datasets, next.charts![0]!.chart === 'line']).to.deep.equal([report.datasets, false]);
    const loose = { ...report, sheet: { cells: { A1: report.sheet.cells['A1']! } } } as ReportDocument;
    const own = edited(loose, 'c', figure);
    expect(own.datasets.map(({ name }) => name)).to.deep.equal(['S', 'S_2']);
    expect([own.datasets[0], own.charts![0]!.dataset]).to.deep.equal([rows, 'S_2']);
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const report = reports[0]!;
    const { id } = report.charts![0]!;
    const asOperation = (edit: Edit) => (document: unknown): Operation => boardOperation(document, edited(document as ReportDocument, id, edit)) ?? { op: 'group', operations: [] }; // prettier-ignore
    const edit = fc.oneof(fc.constant(figure), fc.nat({ max: 9 }).map(otherType), fc.nat({ max: 4 }).map(out)).map(asOperation); // prettier-ignore
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(report, edits)), { numRuns: 10 }); // prettier-ignore
  });
});
