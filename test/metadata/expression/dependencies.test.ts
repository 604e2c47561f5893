import { expect } from 'chai';
import { compileExpression } from '../../../metadata/expression/compile.js';
import { dependenciesOf } from '../../../metadata/expression/dependencies.js';
import { parseExpression } from '../../../metadata/expression/parse.js';
import { functions, scope } from './helper.js';

const of = (text: string) => dependenciesOf(parseExpression(text, { cells: true }).node, functions);

describe('expression/dependencies', () => {
  it('names each thing once, in the order of the text', () => {
    expect(of('if(b.c > a, sum(b.c, $p), $q + $p) & user.name & datum.x & row["Unit price"]')).to.deep.equal({
      fields: ['b.c', 'a', 'row.Unit price'],
      parameters: ['p', 'q'],
      cells: [],
      functions: ['if', 'sum'],
      datum: ['x'],
      user: true,
      clock: false,
    });
  });

  it('finds cells in coordinates and conditions', () => {
    expect(of('C2[A2:-1,B2:0;B1:2]{it.D2 = E2 and $p > 1} + A1.id')).to.include.deep.property('cells', [
      'C2', 'A2', 'B2', 'B1', 'D2', 'E2', 'A1',
    ]); // prettier-ignore
    expect(of('C2{it.D2 = $p}').parameters).to.deep.equal(['p']);
    expect(of('C2{it.D2 = $p}').fields).to.deep.equal([]);
  });

  it('tells what differs between users and between days', () => {
    expect(of('user.id = owner').user).to.equal(true);
    expect(of('user = 1')).to.include({ user: false }).and.have.deep.property('fields', ['user']);
    expect(of('today() > a').clock).to.equal(true);
    expect(of('year(now())').clock).to.equal(true);
    expect(of('year(a)').clock).to.equal(false);
    expect(dependenciesOf(parseExpression('today()').node).clock).to.equal(true);
  });

  it('reads what it can of a broken expression', () => {
    expect(of('a + (b * ').fields).to.deep.equal(['a', 'b']);
  });

  it('comes with the compiled expression', () => {
    const compiled = compileExpression('amount * 2', scope);
    expect(compiled.dependencies.fields).to.deep.equal(['amount']);
    expect(compiled).to.include({ text: 'amount * 2', type: 'number' });
  });
});
