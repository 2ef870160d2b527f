/** What of a Markdown text GitHub would act on: found with the parser of GitHub's Markdown, by the words of hostile files. */
import type { Nodes } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';

/** Tags that our own bodies use. */
const OWN_HTML =
  /^(?:<!-- cutover:[^>]*-->|<\/?(?:details|summary|sub|br|picture|source|ins|del)\b[^<>]*>|<summary>[^<>]*<\/summary>|\s)+$/;

/** Every place in which hostile words stand outside code, or lead somewhere. */
export function findActive(markdown: string): readonly string[] {
  const found: string[] = [];
  visit(remark().use(remarkGfm).parse(markdown), (node) => {
    if (node.type === 'html' && !OWN_HTML.test(node.value)) found.push(`html: ${node.value.slice(0, 200)}`);
    if (
      'url' in node &&
      /hostile/.test(decodeURIComponent(node.url).replace(/^http:\/\/127\.0\.0\.1:\d+\/[\s\S]*/, ''))
    )
      found.push(`${node.type}: ${node.url}`);
    if (node.type === 'text' && /@hostile|#4242|gh-4242|hostile\.example|<hostile/i.test(node.value))
      found.push(`text: ${node.value.slice(0, 200)}`);
  });
  return found;
}

/** The same for what is not Markdown: titles and commit messages, where GitHub acts on mentions, references and addresses. */
export function findActiveInLine(text: string): readonly string[] {
  return [...text.matchAll(/@hostile|#4242|\bgh-4242|https?:\/\/hostile/gi)].map(([match]) => match);
}

function visit(node: Nodes, see: (node: Nodes) => void): void {
  see(node);
  if ('children' in node) for (const child of node.children) visit(child, see);
}
