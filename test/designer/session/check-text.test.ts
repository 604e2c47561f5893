import { expect } from 'chai';
import { checkText } from '../../../designer/session/check-text.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { testRegistries } from '../registries.js';

const validator = createDocumentValidator(testRegistries(), createInterpreterChecker);
const id = '01KAJ0QX00T2N8C9SEPKXK1000';
const menu = `{ "kind": "menu", "id": "${id}", "name": "main", "schema": 1, "entries": [] }`;
const check = (text: string) =>
  checkText(text, {
    key: { kind: 'menu', name: 'main' },
    id,
    validator,
    words: {
      tell: ({ message, said }) => `${said?.sentence ?? 'plain'} -> ${message}`,
      notJson: (found) => `not JSON: ${found}`,
      keyTwice: (key) => `twice: ${key}`,
      identity: (key, value) => `${key} must be ${value}`,
    },
  });
const codes = (text: string) => check(text).findings.map(({ code, path }) => `${code} ${path}`);

describe('session/check-text', () => {
  it('gives the document of a right text', () => {
    expect(check(menu).document).to.include({ kind: 'menu', name: 'main' });
    expect(check(menu).findings).to.deep.equal([]);
  });

  it('says where text is not JSON', () => {
    const text = '{ "kind": "menu", , "name": "main" }';
    const [finding] = check(text).findings;
    expect(finding).to.include({ code: 'NOT_JSON' });
    expect(text.slice(0, finding!.at!.to)).to.contain('"menu",');
    expect(check('').findings).to.have.length(1);
    expect(check('{ "kind": "menu"').findings[0]!.at!.from).to.be.greaterThan(10);
  });

  it('says what the schema refuses in the words it is given, and keeps no more of how it was made', () => {
    const [finding] = check(menu.replace('"entries": []', '"entries": [], "colour": 1')).findings;
    expect(finding!.message).to.match(
      /^\{place\} has the unknown key "\{key\}"\. \{hint\} -> The document has the unknown key/,
    );
    expect(finding).to.have.all.keys('path', 'code', 'message');
  });

  it('tells what the schema refuses, at its pointer', () => {
    expect(codes(menu.replace('"entries": []', '"entries": [], "colour": 1'))).to.deep.equal(['UNKNOWN_KEY /colour']);
  });

  it('refuses another identity, which the server would take for another document', () => {
    expect(codes(menu.replace('"main"', '"other"'))).to.deep.equal(['IDENTITY_CHANGED /name']);
    expect(codes(menu.replace(id, id.replace('1000', '1001')))).to.deep.equal(['IDENTITY_CHANGED /id']);
  });

  it('finds a key that stands twice, which JSON itself would swallow', () => {
    const text = menu.replace('"entries": []', '"entries": [], "entries": []');
    const [finding] = check(text).findings;
    expect(finding).to.include({ code: 'KEY_TWICE', message: 'twice: entries' });
    expect(finding!.at!.from).to.equal(text.lastIndexOf('"entries"'));
  });
});
