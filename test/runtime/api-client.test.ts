import { expect } from 'chai';
import { ApiClient, ApiFailure } from '../../runtime/data/api-client.js';

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** A client whose server gives these answers in turn, and what it was asked. */
function clientOf(answers: (Answer | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const client = new ApiClient((async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error('no answer left');
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
      headers: answer.headers ?? {},
    });
  }) as unknown as typeof fetch);
  return { client, asked };
}
const lost = { status: 401, body: { error: { code: 'UNAUTHENTICATED', message: 'Sign in first.', requestId: 'r1' } } };

describe('data/api-client', () => {
  it('sends the version as If-Match and leaves out what is undefined', async () => {
    const { client, asked } = clientOf([{ status: 200, body: { id: 'a' }, headers: { ETag: '"4"' } }]);
    const answer = await client.request('PATCH', '/records/x/a', {
      body: { n: 1 },
      version: 3,
      query: { a: undefined, b: 'ü&' },
    });
    expect(answer.etag).to.equal('"4"');
    expect(asked[0]!.url).to.equal('/api/records/x/a?b=%C3%BC%26');
    expect(asked[0]!.init.headers).to.include({ 'If-Match': '"3"' });
  });

  it('reads the error envelope', async () => {
    const { client } = clientOf([
      {
        status: 422,
        body: { error: { code: 'INVALID', message: 'No.', path: '/name', details: [1], requestId: 'r9' } },
      },
    ]);
    const failure = await client.get('/x').catch((error: unknown) => error as ApiFailure);
    expect(failure).to.be.instanceOf(ApiFailure);
    expect(failure).to.include({ status: 422, code: 'INVALID', path: '/name', requestId: 'r9' });
  });

  it('has a failure for a page that is no envelope and for no answer at all', async () => {
    const { client } = clientOf([{ status: 502, body: 'Bad gateway' }, new TypeError('offline')]);
    expect(await client.get('/x').catch((error: unknown) => error)).to.include({ status: 502, code: 'HTTP_502' });
    expect(await client.get('/x').catch((error: unknown) => error)).to.include({ status: 0, code: 'NETWORK' });
  });

  it('asks once to sign in again, then repeats every request', async () => {
    const { client } = clientOf([lost, lost, { status: 200, body: 1 }, { status: 200, body: 2 }]);
    let asked = 0;
    client.recovery = async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    expect(await Promise.all([client.get('/a'), client.get('/b')])).to.deep.equal([1, 2]);
    expect(asked).to.equal(1);
  });

  it('does not recover on the session routes themselves', async () => {
    const { client } = clientOf([lost]);
    client.recovery = () => Promise.reject(new Error('must not be called'));
    const failure = await client.request('POST', '/session', { recover: false }).catch((error: unknown) => error);
    expect(failure).to.include({ status: 401 });
  });
});
