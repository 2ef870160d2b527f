/** Ids that are loaded through a class which cannot load the new model. */
import type { Chosen } from './choose-target.js';
import { followValue } from './flow.js';
import { codeAround, type Place } from './place.js';

/** Classes that load any model of their kind. */
const GENERIC_LOADER =
  /^(?:Auto\w+|pipeline|LLM|AsyncLLMEngine|SentenceTransformer|CrossEncoder|DiffusionPipeline|snapshot_download|hf_hub_download|FastLanguageModel|ChatHuggingFace|HuggingFace\w+)$/;

/** The id is loaded through a class that is made for the old model and cannot load the new one. */
export function loaderConflict(place: Place, { model }: Chosen): string | undefined {
  const { python, reference, context } = place;
  if (python === undefined || reference.registry !== 'huggingface') return undefined;
  const loader = classOf(python.use.callee) ?? classReached(place) ?? classInUse(place);
  const needed = model.loaderClass?.value;
  if (loader === undefined || needed === undefined || GENERIC_LOADER.test(loader) || needed.includes(loader))
    return undefined;
  const family = context.migration.catalogue.families.find((one) => one.id === reference.family);
  const own = context.migration.catalogue.models
    .filter((one) => one.family === reference.family)
    .some((one) => one.loaderClass?.value.includes(loader) === true);
  if (!own && family?.notNames.includes(loader) !== true) return undefined;
  return `loaded through \`${loader}\`, which cannot load ${model.display[0] ?? model.id}: use \`${needed}\` and check the arguments of every call`;
}

/** The class of a dotted name: the part that begins with a capital. */
function classOf(callee: string | undefined): string | undefined {
  return callee?.split('.').find((part) => /^[A-Z]\w*[a-z]/.test(part));
}

/** A class that the id reaches through names; one that is made for its kind before one that loads anything. */
function classReached(place: Place): string | undefined {
  const reached = followValue(place).flatMap(({ use }) => classOf(use.callee) ?? []);
  return reached.find((one) => !GENERIC_LOADER.test(one)) ?? reached[0];
}

/** How far a class may stand from an id in a script to be taken for its loader, in characters. */
const CLASS_REACH = 20_000;

/** A class of the old family in the code around an id that is kept in a variable: the id may flow into it. */
function classInUse(place: Place): string | undefined {
  const { reference, context, unit } = place;
  const own =
    unit.cell !== undefined ? context.units.map((one) => one.text).join('\n') : codeAround(place, CLASS_REACH);
  return context.lookAlikes.find(
    (one) => one.family === reference.family && one.why === 'class-name' && own.includes(one.surface),
  )?.surface;
}
