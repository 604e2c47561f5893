import { expect } from 'chai';
import fc from 'fast-check';
import { columnsOf, columnsOperation, duplicateOperation, hideOperation, removeOperation, sectionOperation, selectedAfterRemoval, spanOperation } from '../../../designer/form/gestures/edits.js'; // prettier-ignore
import { dropOperation, fitPlace } from '../../../designer/form/gestures/drop.js';
import { dropAt, type Box } from '../../../designer/form/gestures/drop-places.js';
import { allNodes, findNode, nodesIn } from '../../../designer/form/gestures/form-tree.js';
import { placeBeyond } from '../../../designer/form/gestures/moves.js';
import { OpenDocument, type DocumentPorts } from '../../../designer/session/open-document.js';
import type { DocumentView } from '../../../designer/session/document-client.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import type { FormDocument, FormNode } from '../../../metadata/schema/entity.js';

const field = (name: string, more: object = {}): FormNode => ({ id: `n_${name}`, type: 'field', field: name, ...more });
const section = (id: string, ...nodes: FormNode[]): FormNode => ({ id, type: 'section', label: id, nodes });
const text: FormNode = { id: 'x', type: 'text', text: 'Read this' };
const related: FormNode = {
  id: 'r',
  type: 'related',
  entity: 'order',
  field: 'customer',
  columns: [{ path: 'number' }],
};

const form = (...nodes: FormNode[]) =>
  ({ kind: 'form', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 'f', schema: 1, label: 'F', entity: 'e', purpose: ['edit'], nodes }) as FormDocument; // prettier-ignore
const tabbed = () =>
  form(
    { id: 't1', type: 'tab', label: 'One', nodes: [section('a', field('p'), field('q'), field('r1'), field('s')), section('b')] }, // prettier-ignore
    { id: 't2', type: 'tab', label: 'Two', nodes: [section('c', field('u', { span: 12 })), related] },
  );
const after = <T>(document: T, operation: Operation | undefined): T => applyOperation(document, operation!).document;
/** `a(p q) b()` of what stands in a holder. */
const shape = (holder: unknown): string =>
  nodesIn(holder)
    .map((node) =>
      node.type === 'tab' || node.type === 'section' ? `${node.id}(${shape(node)})` : node.id.replace('n_', ''),
    )
    .join(' ');

describe('designer/form gestures', () => {
  describe('drop', () => {
    it('puts a field where it is let go, inside a section and from one to another', () => {
      const start = tabbed();
      expect(shape(after(start, dropOperation(start, { id: 'n_s' }, { holder: 'a', after: 'n_p' })?.operation))).to.equal('t1(a(p s q r1) b()) t2(c(u) r)'); // prettier-ignore
      expect(shape(after(start, dropOperation(start, { id: 'n_p' }, { holder: 'b', after: null })?.operation))).to.equal('t1(a(q r1 s) b(p)) t2(c(u) r)'); // prettier-ignore
      const made = dropOperation(start, { node: field('new') }, { holder: 'a', after: 'n_s' })!;
      expect(shape(after(start, made.operation))).to.equal('t1(a(p q r1 s new) b()) t2(c(u) r)');
    });

    it('does nothing where the block stands already', () => {
      for (const place of ['n_p', 'n_q'])
        expect(dropOperation(tabbed(), { id: 'n_q' }, { holder: 'a', after: place })).to.equal(undefined);
    });

    it('keeps tabs in the form, sections out of sections, and nothing inside itself', () => {
      const start = tabbed();
      const tab: FormNode = { id: 't3', type: 'tab', label: 'Three', nodes: [] };
      expect(shape(after(start, dropOperation(start, { node: tab }, { holder: 'a', after: 'n_p' })?.operation))).to.match(/^t1\(.*\) t3\(\) t2/); // prettier-ignore
      expect(shape(after(start, dropOperation(start, { id: 'c' }, { holder: 'a', after: 'n_p' })?.operation))).to.equal('t1(a(p q r1 s) c(u) b()) t2(r)'); // prettier-ignore
      expect(dropOperation(start, { id: 't1' }, { holder: 'a', after: null })).to.equal(undefined);
      expect(dropOperation(start, { id: 'a' }, { holder: 'a', after: null })).to.equal(undefined);
    });

    it('puts a field beside sections into the nearest one, and makes one where there is none', () => {
      expect(fitPlace(tabbed(), 'field', { holder: 't1', after: 'a' })).to.deep.equal({ holder: 'a', after: 'n_s' });
      expect(fitPlace(tabbed(), 'field', { holder: 't2', after: null })).to.deep.equal({ holder: 'c', after: null });
      const bare = form(related);
      expect(shape(after(bare, dropOperation(bare, { node: field('p') }, { holder: undefined, after: 'r' })?.operation))).to.equal('r s_new(p)'); // prettier-ignore
    });

    it('puts what is let go beside a tab into it, since loose blocks are shown on the first', () => {
      expect(fitPlace(tabbed(), 'related', { holder: undefined, after: 't2' })).to.deep.equal({ holder: 't2', after: 'r' }); // prettier-ignore
    });
  });

  describe('keys', () => {
    it('moves a field by places and by rows, over the edges of sections and tabs', () => {
      const move = (id: string, direction: 'up' | 'down' | 'left' | 'right', start = tabbed()) => {
        const place = placeBeyond(start, id, direction);
        return place && shape(after(start, dropOperation(start, { id }, place)?.operation));
      };
      expect(move('n_q', 'left')).to.match(/a\(q p r1 s\)/);
      expect(move('n_q', 'right')).to.match(/a\(p r1 q s\)/);
      // Three in a row: s stands under p.
      expect(move('n_s', 'up')).to.match(/a\(s p q r1\)/);
      expect(move('n_p', 'down')).to.match(/a\(q r1 s p\)/);
      expect(move('n_s', 'down')).to.equal('t1(a(p q r1) b(s)) t2(c(u) r)');
      expect(move('n_u', 'up')).to.equal('t1(a(p q r1 s) b(u)) t2(c() r)');
      expect(move('n_p', 'up')).to.equal(undefined);
      expect(move('t2', 'left')).to.match(/^t2\(.*\) t1/);
    });
  });

  describe('edits', () => {
    it('sets spans within twelve, and says nothing of the usual one', () => {
      const start = tabbed();
      expect(findNode(after(start, spanOperation(start, 'n_p', 40)), 'n_p')!.node).to.include({ span: 12 });
      expect(findNode(after(start, spanOperation(start, 'n_u', 4)), 'n_u')!.node).not.to.have.property('span');
      expect(spanOperation(start, 'n_p', 4)).to.equal(undefined);
    });

    it('lays fields of a section out in columns, long texts in rows of their own', () => {
      const start = form(section('a', field('p'), field('q', { span: 12 }), field('r1', { span: 6 })));
      const isWide = (name: string) => name === 'q';
      const laid = after(start, columnsOperation(start, 'a', 2, isWide));
      expect(nodesIn(findNode(laid, 'a')!.node).map((node) => (node as { span?: number }).span)).to.deep.equal([6, 12, 6]); // prettier-ignore
      expect(columnsOf(findNode(laid, 'a')!.node, isWide)).to.equal(2);
      expect(columnsOf(findNode(start, 'a')!.node, isWide)).to.equal(undefined);
    });

    it('begins a section at a field with all that follows, and wraps a block that stands alone', () => {
      const start = tabbed();
      expect(shape(after(start, sectionOperation(start, 'n_q')?.operation))).to.equal('t1(a(p) s_new(q r1 s) b()) t2(c(u) r)'); // prettier-ignore
      expect(shape(after(start, sectionOperation(start, 'r')?.operation))).to.equal('t1(a(p q r1 s) b()) t2(c(u) s_new(r))'); // prettier-ignore
      expect(sectionOperation(start, 'a')).to.equal(undefined);
    });

    it('copies blocks under new ids, sections without their fields', () => {
      const start = form(section('a', field('p'), text));
      const copy = duplicateOperation(start, 'a')!;
      expect(shape(after(start, copy.operation))).to.equal('a(p x) a_2(x_2)');
      expect(duplicateOperation(start, 'n_p')).to.equal(undefined);
    });

    it('hides and shows, and says what to select when a block goes', () => {
      const start = tabbed();
      const hidden = after(start, hideOperation(start, 'n_p'));
      expect(findNode(hidden, 'n_p')!.node).to.include({ visibleIf: 'false' });
      expect(after(hidden, hideOperation(hidden, 'n_p'))).to.deep.equal(start);
      expect(hideOperation(start, 'r')).to.equal(undefined);
      expect(['n_p', 'n_s', 'n_u'].map((id) => selectedAfterRemoval(start, id))).to.deep.equal(['n_q', 'n_r1', 'c']);
    });
  });

  describe('places under the pointer', () => {
    const start = tabbed();
    const box = (id: string, type: Box['type'], holder: string | undefined, [left, top, width, height]: number[]): Box => ({ id, type, holder, left: left!, top: top!, width: width!, height: height! }); // prettier-ignore
    const boxes = [
      box('t1', 'tab', undefined, [0, 0, 60, 30]),
      box('t2', 'tab', undefined, [60, 0, 60, 30]),
      box('a', 'section', 't1', [0, 50, 316, 170]),
      box('n_p', 'field', 'a', [0, 90, 100, 50]),
      box('n_q', 'field', 'a', [108, 90, 100, 50]),
      box('n_r1', 'field', 'a', [216, 90, 100, 50]),
      box('n_s', 'field', 'a', [0, 160, 100, 50]),
      box('b', 'section', 't1', [0, 250, 316, 30]),
    ];
    const at = (x: number, y: number, type: Box['type']) =>
      dropAt({ form: start, boxes, point: { x, y }, type, tab: 't1', frame: { left: 0, top: 40, width: 316, height: 300 } }); // prettier-ignore

    it('is before or after a field by its halves, with a line between the two', () => {
      expect(at(120, 100, 'field')).to.deep.include({ place: { holder: 'a', after: 'n_p' } });
      expect(at(200, 100, 'field')).to.deep.include({ place: { holder: 'a', after: 'n_q' } });
      const { line } = at(200, 100, 'field');
      expect(line).to.include({ top: 90, height: 50, width: 3 });
      expect(line.left).to.be.within(208, 216);
    });

    it('is first under the head of a section, last below its fields, alone in an empty one', () => {
      expect(at(100, 60, 'field').place).to.deep.equal({ holder: 'a', after: null });
      expect(at(300, 216, 'field').place).to.deep.equal({ holder: 'a', after: 'n_s' });
      expect(at(100, 265, 'field').place).to.deep.equal({ holder: 'b', after: null });
    });

    it('is between rows for what takes a row, between sections for sections, on a tab in it', () => {
      expect(at(120, 130, 'text').place).to.deep.equal({ holder: 'a', after: 'n_r1' });
      expect(at(120, 60, 'section').place).to.deep.equal({ holder: 't1', after: null });
      expect(at(120, 255, 'section').place).to.deep.equal({ holder: 't1', after: 'a' });
      expect(at(80, 10, 'field').place).to.deep.equal({ holder: 't2', after: 'r' });
      expect(at(110, 10, 'tab').place).to.deep.equal({ holder: undefined, after: 't2' });
    });
  });

  it('takes thirty random edits back and does them again: the same documents', () => {
    const ports = {
      check: (each: string) => ({ document: JSON.parse(each) as FormDocument, findings: [] }),
      keep: () => undefined,
      changed: () => undefined,
      now: () => new Date(0),
    } as unknown as DocumentPorts;
    const edit = fc.tuple(fc.nat(8), fc.nat(), fc.nat(), fc.boolean());
    fc.assert(
      fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => {
        const view = { document: tabbed(), layer: 'site', revision: 1, base: 1, draft: false, problems: [] } as DocumentView; // prettier-ignore
        const open = new OpenDocument({ kind: 'form', name: 'f' }, view, tabbed(), ports);
        const texts = [open.text];
        for (const [n, [act, which, where, flag]] of edits.entries()) {
          const operation = randomEdit(open.value, { act, which, where, flag, n });
          if (!operation) continue;
          open.apply(operation);
          open.endGesture();
          if (open.text !== texts.at(-1)) texts.push(open.text);
          const ids = allNodes(open.value).map(({ node }) => node.id);
          expect(new Set(ids).size).to.equal(ids.length);
          for (const { node, holder } of allNodes(open.value)) {
            if (node.type === 'tab') expect(holder).to.equal(undefined);
            if (node.type === 'section') expect(holder?.type).not.to.equal('section');
          }
        }
        for (const each of texts.slice(0, -1).reverse()) (open.undo(), expect(open.text).to.equal(each));
        for (const each of texts.slice(1)) (open.redo(), expect(open.text).to.equal(each));
        open.close();
      }),
      { numRuns: 40 },
    );
  });
});

interface Random {
  readonly act: number;
  readonly which: number;
  readonly where: number;
  readonly flag: boolean;
  readonly n: number;
}

function randomEdit(value: unknown, { act, which, where, flag, n }: Random): Operation | undefined {
  const nodes = allNodes(value);
  const { node } = nodes[which % Math.max(1, nodes.length)] ?? {};
  const target = nodes[where % Math.max(1, nodes.length)];
  const place = { holder: flag ? target?.node.id : target?.holder?.id, after: flag ? null : (target?.node.id ?? null) };
  const isHolder = target?.node.type === 'tab' || target?.node.type === 'section';
  const spot = flag && !isHolder ? { holder: target?.holder?.id, after: null } : place;
  const fresh = [field(`new${n}`), section(`s${n}`), { id: `t${n}x`, type: 'tab', label: 'T', nodes: [] } as FormNode, { ...text, id: `x${n}` }]; // prettier-ignore
  if (act < 2) return dropOperation(value, { node: fresh[where % fresh.length]! }, spot)?.operation;
  if (!node) return undefined;
  if (act < 4) return dropOperation(value, { id: node.id }, spot)?.operation;
  if (act === 4) {
    const to = placeBeyond(value, node.id, (['up', 'down', 'left', 'right'] as const)[where % 4]!);
    return to && dropOperation(value, { id: node.id }, to)?.operation;
  }
  if (act === 5) return flag ? removeOperation(value, node.id) : hideOperation(value, node.id);
  if (act === 6) return spanOperation(value, node.id, where % 14);
  if (act === 7) return duplicateOperation(value, node.id)?.operation;
  return flag
    ? sectionOperation(value, node.id)?.operation
    : columnsOperation(value, node.id, 1 + (where % 3), () => false);
}
