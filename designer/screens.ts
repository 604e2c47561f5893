/** The designer's pages, for runtime/main.ts: nothing of the designer is loaded before one is opened. */
import { html } from 'lit';
import type { Screens } from '../runtime/host/screens.js';

const phone = matchMedia('(max-width: 639px)');
/** Releases, publishing and starting stand in the shell; editing takes the whole window. */
const inShell = /^\/design\/(publish|releases|versions|put-away|start|translations)(\/|$)/;

export const designScreens: Screens = {
  design: {
    load: () => import('./main.js'),
    render: (route) => html`<td-design .route=${route}></td-design>`,
    // Asked at every render: it depends on which of the pages is open.
    get bare() {
      return !phone.matches && !inShell.test(window.location.pathname);
    },
  },
};
