/** Handlebars' parser alone: what compiles and runs templates stays on the server. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export function parse(text: string): unknown;
}
