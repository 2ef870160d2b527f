import type { Companion } from '../decision.js';
import { namesOnLine, type Place } from '../place.js';
import type { Span } from '../source.js';
import type { CompanionMaker, Need, Rewrite } from './companion-maker.js';
import { agrees, type Figure, figuresIn, sizeOf, writtenLike } from './figure.js';
import { spanInUnit } from './in-unit.js';

/** What may stand between a name and its size: closing marks, an opening one, a few words. */
const LEAD = /^["'`*_)\]},;:]*[ \t]*(?:#+|\/\/|<!--|[-–—:(,[])?[ \t]*(?:[A-Za-z][\w'-]*:?[ \t]+){0,4}[~≈(]?[ \t]?$/;
/** What is left of brackets that hold a size and nothing else, right after the name. */
const IN_BRACKETS = /^["'`*_]*[ \t]?\([~≈]?\)/;
/** Words that make a size the machine's or that of another form of the weights, or that conclude something from it. */
const ELSEWHERE =
  /(?<!V)\bRAM\b|\b(?:unified|machine|laptop|system|available|free|disk space|bandwidth|cards?|GPUs?|H100|A100|RTX|instead|versus|vs|than|int8|fp8|q8|8[- ]?bit|nf4|awq|gptq|int4|with an?|on an?|have|has|all|full|whole|entire|only|just|fits?|tiny|small|huge)\b/i;
const FOUR_BIT = /\b(?:q4\w*|4[- ]?bit)\b/i;
const SIZE_HEADER = /\b(?:size|download|disk|memory|v?ram|weights)\b/i;

/** The size that a text gives right beside a name. */
export const downloadSize = {
  name: 'download-size',
  doc: {
    changes: 'the size in GB in the comment, bracket, sentence or table cell right beside the name',
    proof:
      "the figure is the catalogue's for the old model in that form, as far as it is rounded, and the new model's is known; else it stays and a warning speaks",
  },
  make({ rewrites }) {
    return rewrites.flatMap((rewrite): readonly Need[] => {
      const companion = sizeBeside(rewrite);
      return companion === undefined ? [] : [{ kind: 'edits', for: [rewrite.index], companions: [companion] }];
    });
  },
} satisfies CompanionMaker;

function sizeBeside({ place, old, target }: Rewrite): Companion | undefined {
  const { reference } = place;
  if (reference.strength !== 'exact') return undefined;
  const was = sizeOf(old, reference);
  const now = sizeOf(target, reference);
  if (was === undefined || now === undefined) return undefined;
  const figure = place.markdown?.table === undefined ? (figureAfter(place) ?? figureBefore(place)) : figureInRow(place);
  if (figure === undefined || figure.open || !agrees(figure, was)) return undefined;
  const to = writtenLike(figure, now);
  if (to === figure.surface) return undefined;
  return {
    unit: place.unit.index,
    span: figure.span,
    surface: figure.surface,
    to,
    rule: 'download-size',
    reason: `the size of ${old.display[0] ?? old.id} (${was} GB) stands beside its name; ${target.display[0] ?? target.id} has ${now} GB`,
  };
}

/** The only size between the name and the next one on the line; where there are several names, in brackets of its own. */
function figureAfter(place: Place): Figure | undefined {
  const { unit, reference, line, inLine } = place;
  const from = reference.span.end;
  const names = namesOnLine(place).map(({ span }) => span);
  const next = names.find(({ start }) => start >= from)?.start;
  const after = line.slice(inLine.end, next === undefined ? line.length : inLine.end + next - from);
  const figures = figuresIn(after, from);
  const [figure] = figures;
  if (figure === undefined || figures.length > 1 || ELSEWHERE.test(after)) return undefined;
  const lead = unit.text.slice(from, figure.span.start);
  if (names.length > 1) return IN_BRACKETS.test(`${lead}${after.slice(figure.span.end - from)}`) ? figure : undefined;
  if (figuresIn(line.slice(0, inLine.start), 0).length > 0 || !LEAD.test(lead)) return undefined;
  return reference.registry === 'huggingface' && FOUR_BIT.test(after) ? undefined : figure;
}

/** What stands between a size and the name that it belongs to: "4.4 GB for `name`". */
const FOLLOWED = /^[ \t](?:for|of|to (?:download|get|pull|fetch))(?: the)?[ \t]["'`*_(]*$/i;

/** The only size of a line that names one model, where it is said to be that model's. */
function figureBefore(place: Place): Figure | undefined {
  const { unit, reference, line, inLine } = place;
  const from = reference.span.start - inLine.start;
  const figures = figuresIn(line, from);
  const [figure] = figures;
  if (figure === undefined || figures.length > 1 || namesOnLine(place).length > 1 || ELSEWHERE.test(line))
    return undefined;
  return FOLLOWED.test(unit.text.slice(figure.span.end, reference.span.start)) ? figure : undefined;
}

/** The size in a cell of its own, in a column of sizes, of a row that measures nothing. */
function figureInRow({ reference, markdown }: Place): Figure | undefined {
  const table = markdown?.table;
  const depth = reference.site.layers.findLastIndex((layer) => layer.language === 'markdown');
  const text = reference.site.texts[depth]?.text;
  if (table === undefined || text === undefined || table.inHeader) return undefined;
  const cells = table.cellSpans.flatMap((span, column) => {
    const inCell = text.slice(span.start, span.end);
    const figures = figuresIn(inCell, span.start);
    const alone = /^[\s*_~≈]*[\d.]+\s?[GM]B[\s*_]*$/.test(inCell);
    return figures.map((figure) => ({ figure, alone: alone && SIZE_HEADER.test(table.header[column] ?? '') }));
  });
  const [cell] = cells;
  if (cell === undefined || cells.length > 1 || !cell.alone || ELSEWHERE.test(table.row.join(' | '))) return undefined;
  const span: Span | undefined = spanInUnit(reference.site, depth, cell.figure.span);
  return span === undefined ? undefined : { ...cell.figure, span };
}

/** Where names, of the migration or alike, stand on the line, in order. */
