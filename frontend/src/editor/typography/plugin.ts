import { Plugin } from 'prosemirror-state';
import type { UndoManager } from 'yjs';
import { yUndoPluginKey } from 'y-prosemirror';
import { marks } from '../schema.ts';
import { signsOf } from './languages.ts';
import { typeset } from './typeset.ts';

/** Corrects signs while somebody types. `language` is asked each time, since the story's language can change. */
export function typography(language: () => string): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        const { state } = view;
        const $from = state.doc.resolve(from);
        if (text.length !== 1 || !$from.parent.isTextblock || view.composing) return false;
        const active = state.storedMarks ?? $from.marks();
        if (marks.code.isInSet(active)) return false;
        const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '\n') + text;
        // Between two backticks the words will be code.
        if ((before.match(/`/g)?.length ?? 0) % 2 === 1) return false;
        const correction = typeset(before, signsOf(language()));
        if (!correction) return false;
        // Two steps with a stop between them: undo gives back what was typed.
        const undo = (yUndoPluginKey.getState(state) as { undoManager: UndoManager } | undefined)?.undoManager;
        view.dispatch(state.tr.insertText(text, from, to).scrollIntoView());
        undo?.stopCapturing();
        const end = from + text.length;
        view.dispatch(view.state.tr.insertText(correction.insert, end - correction.remove, end));
        undo?.stopCapturing();
        return true;
      },
    },
  });
}
