import { expect } from 'chai';
import { createFormats } from '../../runtime/ui/formats.js';
import { chooseLanguage } from '../../runtime/ui/i18n.js';

describe('runtime/formats', () => {
  it('writes the same number in four languages', () => {
    const write = (language: 'en' | 'zh-CN' | 'zh-TW' | 'es') =>
      createFormats(language).number(-1234.5, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    expect(write('en')).to.equal('−1,234.50');
    expect(write('zh-CN')).to.equal('−1,234.50');
    expect(write('zh-TW')).to.equal('−1,234.50');
    expect(write('es')).to.equal('−1.234,50');
  });

  it('keeps a day the same day in every zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'UTC', 'Pacific/Pago_Pago']) {
      expect(createFormats('en', zone).date('2026-10-01')).to.equal('1 Oct 2026');
      expect(createFormats('zh-CN', zone).date('2026-10-01')).to.equal('2026-10-01');
    }
  });

  it('writes day and month alone in the order of the language', () => {
    expect(createFormats('en').shortDate('2026-10-31')).to.equal('31 Oct');
    expect(createFormats('zh-CN').shortDate('2026-10-31')).to.equal('10-31');
    expect(createFormats('zh-TW', 'Asia/Taipei').shortDate('2026-10-31T20:00:00.000Z')).to.equal('11-01');
  });

  it('shows a moment on the clock of its zone, over the change to winter time', () => {
    const formats = createFormats('en', 'Europe/Vienna');
    expect(formats.dateTime('2026-10-25T00:30:00.000Z')).to.equal('25 Oct 2026, 02:30');
    expect(formats.dateTime('2026-10-25T01:30:00.000Z')).to.equal('25 Oct 2026, 02:30');
    expect(formats.dateTime('2026-10-25T02:30:00.000Z')).to.equal('25 Oct 2026, 03:30');
  });

  it('speaks of the last days and then gives the date', () => {
    const formats = createFormats('en', 'UTC');
    const now = new Date('2026-11-21T12:00:00Z');
    expect(formats.ago('2026-11-21T11:58:00Z', now)).to.equal('2 minutes ago');
    expect(formats.ago('2026-11-20T12:00:00Z', now)).to.equal('yesterday');
    expect(formats.ago('2026-10-01T12:00:00Z', now)).to.equal('1 Oct 2026, 12:00');
  });

  it('writes shares without binary dust', () => {
    expect(createFormats('en').percent(0.07)).to.equal('7 %');
    expect(createFormats('en').percent(0.285, 1)).to.equal('28.5 %');
    expect(createFormats('zh-CN').percent(0.82)).to.equal('82%');
  });

  it('takes the wish, then the browser, then English', () => {
    expect(chooseLanguage('es', ['zh-CN'])).to.equal('es');
    expect(chooseLanguage('', ['zh-Hant-HK', 'en'])).to.equal('zh-TW');
    expect(chooseLanguage(null, ['zh-SG'])).to.equal('zh-CN');
    expect(chooseLanguage(null, ['es-MX'])).to.equal('es');
    expect(chooseLanguage(null, ['fr'])).to.equal('en');
  });
});
