/** Stories in Ghost's Lexical: each block and card that Ghost's editor makes, with its options. Texts are ours. */

type Node = Record<string, unknown>;

const text = (words: string, format = 0): Node => ({ type: 'extended-text', version: 1, text: words, format, detail: 0, mode: 'normal', style: '' });
const block = (type: string, children: Node[], more: Node = {}): Node => ({ type, version: 1, children, direction: 'ltr', format: '', indent: 0, ...more });
const paragraph = (...children: Node[]): Node => block('paragraph', children);
const link = (url: string, words: string, more: Node = {}): Node => block('link', [text(words)], { url, rel: null, target: null, title: null, ...more });
const item = (children: Node[], value = 1, more: Node = {}): Node => block('listitem', children, { value, ...more });
const list = (listType: string, children: Node[], more: Node = {}): Node =>
  block('list', children, { listType, tag: listType === 'number' ? 'ol' : 'ul', start: 1, ...more });
const card = (type: string, more: Node = {}): Node => ({ type, version: 1, ...more });

const picture = 'https://pictures.example.org/a.jpg';
const image = (more: Node = {}): Node => card('image', { src: picture, width: 1600, height: 900, title: '', alt: 'A quay', caption: '', cardWidth: 'regular', href: '', ...more });
const pictures = (count: number, more: Node = {}): Node[] =>
  Array.from({ length: count }, (_, at) => ({ row: Math.floor(at / 3), src: `https://pictures.example.org/${at}.jpg`, width: 1200 + at, height: 800, fileName: `${at}.jpg`, alt: `Picture ${at}`, ...more }));
const bookmark = (metadata: Node, more: Node = {}): Node => card('bookmark', { url: 'https://elsewhere.example.org/a/', metadata, caption: '', ...more });
const everybody = { web: { nonMember: true, memberSegment: 'status:free,status:-free' }, email: { memberSegment: 'status:free,status:-free' } };
const guests = { web: { nonMember: true, memberSegment: '' }, email: { memberSegment: '' } };
const header = (more: Node = {}): Node =>
  card('header', {
    version: 2, size: 'small', style: 'dark', buttonEnabled: true, buttonUrl: 'https://example.org/', buttonText: 'Join', header: 'The harbour', subheader: 'All of it',
    backgroundImageSrc: '', accentColor: '#FF1A75', alignment: 'center', backgroundColor: '#000000', backgroundImageWidth: null, backgroundImageHeight: null, backgroundSize: 'cover',
    textColor: '#FFFFFF', buttonColor: '#ffffff', buttonTextColor: '#000000', layout: 'full', swapped: false, ...more,
  });
const signup = (more: Node = {}): Node =>
  card('signup', {
    alignment: 'left', backgroundColor: '#F0F0F0', backgroundImageSrc: '', backgroundSize: 'cover', textColor: '#000000', buttonColor: 'accent', buttonTextColor: '#FFFFFF', buttonText: 'Subscribe',
    disclaimer: 'No spam.', header: 'Letters', labels: [], layout: 'wide', subheader: 'Each Friday', successMessage: 'Look into your mail.', swapped: false, ...more,
  });
const product = (more: Node = {}): Node =>
  card('product', {
    productImageSrc: picture, productImageWidth: 800, productImageHeight: 600, productTitle: 'Lamp', productDescription: '<p>It shines.</p>', productRatingEnabled: true, productStarRating: 4,
    productButtonEnabled: true, productButton: 'Buy', productUrl: 'https://shop.example.org/', ...more,
  });
const call = (more: Node = {}): Node =>
  card('call-to-action', {
    layout: 'minimal', alignment: 'left', textValue: '<p>Read on.</p>', showButton: true, showDividers: true, buttonText: 'Learn more', buttonUrl: 'https://example.org/', buttonColor: '#000000',
    buttonTextColor: '#ffffff', hasSponsorLabel: true, sponsorLabel: '<p>SPONSORED</p>', backgroundColor: 'grey', linkColor: 'text', imageUrl: '', imageWidth: null, imageHeight: null, visibility: everybody, ...more,
  });
const video = (more: Node = {}): Node =>
  card('video', {
    src: 'https://files.example.org/a.mp4', caption: '', fileName: 'a.mp4', mimeType: 'video/mp4', width: 1280, height: 720, duration: 65, thumbnailSrc: picture, customThumbnailSrc: '',
    thumbnailWidth: 1280, thumbnailHeight: 720, cardWidth: 'regular', loop: false, ...more,
  });

/** The name of a case, and the blocks of its story. */
export const cases: Record<string, Node[]> = {
  paragraph: [paragraph(text('The harbour & its <people>.'))],
  'empty paragraph': [paragraph(), paragraph(text('After.'))],
  formats: [paragraph(text('bold', 1), text(' '), text('italic', 2), text(' '), text('struck', 4), text(' '), text('under', 8), text(' '), text('code', 16), text(' '), text('sub', 32), text('sup', 64), text(' '), text('mark', 128))],
  'formats together': [paragraph(text('both', 3), text(' plain '), text('all', 15), text(' end'))],
  'formats side by side': [paragraph(text('one ', 1), text('two', 3), text(' three', 1), text(' four'))],
  links: [paragraph(link('https://example.org/', 'there'), text(' and '), link('https://example.org/b', 'here', { rel: 'nofollow', target: '_blank', title: 'There' }))],
  'bold link': [paragraph(block('link', [text('bold', 1), text(' plain')], { url: 'https://example.org/', rel: null, target: null, title: null }))],
  'line break': [paragraph(text('one'), { type: 'linebreak', version: 1 }, text('two'))],
  headings: [1, 2, 3, 4, 5, 6].map((n) => block('extended-heading', [text(`Heading ${n}: it’s`)], { tag: `h${n}` })),
  'headings alike': [block('extended-heading', [text('Again')], { tag: 'h2' }), block('extended-heading', [text('Again')], { tag: 'h2' })],
  'heading with formats': [block('heading', [text('The '), text('harbour', 2)], { tag: 'h3' })],
  quote: [block('extended-quote', [text('It was '), text('said', 1)])],
  aside: [block('aside', [text('Beside the point.')])],
  lists: [list('bullet', [item([text('One')]), item([text('Two '), text('bold', 1)], 2)]), list('number', [item([text('First')])])],
  'numbers from three': [list('number', [item([text('Third')], 3)], { start: 3 })],
  'list in a list': [list('bullet', [item([text('One')]), item([list('number', [item([text('Inside')], 1, { indent: 1 })])], 2), item([text('Two')], 2)])],
  divider: [card('horizontalrule')],
  paywall: [paragraph(text('Open.')), card('paywall'), paragraph(text('Closed.'))],
  image: [image()],
  'image wide': [image({ cardWidth: 'wide', caption: 'A <b>quay</b>', title: 'Quay' })],
  'image full with a link': [image({ cardWidth: 'full', href: 'https://example.org/' })],
  'image small': [image({ width: 300, height: 200, alt: '' })],
  'image without a size': [image({ width: null, height: null })],
  'image without a source': [image({ src: '' }), paragraph(text('After.'))],
  'gallery of one': [card('gallery', { images: pictures(1), caption: '' })],
  'gallery of three': [card('gallery', { images: pictures(3), caption: 'Three' })],
  'gallery of four': [card('gallery', { images: pictures(4), caption: '' })],
  'gallery of seven': [card('gallery', { images: pictures(7), caption: '' })],
  'gallery with links': [card('gallery', { images: pictures(2, { href: 'https://example.org/', title: 'Titled' }), caption: '' })],
  bookmark: [bookmark({ title: 'A title', description: 'What it is', author: 'Ann', publisher: 'Elsewhere', icon: 'https://elsewhere.example.org/i.png', thumbnail: 'https://elsewhere.example.org/t.png' })],
  'bookmark bare': [bookmark({ title: 'A title', description: '', author: '', publisher: '', icon: '', thumbnail: '' }, { caption: 'Found <b>there</b>' })],
  'bookmark without an author': [bookmark({ title: 'T', description: 'D', author: null, publisher: 'P', icon: null, thumbnail: null })],
  embed: [card('embed', { url: 'https://maps.example.org/', embedType: 'rich', html: '<blockquote>Words</blockquote>', metadata: {}, caption: 'Seen' })],
  html: [card('html', { html: '<div class="own"><p>Raw</p></div>' })],
  'html for guests': [card('html', { html: '<p>Raw</p>', visibility: guests })],
  markdown: [card('markdown', { markdown: '# Title\n\nText with *emphasis* and `code`.\n\n- one\n- two' })],
  code: [card('codeblock', { code: 'let a = "<b>";', language: 'js', caption: '' })],
  'code with a caption': [card('codeblock', { code: 'a\nb', language: '', caption: 'Two lines' })],
  callout: [card('callout', { calloutText: 'Mind the <b>gap</b>', calloutEmoji: '💡', backgroundColor: 'blue' })],
  'callout without a sign': [card('callout', { calloutText: 'Mind', calloutEmoji: '', backgroundColor: 'accent' })],
  'callout of an own colour': [card('callout', { calloutText: 'Mind', calloutEmoji: '💡', backgroundColor: 'rgba(1, 2, 3, 0.4)' })],
  toggle: [card('toggle', { heading: 'More', content: '<p>Inside.</p>' })],
  button: [card('button', { buttonText: 'Press', alignment: 'center', buttonUrl: 'https://example.org/' })],
  'button to the left': [card('button', { buttonText: 'Press & hold', alignment: 'left', buttonUrl: 'https://example.org/?a=1&b=2' })],
  'button without an address': [card('button', { buttonText: 'Press', alignment: 'left', buttonUrl: '' }), paragraph(text('After.'))],
  file: [card('file', { src: 'https://files.example.org/report.pdf', fileTitle: 'Report', fileCaption: 'All figures', fileName: 'report.pdf', fileSize: 123456 })],
  'file bare': [card('file', { src: 'https://files.example.org/report.pdf', fileTitle: '', fileCaption: '', fileName: 'report.pdf', fileSize: 0 })],
  audio: [card('audio', { src: 'https://files.example.org/a.mp3', title: 'Talk', duration: 65, mimeType: 'audio/mp3', thumbnailSrc: picture })],
  'audio without a picture': [card('audio', { src: 'https://files.example.org/a.mp3', title: 'Talk', duration: 65, mimeType: 'audio/mp3', thumbnailSrc: '' })],
  video: [video()],
  'video wide and looped': [video({ cardWidth: 'wide', loop: true, caption: 'Moving' })],
  'video with an own still': [video({ customThumbnailSrc: 'https://pictures.example.org/still.jpg' })],
  header: [header()],
  'header with a picture': [header({ backgroundImageSrc: picture, backgroundImageWidth: 1600, backgroundImageHeight: 900, layout: 'wide', alignment: 'left' })],
  'header split': [header({ layout: 'split', backgroundImageSrc: picture, backgroundImageWidth: 1600, backgroundImageHeight: 900, swapped: true, backgroundColor: 'accent', buttonColor: 'accent' })],
  'header without a button': [header({ buttonEnabled: false, layout: 'regular', subheader: '' })],
  'header of the first version': [card('header', { version: 1, size: 'large', style: 'image', buttonEnabled: true, buttonUrl: 'https://example.org/', buttonText: 'Go', header: 'Old', subheader: 'Sub', backgroundImageSrc: picture })],
  'header of the first version, plain': [card('header', { version: 1, size: 'small', style: 'accent', buttonEnabled: false, buttonUrl: '', buttonText: '', header: 'Old', subheader: '', backgroundImageSrc: '' })],
  signup: [signup()],
  'signup split': [signup({ layout: 'split', backgroundImageSrc: picture, swapped: true, alignment: 'center', backgroundColor: 'accent', buttonColor: '#112233' })],
  'signup wide with a picture': [signup({ layout: 'full', backgroundImageSrc: picture, disclaimer: '', subheader: '' })],
  'signup with labels': [signup({ labels: ['News', 'Sport'] })],
  product: [product()],
  'product bare': [product({ productImageSrc: '', productRatingEnabled: false, productButtonEnabled: false })],
  'call to action': [call()],
  'call to action with a picture': [call({ layout: 'immersive', imageUrl: picture, imageWidth: 800, imageHeight: 600, alignment: 'center', backgroundColor: 'none', linkColor: 'accent', buttonColor: 'accent' })],
  'call to action, plain': [call({ showButton: false, hasSponsorLabel: false, backgroundColor: 'white', showDividers: false })],
  'call to action for guests': [call({ visibility: guests })],
  transistor: [card('transistor', { accentColor: '#112233', backgroundColor: '#ffffff', visibility: everybody })],
  'for mail only': [card('email', { html: '<p>Hello {first_name, "there"}</p>' }), card('email-cta', { alignment: 'left', buttonText: 'B', buttonUrl: 'https://example.org/', html: '<p>x</p>', segment: 'status:free', showButton: true, showDividers: true }), paragraph(text('After.'))],
};

/** A story of some blocks, as Ghost stores it. */
export function lexical(children: Node[]): string {
  return JSON.stringify({ root: { type: 'root', version: 1, children, direction: 'ltr', format: '', indent: 0 } });
}
