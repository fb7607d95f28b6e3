/** What became of the pictures of a pasted text. */
export interface Pictures {
  /** Pictures that came inside the text, to be uploaded. */
  inside: string[];
  /** Pictures on other hosts: not loaded, left out. */
  left: number;
}

/** Takes pictures out of a text: ours stay as cards, those inside are collected, foreign ones are counted. */
export function takePictures(body: Element, isOurs: (src: string) => boolean): Pictures {
  const pictures: Pictures = { inside: [], left: 0 };
  for (const image of [...body.querySelectorAll('img')]) {
    if (image.closest('figure[data-mh-card]')) continue;
    const src = image.getAttribute('src') ?? '';
    if (/^data:image\/(png|jpe?g|gif|webp)[;,]/i.test(src)) pictures.inside.push(src);
    else if (src !== '' && !src.startsWith('data:') && !src.startsWith('file:') && isOurs(src)) {
      const card = image.ownerDocument.createElement('figure');
      card.setAttribute('data-mh-card', 'image');
      const [width, height] = [Number(image.getAttribute('width')) || undefined, Number(image.getAttribute('height')) || undefined];
      card.setAttribute('data-attrs', JSON.stringify({ src, alt: image.getAttribute('alt') ?? '', width, height }));
      (image.closest('figure') ?? image).replaceWith(card);
      continue;
    } else if (Number(image.getAttribute('width') ?? 99) > 2) pictures.left += 1;
    image.remove();
  }
  return pictures;
}
