import type { EditorState } from 'prosemirror-state';
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';

/** Two ends in the shared text that stay at their words whoever writes around them; opaque to the server. */
export interface Anchor {
  from: unknown;
  to: unknown;
}

interface Sync {
  type: Y.XmlFragment;
  doc: Y.Doc;
  binding: { mapping: never };
}

/** The anchor of a stretch of text. */
export function anchorOf(state: EditorState, from: number, to: number): Anchor {
  const { type, binding } = ySyncPluginKey.getState(state) as Sync;
  const end = (at: number) => Y.relativePositionToJSON(absolutePositionToRelativePosition(at, type, binding.mapping) as Y.RelativePosition) as unknown;
  return { from: end(from), to: end(to) };
}

/** Where an anchor is now; null when its words have gone. */
export function placeOf(state: EditorState, anchor: unknown): { from: number; to: number } | null {
  const { type, doc, binding } = ySyncPluginKey.getState(state) as Sync;
  try {
    const ends = anchor as Anchor;
    const [from, to] = [ends.from, ends.to].map((end) => relativePositionToAbsolutePosition(doc, type, Y.createRelativePositionFromJSON(end), binding.mapping));
    if (from === null || to === null || from === undefined || to === undefined || from >= to) return null;
    return { from, to: Math.min(to, state.doc.content.size) };
  } catch {
    return null;
  }
}
