/** What is wrong with something that a person wrote, where it stands and what was probably meant. */

/** One fault of an input file. */
export interface Problem {
  readonly file: string;
  /** 1-based line. */
  readonly line: number;
  /** 1-based column, in UTF-16 code units. */
  readonly col: number;
  readonly message: string;
  /** What to write instead, as a sentence: `Did you mean "roles"?` */
  readonly suggestion?: string;
}

/** The problem on one line, as compilers print theirs: `file:line:col: message. Suggestion`. */
export function formatProblem(problem: Problem): string {
  const { file, line, col, message, suggestion } = problem;
  return `${file}:${line}:${col}: ${message}.${suggestion === undefined ? '' : ` ${suggestion}`}`;
}

/** Problems in the order of their files and places, each said once. */
export function orderProblems(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  const said = new Set<string>();
  return [...problems]
    .sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.col - b.col)
    .filter((problem) => {
      const line = formatProblem(problem);
      return !said.has(line) && said.add(line);
    });
}
