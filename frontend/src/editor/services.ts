import type { EditorConfig } from '../config.ts';

/** What parts of the body need from the page around it. */
export interface Services {
  config: EditorConfig;
  /** Language of the story at this moment. */
  language: () => string;
}
