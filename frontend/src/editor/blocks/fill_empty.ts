import { Plugin, type Transaction } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';
import { nodes } from '../schema.ts';

const HOLDERS = new Set(['list_item', 'blockquote', 'correction', 'live_update']);

/**
 * The schema lets blocks that hold blocks be empty, for the sake of two people who empty one at the same time; a caret
 * needs a paragraph. Whoever makes one empty fills it, within what was changed; a colleague's change is left alone.
 */
export function fillEmpty(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _, state) {
      const own = transactions.filter((tr) => tr.docChanged && !(tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin);
      if (own.length === 0) return null;
      const places: number[] = [];
      for (const [from, to] of changed(own, state.doc.content.size)) {
        state.doc.nodesBetween(from, to, (node, at) => {
          if (node.childCount === 0 && HOLDERS.has(node.type.name) && !places.includes(at + 1)) places.push(at + 1);
          return !node.isTextblock;
        });
      }
      if (places.length === 0) return null;
      const { tr } = state;
      for (const at of places.sort((one, other) => other - one)) tr.insert(at, nodes.paragraph.create());
      return tr;
    },
  });
}

function changed(transactions: readonly Transaction[], size: number): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  transactions.forEach((tr, index) => {
    tr.mapping.maps.forEach((map, step) => {
      map.forEach((_oldStart, _oldEnd, newStart, newEnd) => {
        const rest = tr.mapping.slice(step + 1);
        let [from, to] = [rest.map(newStart, -1), rest.map(newEnd, 1)];
        for (const later of transactions.slice(index + 1)) [from, to] = [later.mapping.map(from, -1), later.mapping.map(to, 1)];
        ranges.push([Math.max(0, from - 1), Math.min(size, to + 1)]);
      });
    });
  });
  return ranges;
}
