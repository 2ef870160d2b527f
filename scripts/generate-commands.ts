/** `docs/commands.md`, from the list of slash commands. */
import { renderCommandsDocument } from '../src/app/commands-document.js';
import type { GeneratedFile } from './generate-file.js';

export const COMMANDS_DOC: GeneratedFile = { path: 'docs/commands.md', generate: renderCommandsDocument };
