/** The items of the person menu: theme, language, density, own sessions, sign out. */
import { languages } from '../../metadata/value.js';
import { savePreferences } from '../data/preferences.js';
import type { Host } from '../host/host.js';
import type { Density, Theme } from '../ui/appearance.js';
import type { MenuItem } from '../ui/menu.js';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const densities: readonly Density[] = ['standard', 'dense', 'comfort'];

export function personItems(host: Host, actions: { signOut(): void }): readonly MenuItem[] {
  const { i18n, appearance } = host;
  const t = (key: Parameters<typeof i18n.t>[0]) => i18n.t(key);
  return [
    ...themes.map((theme, index) => ({
      id: `theme-${theme}`,
      label: t(`person.theme.${theme}`),
      checked: appearance.theme === theme,
      ...(index === 0 ? { section: t('person.theme') } : {}),
      run: () => {
        appearance.theme = theme;
        void savePreferences(host);
      },
    })),
    ...languages.map((language, index) => ({
      id: `language-${language}`,
      label: i18n.names[language],
      checked: i18n.language === language,
      ...(index === 0 ? { section: t('person.language'), line: true } : {}),
      run: () => {
        appearance.language = language;
        document.documentElement.lang = language;
        void i18n.use(language).then(() => savePreferences(host));
      },
    })),
    ...densities.map((density, index) => ({
      id: `density-${density}`,
      label: t(`person.density.${density}`),
      checked: appearance.density === density,
      ...(index === 0 ? { section: t('person.density'), line: true } : {}),
      run: () => {
        appearance.density = density;
        void savePreferences(host);
      },
    })),
    {
      id: 'schedules',
      label: t('schedule.title.menu'),
      icon: 'clock',
      line: true,
      run: () => void host.router.go('/schedules'),
    },
    {
      id: 'sessions',
      label: t('sessions.title'),
      icon: 'monitor',
      run: () => void host.router.go('/sessions'),
    },
    { id: 'sign-out', label: t('person.signOut'), icon: 'log-out', run: actions.signOut },
  ];
}
