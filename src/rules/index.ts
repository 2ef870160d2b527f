/** All warning rules. A new one is a new file and one line here. */
import type { Rule } from '../core/rule.js';
import { adapterBaseMismatch } from './adapter-base-mismatch.js';
import { agentWithoutToolCalling } from './agent-without-tool-calling.js';
import { callSignatureChanged } from './call-signature-changed.js';
import { chatTemplateMismatch } from './chat-template-mismatch.js';
import { contextWindowShrinks } from './context-window-shrinks.js';
import { draftModelMismatch } from './draft-model-mismatch.js';
import { embeddingDimensionChanged } from './embedding-dimension-changed.js';
import { embeddingPrefixChanged } from './embedding-prefix-changed.js';
import { fillInTheMiddleLost } from './fill-in-the-middle-lost.js';
import { gatedAccess } from './gated-access.js';
import { imageInputToTextModel } from './image-input-to-text-model.js';
import { licenceChanged } from './licence-changed.js';
import { loraTargetModules } from './lora-target-modules.js';
import { measurementOfOldModel } from './measurement-of-old-model.js';
import { memoryExceedsPrevious } from './memory-exceeds-previous.js';
import { nameTest } from './name-test.js';
import { packageFloor } from './package-floor.js';
import { pipelineClassMismatch } from './pipeline-class-mismatch.js';
import { quantisedTagUnmapped } from './quantised-tag-unmapped.js';
import { savedOutputStale } from './saved-output-stale.js';
import { staleNeighbour } from './stale-neighbour.js';
import { targetNameUnresolvable } from './target-name-unresolvable.js';
import { thinkingOnByDefault } from './thinking-on-by-default.js';
import { thinkingUnsupported } from './thinking-unsupported.js';
import { toolCallingNeedsAdapter } from './tool-calling-needs-adapter.js';

export const RULES: readonly Rule[] = [
  agentWithoutToolCalling,
  toolCallingNeedsAdapter,
  imageInputToTextModel,
  embeddingDimensionChanged,
  embeddingPrefixChanged,
  contextWindowShrinks,
  thinkingOnByDefault,
  thinkingUnsupported,
  fillInTheMiddleLost,
  chatTemplateMismatch,
  pipelineClassMismatch,
  callSignatureChanged,
  draftModelMismatch,
  adapterBaseMismatch,
  loraTargetModules,
  quantisedTagUnmapped,
  targetNameUnresolvable,
  memoryExceedsPrevious,
  staleNeighbour,
  measurementOfOldModel,
  savedOutputStale,
  licenceChanged,
  gatedAccess,
  packageFloor,
  nameTest,
];
