import { picturesOf } from '../editor/nodes/gallery.ts';
import type { Node } from 'prosemirror-model';
import type { DetailsValue } from '../panel/details.ts';
import { cardAttrs } from '../editor/nodes/card_table.ts';
import { t } from '../messages.ts';

/** What an editor may want to see before the story goes out; nothing here blocks. */
export function reminders(doc: Node, title: string, details: DetailsValue): string[] {
  const found: string[] = [];
  if (title.trim() === '') found.push(t('check_title'));
  if (doc.textContent.trim() === '' && doc.childCount <= 1) found.push(t('check_empty'));
  let without = details.featureImage && !details.featureImageAlt?.trim() ? 1 : 0;
  doc.descendants((node) => {
    if (node.type.name === 'image' && !cardAttrs('image', node.attrs).alt.trim()) without += 1;
    if (node.type.name === 'gallery') without += picturesOf(node).filter((image) => !image.alt?.trim()).length;
    return !node.isTextblock;
  });
  if (without > 0) found.push(t('check_alt', { n: without }));
  if (details.topics.length === 0) found.push(t('check_topics'));
  if (details.authors.length === 0) found.push(t('check_authors'));
  return found;
}
