/** Charts made of fields over the model that ships: wells, what fits, what the rows become, and the way back. */
import { expect } from 'chai';
import fc from 'fast-check';
import { fittingTypes, setChartType } from '../../../designer/chart/gestures/fitting.js';
import { newChart, newFigure, newList, newReport, newText } from '../../../designer/chart/gestures/new-chart.js';
import { changePick, pickField, unpick, type Picked } from '../../../designer/chart/gestures/pick-fields.js';
import { selectsOf, wellsIn } from '../../../designer/chart/gestures/picks.js';
import { boardOf, boardOperation } from '../../../designer/dashboard/board.js';
import { copyPart, putPart } from '../../../designer/dashboard/gestures/parts.js';
import { fieldAt, fieldsWithin } from '../../../designer/dashboard/gestures/meanings.js';
import type { BoardTools } from '../../../designer/dashboard/gestures/reach.js';
import { openOptions, wellsOf } from '../../../metadata/chart/wells.js';
import { checkDocuments } from '../../../metadata/document/check.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { DashboardDocument } from '../../../metadata/schema/dashboard.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { documents, registries } from '../../plugins/crm/package.js';
import { goesThereAndBack } from '../edits.js';

const model = compileModel(documents, registries);
const tools: BoardTools = { model, registries, reportParameters: () => undefined };
const validator = createDocumentValidator(registries, createInterpreterChecker);
const empty: DashboardDocument = { kind: 'dashboard', id: '01KAJ0QX00T2N8C9SEPKXK1099', name: 'mine', schema: 1, label: 'Mine', datasets: [], widgets: [] }; // prettier-ignore

function isRight(document: DashboardDocument): void {
  expect(validator.validate(document)).to.deep.equal([]);
  const found = checkDocuments([document], registries, model).get('dashboard/mine') ?? [];
  expect(found.filter(({ severity }) => severity !== 'warning').map(({ message }) => message)).to.deep.equal([]);
}

const begun = (entity = 'order_line') => putPart(empty, newChart(model, entity)!).board;
const of = (path: string, entity = 'order_line'): Picked => ({ path, field: fieldAt(model, entity, path)! });
const pick = (board: DashboardDocument, picked: Picked, key?: string) => pickField(board, 'chart', picked, key, tools);
const options = (board: DashboardDocument) => board.widgets[0]!.options!;
const selects = (board: DashboardDocument) => selectsOf(board, board.widgets[0]!).map(({ path, aggregate, grain }) => [path ?? '*', aggregate ?? grain].join(' ').trim()); // prettier-ignore
const types = (board: DashboardDocument) => fittingTypes(board, board.widgets[0]!, tools).map(({ id }) => id);

describe('designer/chart gestures', () => {
  it('finds in every example of a chart the wells that its columns lie in', () => {
    for (const type of registries.chart.list()) {
      const wells = wellsOf(type);
      expect(new Set(wells.map(({ key }) => key)).size, type.id).to.equal(wells.length);
      const needed = openOptions(type);
      expect(needed, type.id).to.deep.equal(type.id === 'vega' ? ['spec'] : []);
    }
    const scatter = wellsOf(registries.chart.get('scatter'));
    expect(scatter.map(({ key, sort }) => `${key} ${sort}`)).to.deep.equal(['name group', 'x measure', 'y measure', 'size measure', 'series group']); // prettier-ignore
  });

  it('begins with something to see over every entity, and a figure and a list', () => {
    for (const { name } of model.entities.values()) {
      const parts = [newChart(model, name), newFigure(model, name), newList(model, name)].filter((each) => each !== undefined); // prettier-ignore
      const board = parts.reduce((held, part) => putPart(held, part).board, empty);
      isRight(board);
      expect(board.widgets.length, name).to.be.greaterThan(1);
    }
    isRight(putPart(putPart(empty, newReport('top_customers', 'Top')).board, newText('Words')).board);
  });

  it('puts fields into wells by what they are, and rows follow', () => {
    const board = pick(begun(), of('amount'));
    expect(options(board)).to.deep.include({ chart: 'column', y: ['count', 'amount'] });
    expect(selects(board)).to.include('amount sum');
    const grouped = pick(board, of('order.ordered_on'), 'x');
    expect(options(grouped)).to.deep.include({ x: 'order_ordered_on' });
    expect(selects(grouped)).to.deep.equal(['* count', 'amount sum', 'order.ordered_on month']);
    isRight(grouped);
    const split = pick(grouped, of('order.region'), 'series');
    expect(options(split)).to.deep.include({ series: 'order_region', y: ['count'] });
    expect(selects(split), 'the second figure is no longer asked for').to.deep.equal(['* count', 'order.ordered_on month', 'order.region']); // prettier-ignore
    isRight(split);
  });

  it('counts different values of what is no number, and changes how a figure is made', () => {
    const board = changePick(pick(begun(), of('order.customer'), 'y'), 'chart', 'order_customer_count', { aggregate: 'count' }, tools); // prettier-ignore
    expect(selects(board)).to.include('order.customer count');
    const time = changePick(pick(begun(), of('order.ordered_on'), 'x'), 'chart', 'order_ordered_on', { grain: 'quarter' }, tools); // prettier-ignore
    expect(selects(time)).to.include('order.ordered_on quarter');
    isRight(board);
    isRight(time);
  });

  it('offers the types that take what is picked, and becomes one of them', () => {
    const one = begun();
    expect(types(one)).to.include.members(['column', 'line', 'bar', 'pie', 'treemap']);
    expect(types(one)).not.to.include.members(['heatmap']).and.not.to.include('vega');
    const two = pick(one, of('order.region'), 'series');
    expect(types(two)).to.include.members(['heatmap', 'treemap', 'column']).and.not.to.include('pie');
    for (const type of types(two)) isRight(setChartType(two, 'chart', type, tools));
    const heat = setChartType(two, 'chart', 'heatmap', tools);
    expect(options(heat)).to.deep.include({ chart: 'heatmap', row: 'order_region', y: ['count'] });
    expect(setChartType(two, 'chart', 'pie', tools)).to.equal(two);
  });

  it('takes fields out: the last that is needed gives way to a type that fits, else it stays', () => {
    const one = begun();
    const [x] = wellsIn(one, one.widgets[0]!, tools)!.wells.find(({ well }) => well.key === 'x')!.picks;
    const figure = unpick(one, 'chart', 'x', x!.column, tools);
    expect(options(figure)['chart']).to.be.oneOf(['gauge', 'kpi']);
    expect(selects(figure)).to.deep.equal(['* count']);
    isRight(figure);
    expect(unpick(figure, 'chart', 'y', 'count', tools)).to.equal(figure);
  });

  it('averages what has no sum', () => {
    expect(selects(pickField(begun(), 'chart', of('discount'), 'y', tools))).to.include('discount avg');
  });

  it('leaves the rows of other parts as they are', () => {
    const { board, id } = copyPart(begun(), 'chart')!;
    const changed = pickField(board, id, of('amount'), undefined, tools);
    expect(changed.widgets.map(({ dataset }) => dataset)).to.deep.equal(['order_line', 'order_line_2']);
    expect(selects(changed)).not.to.include('amount sum');
    isRight(changed);
  });

  it('thirty edits, taken back and done again, end in a document that is right', () => {
    const fields = fieldsWithin(model, model.entities.get('order_line')!).filter(({ field }) => !field.links && !field.parts && !field.partOf); // prettier-ignore
    const keys = [undefined, 'x', 'y', 'series', 'row'];
    const edits: readonly ((board: DashboardDocument, n: number) => DashboardDocument)[] = [
      (board, n) => pick(board, fields[n % fields.length]!, keys[n % keys.length]),
      (board, n) => {
        const offered = types(board);
        return setChartType(board, 'chart', offered[n % offered.length]!, tools);
      },
      (board, n) => {
        const filled = wellsIn(board, board.widgets[0]!, tools)!.wells.filter(({ picks }) => picks.length > 0);
        const { well, picks } = filled[n % filled.length]!;
        return unpick(board, 'chart', well.key, picks[n % picks.length]!.column, tools);
      },
    ];
    const nothing: Operation = { op: 'group', operations: [] };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(10_000)), { minLength: 30, maxLength: 30 }), (chosen) => {
        const steps = chosen.map(([which, n]) => (document: unknown) => boardOperation(document, edits[which]!(boardOf(document)!, n)) ?? nothing); // prettier-ignore
        goesThereAndBack(begun(), steps);
        isRight(steps.reduce<unknown>((held, step) => applyOperation(held, step(held)).document, begun()) as DashboardDocument); // prettier-ignore
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }).timeout(20_000);
});
