/** Golden files: a whole repository in, what people see on GitHub out, in one text that a person can read. */

/** A golden file taken apart. */
export interface GoldenFile {
  /** What the case shows, from the lines before the first file. */
  readonly about: string;
  /** The repository, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What is expected, by what it is: "pull request of phase-4". */
  readonly expected: Readonly<Record<string, string>>;
}

const FILE = '>>>>>> file ';
const EXPECTED = '<<<<<< ';

/** Reads a golden file. A section goes from its line to the next one; the line end before that belongs to it. */
export function parseGolden(text: string): GoldenFile {
  const [about = '', ...sections] = text.split(/^(?=>>>>>> file |<<<<<< )/m);
  const files: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const section of sections) {
    const end = section.indexOf('\n');
    const head = section.slice(0, end);
    const content = section.slice(end + 1);
    if (head.startsWith(FILE)) files[head.slice(FILE.length)] = content;
    else expected[head.slice(EXPECTED.length)] = content;
  }
  return { about, files, expected };
}

/** Prints a golden file as {@link parseGolden} reads it. */
export function printGolden({ about, files, expected }: GoldenFile): string {
  const section = (head: string, content: string) => {
    if (/^(?:>>>>>> file |<<<<<< )/m.test(content)) throw new Error(`a line of "${head}" looks like a section`);
    return `${head}\n${content}${content.endsWith('\n') ? '' : '\n'}`;
  };
  return [
    about,
    ...Object.entries(files).map(([path, content]) => section(`${FILE}${path}`, content)),
    ...Object.entries(expected).map(([what, content]) => section(`${EXPECTED}${what}`, content)),
  ].join('');
}
