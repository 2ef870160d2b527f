/** Who made a commit or tag, and when, in milliseconds since the epoch. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: number;
}

export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export interface TagObject {
  readonly object: string;
  readonly type: string;
  readonly tag: string;
  readonly tagger: Signature;
  readonly message: string;
}

/** Prints a commit object. */
export function printCommit(commit: CommitObject): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${printSignature(commit.author)}`,
    `committer ${printSignature(commit.committer)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n\n${commit.message}`);
}

/** Prints the object of an annotated tag. */
export function printTag(tag: TagObject): Buffer {
  const head = `object ${tag.object}\ntype ${tag.type}\ntag ${tag.tag}\ntagger ${printSignature(tag.tagger)}`;
  return Buffer.from(`${head}\n\n${tag.message}`);
}

/** Reads a commit object. */
export function parseCommit(bytes: Buffer): CommitObject {
  const { fields, message } = parseHead(bytes);
  return {
    tree: fields.get('tree')?.[0] ?? '',
    parents: fields.get('parent') ?? [],
    author: parseSignature(fields.get('author')?.[0] ?? ''),
    committer: parseSignature(fields.get('committer')?.[0] ?? ''),
    message,
  };
}

/** Reads the object of an annotated tag. */
export function parseTag(bytes: Buffer): TagObject {
  const { fields, message } = parseHead(bytes);
  return {
    object: fields.get('object')?.[0] ?? '',
    type: fields.get('type')?.[0] ?? '',
    tag: fields.get('tag')?.[0] ?? '',
    tagger: parseSignature(fields.get('tagger')?.[0] ?? ''),
    message,
  };
}

function parseHead(bytes: Buffer): { readonly fields: Map<string, string[]>; readonly message: string } {
  const text = bytes.toString();
  const end = text.indexOf('\n\n');
  const fields = new Map<string, string[]>();
  for (const line of text.slice(0, end).split('\n')) {
    const space = line.indexOf(' ');
    // A line that starts with a space continues a signature header, which nobody here reads.
    if (space > 0)
      fields.set(line.slice(0, space), [...(fields.get(line.slice(0, space)) ?? []), line.slice(space + 1)]);
  }
  return { fields, message: text.slice(end + 2) };
}

function printSignature({ name, email, at }: Signature): string {
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(name)} <${clean(email)}> ${Math.floor(at / 1000)} +0000`;
}

function parseSignature(text: string): Signature {
  const open = text.lastIndexOf(' <');
  const close = text.lastIndexOf('> ');
  return {
    name: text.slice(0, open),
    email: text.slice(open + 2, close),
    at: Number.parseInt(text.slice(close + 2), 10) * 1000,
  };
}
