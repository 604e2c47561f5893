/** What the program says to people, read from its sources: sentences with changing parts (`say`) and plain ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

/** Where each of these functions takes its sentence. */
const places: Readonly<Record<string, number>> = {
  ApiError: 2, badRequest: 1, forbidden: 1, unprocessable: 1, conflict: 1, unavailable: 1, unauthorized: 0, wrong: 1,
  refuse: 1, overBudget: 1, queryInvalid: 1, operatorNotAllowed: 1, operandInvalid: 1, DatabaseUnavailable: 0,
  ImportFileError: 1, ExpressionError: 1, CellError: 1, problem: 2, unsafe: 1, report: 3, 'tokens.report': 2, 'this.report': 2,
  'this.#tokens.report': 2,
}; // prettier-ignore

export interface Spoken {
  readonly sentence: string;
  readonly file: string;
}

/** Sentences of all source files below a folder (or of one file) of the project, in order. */
export function sentencesOf(path: string): readonly Spoken[] {
  return sourceFiles(join(root, path)).flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      found.push(...spokenBy(node));
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found.map((sentence) => ({ sentence, file: relative(root, file) }));
  });
}

function sourceFiles(path: string): readonly string[] {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => join(path, name));
}

function spokenBy(node: ts.Node): readonly string[] {
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'say') return [sentenceOf(node.template)];
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const name = node.expression.getText();
    const place = Object.hasOwn(places, name) ? places[name]! : undefined;
    const words = place === undefined ? undefined : node.arguments?.[place];
    return words ? plainTexts(words) : [];
  }
  const isMessage =
    (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node) || ts.isParameter(node)) &&
    ['message', 'words'].includes(node.name.getText());
  return isMessage && node.initializer ? plainTexts(node.initializer) : [];
}

/** Texts that stand here as they are, on both sides of a choice. */
function plainTexts(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text ? [node.text] : [];
  if (ts.isConditionalExpression(node)) return [...plainTexts(node.whenTrue), ...plainTexts(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return plainTexts(node.right);
  return [];
}

function sentenceOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  const spans = template.templateSpans.map(({ expression, literal }) => {
    const name = ts.isObjectLiteralExpression(expression) ? expression.properties[0]?.name?.getText() : undefined;
    return `{${name ?? '?'}}${literal.text}`;
  });
  return template.head.text + spans.join('');
}
