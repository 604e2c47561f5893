/** Gestures on dashboards over the documents that ship: what each does, that the document stays right, and the way back. */
import { expect } from 'chai';
import fc from 'fast-check';
import { boardOf, boardOperation } from '../../../designer/dashboard/board.js';
import { borrowedPart, putWired } from '../../../designer/dashboard/gestures/borrow.js';
import { conditionsOf, withoutConditions } from '../../../designer/dashboard/gestures/conditions.js';
import {
  addFilter,
  meaningsOn,
  removeFilter,
  unwirePart,
  wireOnly,
} from '../../../designer/dashboard/gestures/filters.js';
import { goneOf } from '../../../designer/dashboard/gestures/gone.js';
import { clickedColumn, drillPart, followersOf, linkPart, offeredLevels, openOnClick, setBy, unlinkPart } from '../../../designer/dashboard/gestures/linkage.js'; // prettier-ignore
import { meaningOfParameter, parameterOf, pathTo } from '../../../designer/dashboard/gestures/meanings.js';
import { addTab, copyPart, onOtherTab, removePart } from '../../../designer/dashboard/gestures/parts.js';
import { freePlace, neighbour, phoneMoved, placedPart } from '../../../designer/dashboard/gestures/places.js';
import { askedOf, offeredMeanings, reachOf, type BoardTools } from '../../../designer/dashboard/gestures/reach.js';
import { orderOfPhone, overlaps } from '../../../metadata/dashboard/layer.js';
import { checkDocuments } from '../../../metadata/document/check.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { DashboardDocument } from '../../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { documents, registries } from '../../plugins/crm/package.js';
import { goesThereAndBack } from '../edits.js';

const model = compileModel(documents, registries);
const of = <K extends 'dashboard' | 'report'>(kind: K) => documents.filter((each) => each.kind === kind);
const tools: BoardTools = {
  model,
  registries,
  reportParameters: (name) => (of('report') as readonly ReportDocument[]).find((each) => each.name === name)?.parameters ?? [],
}; // prettier-ignore
const boards = of('dashboard') as readonly DashboardDocument[];
const sales = boards.find(({ name }) => name === 'sales_overview')!;
const empty: DashboardDocument = { kind: 'dashboard', id: '01KAJ0QX00T2N8C9SEPKXK1099', name: 'mine', schema: 1, label: 'Mine', datasets: [], widgets: [] }; // prettier-ignore
const validator = createDocumentValidator(registries, createInterpreterChecker);

function isRight(document: DashboardDocument): void {
  expect(validator.validate(document), document.name).to.deep.equal([]);
  const found = checkDocuments([document], registries, model).get(`dashboard/${document.name}`) ?? [];
  const wrong = found.filter(({ severity }) => severity !== 'warning');
  expect(wrong.map(({ path, message }) => `${path} ${message}`)).to.deep.equal([]);
}

const lies = (board: DashboardDocument) =>
  board.widgets.flatMap((one, at) => board.widgets.slice(at + 1).filter((other) => (one.tab === undefined || other.tab === undefined || one.tab === other.tab) && overlaps(one, other))); // prettier-ignore
const parameter = (meaning: string) => parameterOf(model, meaning, 'Period')!;
const add = (board: DashboardDocument, meaning: string) => addFilter(board, parameter(meaning), meaning, tools);
const put = (board: DashboardDocument, from: string, id: string) => {
  const source = boards.find(({ name }) => name === from)!;
  return putWired(
    board,
    borrowedPart(
      source,
      source.widgets.find((each) => each.id === id)!,
      tools,
    ),
    {},
    tools,
  );
};
const states = (board: DashboardDocument, name: string) =>
  Object.fromEntries(board.widgets.map((each) => [each.id, reachOf(board, each, board.parameters!.find((held) => held.name === name)!, tools).state])); // prettier-ignore
const three = () => {
  const first = put(empty, 'sales_overview', 'c_month');
  const second = put(first.board, 'sales_overview', 'c_region');
  return put(second.board, 'sales_overview', 'c_products').board;
};
const conditions = (board: DashboardDocument, widget: string): string => {
  const name = board.widgets.find(({ id }) => id === widget)!.dataset;
  const source = board.datasets.find((each) => each.name === name)!.source as unknown as { query: { where?: Filter } };
  return JSON.stringify(source.query.where ?? null);
};

describe('designer/dashboard gestures', () => {
  describe('places', () => {
    it('finds the first gap, and lets what is under a moved part go down', () => {
      const board = three();
      expect(lies(board)).to.deep.equal([]);
      const [first] = board.widgets;
      const moved = placedPart(board, board.widgets[2]!.id, { x: first!.x, y: first!.y });
      expect(moved.widgets[2]).to.deep.include({ x: 0, y: 0 });
      expect(moved.widgets[0]!.y).to.equal(moved.widgets[2]!.h);
      expect(lies(moved)).to.deep.equal([]);
      expect(freePlace([], { w: 6, h: 5 })).to.deep.equal({ x: 0, y: 0, w: 6, h: 5 });
    });

    it('keeps a part within the grid, whatever is asked', () => {
      const board = three();
      const { id } = board.widgets[0]!;
      expect(placedPart(board, id, { x: 30, w: 5, h: 99 }).widgets[0]).to.deep.include({ x: 7, w: 5, h: 40 });
      expect(placedPart(board, id, { x: -4, y: -1, w: 0, h: 0 }).widgets[0]).to.deep.include({ x: 0, y: 0, w: 1, h: 1 }); // prettier-ignore
    });

    it('walks to what lies nearest, and moves in the order of a phone', () => {
      expect(neighbour(sales.widgets.filter(({ tab }) => tab === undefined || tab === 'overview'), 'k_sales', [1, 0])).to.equal('k_orders'); // prettier-ignore
      const board = three();
      const [a, b, c] = board.widgets.map(({ id }) => id);
      expect(orderOfPhone(phoneMoved(board, c!, -1))).to.deep.equal([a, c, b]);
      expect(phoneMoved(board, a!, -1)).to.equal(board);
    });
  });

  describe('parts', () => {
    it('borrows every part that ships without what it would be missing', () => {
      for (const from of boards) {
        const board = from.widgets.reduce((held, widget) => putWired(held, borrowedPart(from, widget, tools), {}, tools).board, empty); // prettier-ignore
        expect(board.widgets).to.have.length(from.widgets.length);
        isRight(board);
      }
    });

    it('shares rows that are there already, and takes them out with the last part', () => {
      const board = three();
      const copied = copyPart(board, board.widgets[0]!.id)!;
      expect(copied.board.datasets).to.have.length(3);
      expect(copied.id).to.equal('chart_4');
      const asked = askedOf(tools);
      const once = removePart(copied.board, copied.id, asked);
      expect(once.datasets).to.have.length(3);
      expect(removePart(once, board.widgets[0]!.id, asked).datasets).to.have.length(2);
    });

    it('says what it speaks of that is not there', () => {
      const told = (part: object, released = true) => {
        const widget = { id: 'a', type: 'chart', x: 0, y: 0, w: 6, h: 5, ...part };
        const found = goneOf({ ...three(), widgets: [widget] }, widget, tools, () => released);
        return found && `${found.what} ${found.name}`;
      };
      const { dataset, options } = three().widgets[0]!;
      expect(told({ dataset, options })).to.equal(undefined);
      expect(told({ dataset, options }, false)).to.equal('unpublished order_line');
      expect(told({ dataset: 'Q', options })).to.equal('dataset Q');
      expect(told({ dataset, options: { chart: 'cake' } })).to.equal('chart cake');
      expect(told({ type: 'nothing' })).to.equal('type nothing');
      expect(told({ type: 'list', options: { entity: 'nobody' } })).to.equal('entity nobody');
    });

    it('tabs: the first takes what stood there; a part goes to another', () => {
      const board = addTab(three(), { first: 'Overview', next: 'More' });
      expect(board.tabs!.map(({ id }) => id)).to.deep.equal(['tab', 'tab_2']);
      const other = onOtherTab(board, board.widgets[1]!.id, 'tab_2');
      expect(other.widgets.map(({ tab }) => tab)).to.deep.equal(['tab', 'tab_2', 'tab']);
      isRight(other);
    });
  });

  describe('filters', () => {
    it('offers what reaches most parts first, and not what is there', () => {
      const board = three();
      const offered = offeredMeanings(board, tools, meaningsOn(board, tools));
      expect(offered[0]!.parts).to.equal(3);
      const names = offered.filter(({ parts }) => parts === 3).map(({ meaning }) => meaning);
      expect(names).to.include.members(['date', 'record:region', 'record:product', 'record:customer', 'choice:order_status']); // prettier-ignore
      const { board: filtered } = add(board, 'record:region');
      expect(offeredMeanings(filtered, tools, meaningsOn(filtered, tools)).map(({ meaning }) => meaning)).not.to.include('record:region'); // prettier-ignore
    });

    it('wires itself to every part that has the same look-up, dictionary or date', () => {
      const { board, name } = add(add(three(), 'record:region').board, 'date');
      expect(Object.values(states(board, 'region'))).to.deep.equal(['follows', 'follows', 'follows']);
      expect(Object.values(states(board, name))).to.deep.equal(['follows', 'follows', 'follows']);
      const told = conditions(board, 'chart');
      expect(told).to.include('{"field":"order.region","op":"under","value":{"parameter":"region"}}');
      expect(told).to.include('{"field":"order.ordered_on","op":"between","value":{"parameter":"period"}}');
      isRight(board);
      const list = putWired(board, { type: 'list', w: 6, h: 5, options: { entity: 'customer' }, datasets: [] }, {}, tools).board; // prettier-ignore
      expect(list.widgets.at(-1)!.options!['where']).to.deep.include({ and: [{ field: 'region', op: 'under', value: { parameter: 'region' } }, { field: 'since', op: 'between', value: { parameter: 'period' } }] }); // prettier-ignore
      isRight(list);
    });

    it('gives a report the filter as its parameter of the same meaning', () => {
      const board = putWired(empty, { type: 'report', w: 12, h: 6, options: { report: 'top_customers' }, datasets: [] }, {}, tools).board; // prettier-ignore
      const filtered = add(board, 'record:area').board;
      expect(filtered.widgets[0]!.options).to.deep.equal({ report: 'top_customers', parameters: { area: '$area' } });
      isRight(filtered);
      expect(unwirePart(filtered, 'report', 'area', tools).widgets[0]!.options).to.deep.equal({ report: 'top_customers' }); // prettier-ignore
    });

    it('is taken off one part, and the others that share its rows stay', () => {
      const shared = copyPart(add(three(), 'record:region').board, 'chart')!.board;
      const off = unwirePart(shared, 'chart_4', 'region', tools);
      expect(states(off, 'region')).to.deep.equal({ chart: 'follows', chart_2: 'follows', chart_3: 'follows', chart_4: 'could' }); // prettier-ignore
      isRight(off);
      const own = off.parameters!.find(({ name }) => name === 'region')!;
      const both = copyPart(off, 'chart_4')!;
      const on = wireOnly(both.board, 'chart_4', own, meaningOfParameter(own)!, tools);
      expect([states(on, 'region')['chart_4'], states(on, 'region')[both.id]]).to.deep.equal(['follows', 'could']);
    });

    it('leaves nothing behind when it goes', () => {
      const board = three();
      const after = removeFilter(add(add(board, 'record:region').board, 'date').board, 'region', tools);
      expect(JSON.stringify(removeFilter(after, 'period', tools).datasets)).to.equal(JSON.stringify(board.datasets));
      isRight(removeFilter(sales, 'region', tools));
      isRight(removeFilter(sales, 'month', tools));
      expect(JSON.stringify(removeFilter(sales, 'month', tools))).not.to.match(/\$month|"parameter":"month"/);
    });

    it('takes conditions out of groups without changing what the rest says', () => {
      const leaf = (field: string, name?: string): Filter => ({ field, op: 'eq', value: name ? { parameter: name } : 1 }); // prettier-ignore
      expect(withoutConditions({ and: [leaf('a'), leaf('b', 'p')] }, 'p')).to.deep.equal(leaf('a'));
      expect(withoutConditions({ not: leaf('b', 'p') }, 'p')).to.equal(undefined);
      expect(withoutConditions({ and: [leaf('a'), { or: [leaf('b', 'p'), leaf('c', 'pq')] }] }, 'p')).to.deep.equal({ and: [leaf('a'), leaf('c', 'pq')] }); // prettier-ignore
      expect(withoutConditions({ some: 'x', where: leaf('b', 'p') }, 'p')).to.deep.equal({ some: 'x' });
      expect(withoutConditions({ field: 'a', op: 'gte', value: { parameter: 'p_from' } }, 'p')).to.equal(undefined);
      const [from, to] = conditionsOf(model, 'order', 'ordered_on', { name: 'month', type: 'date', grain: 'month' });
      expect(withoutConditions({ and: [from!, to!] }, 'month')).to.equal(undefined);
    });

    it('prefers the path that the rows speak of, then the nearest', () => {
      expect(pathTo(model, { entity: 'order_line', select: [{ path: 'order.customer.region' }] }, 'record:region')).to.equal('order.customer.region'); // prettier-ignore
      expect(pathTo(model, { entity: 'order_line' }, 'record:region')).to.equal('order.region');
      expect(pathTo(model, { entity: 'customer' }, 'record:customer')).to.equal('id');
      expect(pathTo(model, { entity: 'region' }, 'record:product')).to.equal(undefined);
    });
  });

  describe('clicks', () => {
    it('narrow the other parts by the field that is clicked', () => {
      const board = three();
      expect(clickedColumn(board, board.widgets[0]!, tools)).to.deep.include({ path: 'order.ordered_on', grain: 'month', meaning: 'date' }); // prettier-ignore
      const linked = linkPart(board, 'chart', tools);
      expect(linked.parameters).to.deep.equal([{ name: 'month', type: 'date', grain: 'month', hidden: true }]);
      expect(followersOf(linked, linked.widgets[0]!, tools).map(({ id }) => id)).to.deep.equal(['chart_2', 'chart_3']);
      expect(conditions(linked, 'chart')).not.to.include('$month');
      isRight(linked);
      const both = linkPart(linked, 'chart_2', tools);
      isRight(both);
      expect(setBy(both.widgets[1]!)).to.deep.equal(['region']);
      const back = unlinkPart(unlinkPart(both, 'chart_2', tools), 'chart', tools);
      expect(back.parameters).to.equal(undefined);
      expect(back.datasets).to.deep.equal(board.datasets);
    });

    it('set a filter of the same meaning that is there', () => {
      const { board } = add(three(), 'record:region');
      const linked = linkPart(board, 'chart_2', tools);
      expect(linked.widgets[1]!.on!.click![0]).to.deep.equal({ set: { region: 'datum.region' } });
      expect(linked.parameters).to.have.length(1);
      expect(unlinkPart(linked, 'chart_2', tools).parameters).to.deep.equal(board.parameters);
    });

    it('open the records behind, one record, or a report with what it knows', () => {
      const board = openOnClick(three(), 'chart_2', { open: 'list' }, tools);
      isRight(board);
      expect(JSON.stringify(board.widgets[1]!.on)).to.include('"expr":"datum.region"');
      const record = openOnClick(board, 'chart_3', { open: 'record' }, tools);
      expect(record.widgets[2]!.on!.click).to.deep.equal([{ open: 'record', name: 'product', parameters: { id: 'datum.product' } }]); // prettier-ignore
      const opened = openOnClick(record, 'chart_2', { open: 'report', name: 'sales_by_region', parameters: tools.reportParameters('sales_by_region')! }, tools); // prettier-ignore
      expect(opened.widgets[1]!.on!.click![0]).to.deep.include({ open: 'report', name: 'sales_by_region' });
      isRight(opened);
      expect(openOnClick(opened, 'chart_2', undefined, tools).widgets[1]!.on).to.equal(undefined);
    });

    it('go a level down', () => {
      const board = three();
      const levels = offeredLevels(board, board.widgets[0]!, tools);
      expect(levels[0]!.map(({ grain }) => grain)).to.deep.equal(['year', 'quarter', 'month']);
      isRight(drillPart(board, 'chart', levels[0], tools));
      const places = offeredLevels(board, board.widgets[2]!, tools);
      expect(places[0]!.at(-1)).to.deep.equal({ path: 'product' });
      isRight(drillPart(board, 'chart_3', places[0], tools));
    });
  });

  it('thirty edits, taken back and done again', () => {
    const anyOf = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)];
    const edits: readonly ((board: DashboardDocument, n: number) => DashboardDocument)[] = [
      (board, n) => {
        const from = boards[n % boards.length]!;
        return putWired(board, borrowedPart(from, anyOf(from.widgets, n)!, tools), {}, tools).board;
      },
      (board, n) => placedPart(board, anyOf(board.widgets, n)?.id ?? '', { x: n % 12, y: n % 7, w: 1 + (n % 12), h: 1 + (n % 6) }), // prettier-ignore
      (board, n) => copyPart(board, anyOf(board.widgets, n)?.id ?? '')?.board ?? board,
      (board, n) => removePart(board, anyOf(board.widgets, n)?.id ?? '', askedOf(tools)),
      (board, n) => {
        const offered = anyOf(offeredMeanings(board, tools, meaningsOn(board, tools)), n);
        return offered ? add(board, offered.meaning).board : board;
      },
      (board, n) => unwirePart(board, anyOf(board.widgets, n)?.id ?? '', anyOf(board.parameters ?? [], n)?.name ?? '', tools), // prettier-ignore
      (board, n) => removeFilter(board, anyOf(board.parameters ?? [], n)?.name ?? '', tools),
      (board, n) => linkPart(board, anyOf(board.widgets, n)?.id ?? '', tools),
      (board, n) => unlinkPart(board, anyOf(board.widgets, n)?.id ?? '', tools),
      (board, n) => openOnClick(board, anyOf(board.widgets, n)?.id ?? '', { open: 'list' }, tools),
      (board, n) => phoneMoved(board, anyOf(board.widgets, n)?.id ?? '', n % 2 === 0 ? 1 : -1),
    ];
    const nothing: Operation = { op: 'group', operations: [] };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(10_000)), { minLength: 30, maxLength: 30 }), (chosen) => {
        const steps = chosen.map(([which, n]) => (document: unknown) => boardOperation(document, edits[which % edits.length]!(boardOf(document)!, n)) ?? nothing); // prettier-ignore
        goesThereAndBack(sales, steps);
        isRight(steps.reduce<unknown>((held, step) => applyOperation(held, step(held)).document, sales) as DashboardDocument); // prettier-ignore
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }).timeout(20_000);
});
