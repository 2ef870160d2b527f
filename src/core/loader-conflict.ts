/** Ids that are loaded through classes that cannot load the new model. */
import { followValue } from './flow.js';
import type { Model } from './model.js';
import { codeAround, type Place } from './place.js';

/** Classes that load any model of their kind. */
const GENERIC_LOADER =
  /^(?:Auto\w+|pipeline|LLM|AsyncLLMEngine|SentenceTransformer|CrossEncoder|DiffusionPipeline|snapshot_download|hf_hub_download|FastLanguageModel|ChatHuggingFace|HuggingFace\w+)$/;

/** The parts that are loaded beside a model, and the class that loads those of any model. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/ImageProcessor(?:Fast)?$/, 'AutoImageProcessor'],
  [/Processor$/, 'AutoProcessor'],
  [/Tokenizer(?:Fast)?$/, 'AutoTokenizer'],
];

/** A class that an id is handed to, and the one that loads the new model in its place. */
export interface LoaderConflict {
  readonly loader: string;
  readonly needed: string;
}

/** The classes made for the old model that an id of Hugging Face is loaded through, when `target` comes. */
export function loaderConflicts(place: Place, target: Model): readonly LoaderConflict[] {
  const { python, reference } = place;
  const loads = target.loaderClass?.value;
  if (python === undefined || reference.registry !== 'huggingface' || loads === undefined) return [];
  const reached = [classOf(python.use.callee), ...classesReached(place)].filter((one) => one !== undefined);
  const loaders = reached.length > 0 ? reached : [classInUse(place)].filter((one) => one !== undefined);
  return [...new Set(loaders)]
    .filter(
      (loader) =>
        isBeyond(loader, target) ||
        (!GENERIC_LOADER.test(loader) && !loads.includes(loader) && isOfFamily(place, loader)),
    )
    .map((loader) => ({ loader, needed: PARTS.find(([part]) => part.test(loader))?.[1] ?? loads }));
}

/** Whether a class that loads any model of its kind does a job that the new model has no pipeline for. */
function isBeyond(loader: string, { capabilities }: Model): boolean {
  const inpaint = capabilities.inpaint?.value;
  return loader === 'AutoPipelineForInpainting' && inpaint !== undefined && inpaint !== 'yes';
}

function isOfFamily({ context, reference }: Place, loader: string): boolean {
  const { families, models } = context.migration.catalogue;
  const family = families.find((one) => one.id === reference.family);
  return (
    family?.notNames.includes(loader) === true ||
    models.some((one) => one.family === reference.family && one.loaderClass?.value.includes(loader) === true)
  );
}

/** The class of a dotted name: the part that begins with a capital. */
function classOf(callee: string | undefined): string | undefined {
  return callee?.split('.').find((part) => /^[A-Z]\w*[a-z]/.test(part));
}

function classesReached(place: Place): readonly string[] {
  return followValue(place).flatMap(({ use }) => classOf(use.callee) ?? []);
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
