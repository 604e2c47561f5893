import { expect } from 'chai';
import fc from 'fast-check';
import { connectionTypes, secretPlaceOf, secretPlaces, setPort, setSecretPlace, setText, setType, setVariable, variableOf } from '../../../designer/connection/gestures.js'; // prettier-ignore
import { checkOptions } from '../../../metadata/document/check-options.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { goesThereAndBack } from '../edits.js';
import { testRegistries } from '../registries.js';

const server = () => ({ kind: 'connection', id: '01KAJ0QX00C0NNECT10N000001', name: 'warehouse', schema: 1, label: 'W', type: 'mysql', host: 'db.example', port: 3307, database: 'shop', user: 'reader', secret: { kept: true } }); // prettier-ignore
const after = (document: unknown, operation: Operation): Record<string, unknown> => applyOperation(document, operation).document as Record<string, unknown>; // prettier-ignore

describe('designer/connection', () => {
  it('becomes one of another type that is right as far as it can be, and back', () => {
    const registries = testRegistries();
    const validator = createDocumentValidator(registries, createInterpreterChecker);
    const file = after(server(), setType(server(), 'sqlite'));
    const { host: _h, port: _p, user: _u, secret: _s, ...rest } = server();
    expect(file).to.deep.equal({ ...rest, type: 'sqlite', database: 'shop.db' });
    expect([validator.read(file), checkOptions('connection', file, registries)]).to.deep.equal([{ document: file }, []]); // prettier-ignore
    const back = after(file, setType(file, 'mysql'));
    expect(back).to.deep.equal({ ...rest, type: 'mysql', database: 'shop', port: 3306 });
    expect(checkOptions('connection', back, registries).map(({ path }) => path)).to.deep.equal(['/host', '/user']);
  });

  it('names no variable but those for connections, and takes empty texts out', () => {
    const named = after(server(), setSecretPlace(server(), 'environment'));
    expect(variableOf(named)).to.equal('TRELLIS_CONNECTION_WAREHOUSE');
    for (const [typed, name] of [
      ['path', 'TRELLIS_CONNECTION_PATH'],
      ['TRELLIS_CONNECTION_A b', 'TRELLIS_CONNECTION_A_B'],
      ['trellis_secret', 'TRELLIS_CONNECTION_TRELLIS_SECRET'],
      ['', 'TRELLIS_CONNECTION_WAREHOUSE'],
    ] as const)
      // prettier-ignore
      expect(variableOf(after(named, setVariable(named, typed))), typed).to.equal(name);
    expect(after(server(), setText(server(), 'host', ' '))).to.not.have.property('host');
    expect(after(server(), setText(server(), 'database', ' '))['database']).to.equal('');
    expect(after(server(), setPort(server(), 'x'))).to.not.have.property('port');
    expect(secretPlaceOf(after(server(), setSecretPlace(server(), 'none')))).to.equal('none');
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const edit = fc.oneof(
      fc.constantFrom(...connectionTypes).map((type) => (document: unknown) => setType(document, type)),
      fc.tuple(fc.constantFrom('host' as const, 'database' as const, 'user' as const), fc.constantFrom('', 'a', 'b.db')).map(([key, text]) => (document: unknown) => setText(document, key, text)), // prettier-ignore
      fc.constantFrom('', '1', '99').map((text) => (document: unknown) => setPort(document, text)),
      fc.constantFrom(...secretPlaces).map((place) => (document: unknown) => setSecretPlace(document, place)),
      fc.constantFrom('', 'x', 'TRELLIS_CONNECTION_Y').map((text) => (document: unknown) => setVariable(document, text)), // prettier-ignore
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(server(), edits)), { numRuns: 60 }); // prettier-ignore
  });
});
