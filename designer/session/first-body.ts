/** The body that a new print template begins with, so that there is something to see: the name of the record. Pure. */
export const firstBody = (namePath: string): string =>
  `<h1>{{${namePath}}}</h1>\n<p class="muted">{{@site.title}} · {{date @today}}</p>\n`;
