/**
 * Where a name stands: the chain of structures around it, outermost first. `markdown` around `fence` around `python` around `shell`
 * says "a command inside a string inside a Python fence of a Markdown file". Each language describes its own layer and nothing else.
 */
import type { EmbeddedText } from './embedded-text.js';
import type { Span } from './source.js';

/** A table around a place. Cells are the raw text between the bars, trimmed. */
export interface TableSite {
  readonly header: readonly string[];
  readonly row: readonly string[];
  /** 0-based column of the place. */
  readonly column: number;
  /** Whether the place is in the header row. */
  readonly inHeader: boolean;
  /** First cells of all body rows, in order: what the rows are about. */
  readonly firstColumn: readonly string[];
  /** For a place in the header row: the cells below it, in order, beside those of {@link firstColumn}. */
  readonly below?: readonly string[];
  /** Spans of the cells of this row in this text. */
  readonly cellSpans: readonly Span[];
}

/** A place in Markdown. */
export interface MarkdownLayer {
  readonly language: 'markdown';
  readonly block:
    | 'paragraph'
    | 'heading'
    | 'table'
    | 'list-item'
    | 'quote'
    | 'html'
    | 'fence'
    | 'indented-code'
    | 'front-matter'
    | 'link-definition';
  /** Texts of the headings above, outermost first; for a heading, of those above it. */
  readonly headings: readonly string[];
  readonly inline?: 'code-span' | 'link-text' | 'link-target' | 'autolink' | 'image' | 'html-tag' | 'html-comment';
  /** The link's target, when the place is its text or its target. */
  readonly target?: string;
  readonly table?: TableSite;
  /** The paragraph just before the block ("Expected output:", "Legacy models:"), for lists, tables and fences. */
  readonly lead?: string;
  /** Info string of the fence. */
  readonly info?: string;
  /** The block's span in this text (paragraph, list item, table, fence with its marks). */
  readonly blockSpan: Span;
}

/** What holds a Python expression: the enclosing call, assignment, collection, comparison, seen from a string. */
export interface PythonUse {
  /** Dotted name of the function called, as written: `ollama.chat`, `AutoModel.from_pretrained`, `self.client.embeddings`. */
  readonly callee?: string;
  /** Keyword of the argument that holds the place. */
  readonly keyword?: string;
  /** 0-based positional argument that holds the place. */
  readonly position?: number;
  /** Names of the other keyword arguments of that call. */
  readonly otherKeywords: readonly string[];
  /** The call's whole source span in this text. */
  readonly callSpan?: Span;
  /** Target of the assignment that holds the place, as written: `MODEL`, `self.model`, `config["model"]`. */
  readonly assigned?: string;
  /** Name of the parameter whose default value the place is, with its function. */
  readonly parameter?: { readonly name: string; readonly function: string };
  /** Keys of the dictionaries around the place, outermost first, as written without quotes; the last is the key whose value holds it. */
  readonly keys: readonly string[];
  /** Whether the place is itself a dictionary key. */
  readonly isKey: boolean;
  /** The value's source when the place is a key; shortened to 200 characters. */
  readonly keyedValue?: string;
  /** String items of the innermost list, tuple or set around the place, this one included; empty outside one. */
  readonly items: readonly string[];
  /** String keys of the innermost dictionary when the place is one of its keys, this one included; or string values when it is a value. */
  readonly siblings: readonly string[];
  /** Operator of the comparison the place is part of: `in`, `not in`, `==`, `!=`, or a method test: `startswith`, `endswith`. */
  readonly compared?: string;
  /** Callees of all calls around the place, innermost first. */
  readonly callees: readonly string[];
}

/** A place in Python. */
export interface PythonLayer {
  readonly language: 'python';
  readonly token: 'string' | 'f-string' | 'docstring' | 'comment' | 'code' | 'magic';
  /** Whether the literal's value, or the comment's text, is the place's name and nothing else; set by the scanner. */
  readonly literal?: Span;
  /** Decoded value of the literal (escapes resolved where simple), or the comment's text without `#`. */
  readonly value?: string;
  readonly use: PythonUse;
  /** Name of the enclosing function and class, as written. */
  readonly function?: string;
  readonly class?: string;
  /** The comment lines right above the statement, and the one at the end of its line. */
  readonly commentsNear: readonly string[];
  /** Span of the statement in this text. */
  readonly statement: Span;
}

/** A place in a shell script, a `!` line of a notebook, a Dockerfile's RUN, or a command in a text. */
export interface ShellLayer {
  readonly language: 'shell';
  readonly token: 'argument' | 'option-value' | 'assignment' | 'comment' | 'command' | 'heredoc' | 'text';
  /** First word of the command, without its folder: `ollama`, `vllm`, `curl`. */
  readonly command?: string;
  /** All words of the simple command, unquoted, the first included. */
  readonly words: readonly string[];
  /** The option whose value the place is: `--model`. */
  readonly option?: string;
  /** Variable assigned: `MODEL`. */
  readonly variable?: string;
  readonly statement: Span;
}

/** A place in YAML, JSON or TOML-like data. */
export interface DataLayer {
  readonly language: 'yaml' | 'json' | 'dockerfile';
  readonly token: 'key' | 'value' | 'comment';
  /** Keys from the root to the place; list items count as their 0-based index in square brackets. */
  readonly path: readonly string[];
  /** The scalar's whole text, decoded where simple. */
  readonly value?: string;
}

/** A place in text without structure. */
export interface PlainLayer {
  readonly language: 'plain';
}

/** What a language says about a place in its text. */
export type Layer = MarkdownLayer | PythonLayer | ShellLayer | DataLayer | PlainLayer;

/** The description of a span by one language, and the text inside which the span stands deeper, if any. */
export interface Described {
  readonly layer: Layer;
  readonly inner?: EmbeddedText;
}

/** The function and the class that code stands in, as far as they are asked for. */
export interface CodeScope {
  readonly function?: string | undefined;
  readonly class?: string | undefined;
}

/** A text opened by its language: parsed at most once, asked for many places. */
export interface OpenText {
  at(span: Span): Described;
  /** False where it is plain without the grammar that no code of the scope stands there: in a comment, in a string, in another function. */
  mayBeCode?(span: Span, scope: CodeScope): boolean;
}

/** A language: opens texts and describes places in them. Never throws on text that does not parse. */
export interface Language {
  readonly name: string;
  /** Other names of it in info strings: `py`, `ipython`, `bash`. */
  readonly aliases: readonly string[];
  open(text: string): OpenText;
}

/** Where a name stands, outermost layer first. */
export interface Site {
  readonly layers: readonly Layer[];
  /** For each layer: its text and the span in it. `texts[0]` is the unit's text. */
  readonly texts: readonly { readonly text: string; readonly span: Span }[];
}
