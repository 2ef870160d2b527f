/** What a comment, a heading or a bullet says a model is for. */
import type { ModelId } from '../model.js';
import type { EnsureFacts } from './insertion.js';

/** What a model is for, as lists of models are grouped. */
export type Kind = 'agent' | 'embedding' | 'ocr' | 'vision' | 'image' | 'code' | 'training' | 'reasoning' | 'general';

const SIGNS: readonly (readonly [Kind, RegExp])[] = [
  ['embedding', /\bembed/i],
  ['ocr', /\bocr\b|\bdocuments?\b/i],
  ['vision', /\bvision\b|\bmulti-?modal\b|\bvlms?\b/i],
  ['image', /\bimage gen|\bdiffusion\b|\btext[ -]to[ -]image\b/i],
  ['code', /\bcod(?:e|ing|er)\b|\bprogramming\b/i],
  ['training', /\bfine-?tun|\btraining\b/i],
  ['agent', /\bagents?\b|\bagentic\b/i],
  ['reasoning', /\breasoning\b|\bthinking\b|\bchain[ -]of[ -]thought\b/i],
  ['general', /\bgeneral\b|\bchat\b|\bmain\b|\bassistant\b|\bllms?\b/i],
];

const WORDS: Readonly<Record<Kind, string>> = {
  agent: 'agents',
  embedding: 'embeddings',
  ocr: 'document OCR',
  vision: 'vision',
  image: 'image generation',
  code: 'code',
  training: 'fine-tuning',
  reasoning: 'reasoning',
  general: 'general use',
};

/** The kinds that a text speaks of, in the order in which it does. */
export function kindsIn(text: string): readonly Kind[] {
  return SIGNS.flatMap(([kind, sign]) => {
    const at = sign.exec(text)?.index;
    return at === undefined ? [] : [{ kind, at }];
  })
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);
}

/** The kinds of a model by the row of the matrix that replaces it or brings it first. */
export function kindsOfModel(id: ModelId, { migration }: EnsureFacts): readonly Kind[] {
  const rows = migration.replacements;
  const row =
    rows.find(({ from }) => from.includes(id)) ??
    rows.find(({ to }) => to[0]?.model === id) ??
    rows.find(({ to }) => to.some((candidate) => candidate.model === id));
  if (row === undefined) return [];
  const said = kindsIn(row.category);
  if (said.length > 0) return said;
  return row.to[0]?.roles.length === 1 ? row.to[0].roles : ['general'];
}

/** The kinds that a bullet wants a model for: what it says after "as" or "for", else what the matrix says. */
export function kindsOfBullet(bullet: string, id: ModelId, facts: EnsureFacts): readonly Kind[] {
  const purpose = /\b(?:as|for)\b(.*)$/i.exec(bullet)?.[1] ?? '';
  const said = kindsIn(purpose);
  return said.length > 0 ? said : kindsOfModel(id, facts);
}

/** Kinds in words: `reasoning and vision`. */
export function kindWords(kinds: readonly Kind[]): string {
  return kinds.map((kind) => WORDS[kind]).join(' and ');
}
