describe('left open', () => { it('passes', () => { setInterval(() => undefined, 1000); }); it('fails', () => { throw new Error('x'); }); });
