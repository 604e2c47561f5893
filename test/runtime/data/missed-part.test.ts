import { expect } from 'chai';
import { isMissedPart, isOtherBuild } from '../../../runtime/data/missed-part.js';

const answering = (body: string, status = 200): typeof fetch => () => Promise.resolve(new Response(body, { status }));

describe('runtime/data missed part', () => {
  it('knows an import that did not come by what each browser says, and no other error', () => {
    const said = (message: string) => isMissedPart(new TypeError(message));
    expect(said('Failed to fetch dynamically imported module: http://a/b.js')).to.equal(true);
    expect(said('error loading dynamically imported module: http://a/b.js')).to.equal(true);
    expect(said('Importing a module script failed.')).to.equal(true);
    expect(said('Failed to fetch')).to.equal(false);
    expect(isMissedPart(new Error('dynamically imported module'))).to.equal(false);
    expect(isMissedPart(undefined)).to.equal(false);
  });

  it('tells another build from the same one and from no answer', async () => {
    const page = '<script type="module" src="/assets/main-1.js"></script>';
    expect(await isOtherBuild(answering(page), '/assets/main-1.js')).to.equal(false);
    expect(await isOtherBuild(answering(page), '/assets/main-0.js')).to.equal(true);
    expect(await isOtherBuild(answering('', 503), '/assets/main-0.js')).to.equal(undefined);
    expect(await isOtherBuild(() => Promise.reject(new TypeError('Failed to fetch')), '/assets/main-0.js')).to.equal(undefined);
  });
});
