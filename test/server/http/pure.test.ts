import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { ApiError } from '../../../server/errors.js';
import { isLoopbackAddress, isLoopbackHost } from '../../../server/http/client.js';
import { compressText } from '../../../server/http/compress.js';
import { cleanFileName, contentDisposition } from '../../../server/http/content-disposition.js';
import { formatEvent } from '../../../server/http/event-stream.js';
import { describeFault } from '../../../server/http/faults.js';
import { mostJsonNodes, parseJsonBody } from '../../../server/http/json-body.js';
import { checkOrigin } from '../../../server/http/origin.js';
import { parseQueryString } from '../../../server/http/query-string.js';

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
  return undefined;
}

describe('http/json-body', () => {
  it('gives what JSON.parse gives, for everything without forbidden keys', () => {
    const forbidden = /"(__proto__|constructor|prototype)":/;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), fc.integer({ min: 0, max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!forbidden.test(JSON.stringify(value)));
        expect(parseJsonBody(text)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it('counts brackets and commas outside of texts only', () => {
    const text = JSON.stringify({ a: `${'['.repeat(300)}\\"${'{,'.repeat(mostJsonNodes)}\\\\` });
    expect(parseJsonBody(text)).to.deep.equal(JSON.parse(text));
  });

  it('finds a forbidden key wherever it stands', () => {
    const key = fc.constantFrom('__proto__', 'constructor', 'prototype');
    fc.assert(
      fc.property(key, fc.array(fc.constantFrom('[', '{'), { maxLength: 20 }), (name, wrappers) => {
        const opened = wrappers.map((each) => (each === '[' ? '[0,' : '{"a/~b":')).join('');
        const closed = wrappers.map((each) => (each === '[' ? ']' : '}')).reverse().join(''); // prettier-ignore
        expect(codeOf(() => parseJsonBody(`${opened}{"${name}":1}${closed}`))).to.equal('FORBIDDEN_KEY');
      }),
    );
  });

  it('names the place of a forbidden key as a JSON pointer', () => {
    try {
      parseJsonBody('{"a/b":[{"c~d":{"constructor":1}}]}');
      expect.fail('it should have been refused');
    } catch (error) {
      expect((error as ApiError).data.path).to.equal('/a~1b/0/c~0d/constructor');
    }
  });

  it('never throws anything but an ApiError', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'a', ' ') }),
        (text) => {
          codeOf(() => parseJsonBody(text));
        },
      ),
    );
  });
});

describe('http/query-string', () => {
  it('reads what URLSearchParams writes', () => {
    const pairs = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(pairs, (values) => {
        fc.pre(!Object.keys(values).includes('constructor') && !Object.keys(values).includes('prototype'));
        const text = new URLSearchParams(values as Record<string, string>).toString();
        expect({ ...parseQueryString(text) }).to.deep.equal({ ...values });
      }),
    );
  });

  it('has no names that were not sent', () => {
    const query = parseQueryString('a=1');
    expect('toString' in query).to.equal(false);
    expect(Object.keys(query)).to.deep.equal(['a']);
  });

  for (const [text, code] of [
    ['a=1&a=1', 'DUPLICATE_PARAMETER'],
    ['a=1&%61=1', 'DUPLICATE_PARAMETER'],
    ['a=%zz', 'MALFORMED_URL'],
    ['%C0%AF=1', 'MALFORMED_URL'],
    ['__proto__=1', 'FORBIDDEN_KEY'],
    [Array.from({ length: 101 }, (_, n) => `p${n}`).join('&'), 'TOO_MANY_PARAMETERS'],
  ] as const) {
    it(`refuses ${text.slice(0, 20)} as ${code}`, () => {
      expect(codeOf(() => parseQueryString(text))).to.equal(code);
    });
  }
});

describe('http/content-disposition', () => {
  it('is one header line that no file name breaks, and keeps the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const header = contentDisposition(name);
        expect(header).to.match(
          /^attachment; filename="[\x20-\x7e]+"(; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|#-]+)?$/,
        );
        expect(header.split('"')).to.have.length(3);
        const extended = /filename\*=UTF-8''(.*)$/.exec(header)?.[1];
        if (extended !== undefined) expect(decodeURIComponent(extended)).to.equal(cleanFileName(name));
      }),
    );
  });

  it('takes folders, devices and direction marks out of names', () => {
    expect(cleanFileName('../../etc/passwd')).to.equal('_.._etc_passwd');
    expect(cleanFileName('C:\\x\u202egnp.exe')).to.equal('C__xgnp.exe');
    expect(cleanFileName(' .. ')).to.equal('file');
  });
});

describe('http/compress', () => {
  for (const [header, takes] of [
    [undefined, false], ['', false], ['gzip', true], ['deflate, GZIP;q=0.5, br', true], ['gzip;q=0', false],
    ['gzip; q=0.0', false], ['br', false], ['notgzip', false], ['x-gzip', true], ['identity', false],
  ] as const) {
    it(`${takes ? 'compresses for' : 'leaves as it is for'} "${header ?? 'nothing'}"`, async () => {
      const text = JSON.stringify({ text: 'é漢😀'.repeat(500) });
      const bytes = await compressText(text, header);
      expect(bytes && gunzipSync(bytes).toString('utf8')).to.equal(takes ? text : undefined);
    });
  }

  it('leaves short answers as they are', async () => {
    expect(await compressText('{}', 'gzip')).to.equal(undefined);
  });
}); // prettier-ignore

describe('http/origin', () => {
  const check = (origin: string | undefined, host: string | undefined, secFetchSite?: string, url?: string) =>
    codeOf(() => checkOrigin({ origin, host, secFetchSite }, url));
  for (const [title, actual, expected] of [
    ['no origin', check(undefined, 'crm:3000'), undefined],
    ['the host asked', check('http://crm:3000', 'crm:3000'), undefined],
    ['the host asked in capitals', check('https://CRM.example', 'crm.example'), undefined],
    ['the site address behind a proxy', check('https://crm.example', '10.0.0.2:3000', undefined, 'https://crm.example'), undefined],
    ['another port', check('http://crm:3001', 'crm:3000'), 'ORIGIN_DENIED'],
    ['a host that only begins alike', check('http://crm:3000.evil.example', 'crm:3000'), 'ORIGIN_DENIED'],
    ['another scheme', check('file://crm:3000', 'crm:3000'), 'ORIGIN_DENIED'],
    ['null', check('null', 'crm:3000'), 'ORIGIN_DENIED'],
    ['an empty one', check('', 'crm:3000'), 'ORIGIN_DENIED'],
    ['cross-site', check(undefined, 'crm:3000', 'cross-site'), 'ORIGIN_DENIED'],
    ['same-site without an origin', check(undefined, 'crm:3000', 'same-site'), undefined],
  ] as const) {
    it(`${expected ? 'refuses' : 'takes'} ${title}`, () => expect(actual).to.equal(expected));
  } // prettier-ignore
});

describe('http/client', () => {
  it('knows this machine by address and by name', () => {
    for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) expect(isLoopbackAddress(address)).to.equal(true); // prettier-ignore
    for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1', '', '::']) expect(isLoopbackAddress(address)).to.equal(false); // prettier-ignore
    for (const host of ['localhost', 'LOCALHOST:3000', '127.0.0.1:80', '[::1]:3000', 'app.localhost']) expect(isLoopbackHost(host)).to.equal(true); // prettier-ignore
    for (const host of ['localhost.evil.example', 'evil.example', '127.0.0.1.evil.example', '']) expect(isLoopbackHost(host)).to.equal(false); // prettier-ignore
  });
});

describe('http/faults', () => {
  const fault = (values: object) => describeFault(Object.assign(new Error('x'), values));
  it('tells faults of the database and the disk from our own mistakes', () => {
    expect(fault({ code: 'ECONNREFUSED' })).to.include({ status: 503, code: 'DATABASE_UNAVAILABLE' });
    expect(fault({ name: 'KnexTimeoutError' })).to.include({ status: 503 });
    expect(fault({ code: 'ERR_SQLITE_ERROR', errcode: 261 })).to.include({ code: 'DATABASE_UNAVAILABLE' });
    expect(fault({ code: 'ERR_SQLITE_ERROR', errcode: 13 })).to.include({ code: 'STORAGE_FULL' });
    expect(fault({ code: 'ERR_SQLITE_ERROR', errcode: 8 })).to.include({ code: 'READ_ONLY' });
    expect(fault({ code: 'ER_OPTION_PREVENTS_STATEMENT' })).to.include({ code: 'READ_ONLY' });
    expect(fault({ code: 'WORK_BUSY' })).to.include({ status: 429 });
    expect(fault({ code: 'ERR_SQLITE_ERROR', errcode: 1 })).to.equal(undefined);
    expect(fault({})).to.equal(undefined);
    expect(describeFault('text')).to.equal(undefined);
  });
});

describe('http/event-stream format', () => {
  it('keeps one event one event, whatever the data', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = formatEvent('record', { id: text }).split('\n');
        expect(lines).to.have.length(4);
        expect(lines[1]!.startsWith('data: {')).to.equal(true);
      }),
    );
  });
});
