/** Markdown to markup. HTML in it is text; pictures are left out by safe-markup.ts, so that no page loads from elsewhere. */
import MarkdownIt from 'markdown-it';

const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true });

export const renderMarkdown = (text: string): string => renderer.render(text);
