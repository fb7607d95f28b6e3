/** One picture of a gallery. */
export interface GalleryImage {
  src: string;
  fileName?: string;
  alt?: string;
  title?: string;
  caption?: string;
  href?: string;
  row?: number;
  width?: number | null;
  height?: number | null;
  focus?: string | null;
}

/** Who sees a card. */
export interface Visibility {
  nonMember: boolean;
  webSegment: string;
  emailSegment: string;
}

const EVERYONE: Visibility = { nonMember: true, webSegment: 'status:free,status:-free', emailSegment: 'status:free,status:-free' };

const number = null as number | null;
/** Where a picture's point is kept, `30% 55%`. */
const point = null as string | null;

/**
 * Every card of crate `document` with its attributes and the values that they have when they are left out. A unit test
 * compares the names with the Rust source, because an attribute that is not listed here would be lost in an edit.
 */
export const CARDS = {
  image: { src: '', caption: '', credit: '', title: '', alt: '', cardWidth: 'regular', width: number, height: number, href: '', focus: point },
  gallery: { images: [] as GalleryImage[], caption: '' },
  bookmark: { url: '', title: '', description: '', icon: '', publisher: '', author: '', thumbnail: '', caption: '' },
  embed: { url: '', embedType: '', html: '', caption: '', metadata: '' },
  video: {
    src: '',
    caption: '',
    fileName: '',
    mimeType: '',
    width: number,
    height: number,
    duration: 0,
    thumbnailSrc: '',
    customThumbnailSrc: '',
    thumbnailWidth: number,
    thumbnailHeight: number,
    cardWidth: 'regular',
    loop: false,
  },
  audio: { src: '', title: '', mimeType: '', duration: 0, thumbnailSrc: '' },
  file: { src: '', fileTitle: '', fileCaption: '', fileName: '', fileSize: 0 },
  html: { html: '', visibility: EVERYONE },
  markdown: { markdown: '' },
  code_block: { code: '', language: '', caption: '' },
  callout: { calloutText: '', calloutEmoji: '💡', backgroundColor: 'blue' },
  toggle: { heading: '', content: '' },
  button: { buttonText: '', alignment: 'center', buttonUrl: '' },
  call_to_action: {
    layout: 'minimal',
    alignment: 'left',
    textValue: '',
    showButton: true,
    showDividers: true,
    buttonText: 'Learn more',
    buttonUrl: '',
    buttonColor: '#000000',
    buttonTextColor: '#ffffff',
    hasSponsorLabel: true,
    sponsorLabel: 'SPONSORED',
    backgroundColor: 'grey',
    linkColor: 'text',
    imageUrl: '',
    imageWidth: number,
    imageHeight: number,
    visibility: EVERYONE,
  },
  header: {
    size: 'small',
    style: 'dark',
    buttonEnabled: false,
    buttonUrl: '',
    buttonText: '',
    header: '',
    subheader: '',
    backgroundImageSrc: '',
    version: 1,
    accentColor: '#FF1A75',
    alignment: 'center',
    backgroundColor: '#000000',
    backgroundImageWidth: number,
    backgroundImageHeight: number,
    backgroundSize: 'cover',
    textColor: '#FFFFFF',
    buttonColor: '#ffffff',
    buttonTextColor: '#000000',
    layout: 'full',
    swapped: false,
  },
  signup: {
    alignment: 'left',
    backgroundColor: '#F0F0F0',
    backgroundImageSrc: '',
    backgroundSize: 'cover',
    textColor: '#000000',
    buttonColor: 'accent',
    buttonTextColor: '#FFFFFF',
    buttonText: 'Subscribe',
    disclaimer: '',
    header: '',
    labels: [] as string[],
    layout: 'wide',
    subheader: '',
    successMessage: 'Email sent! Check your inbox to complete your signup.',
    swapped: false,
  },
  product: {
    productImageSrc: '',
    productImageWidth: number,
    productImageHeight: number,
    productTitle: '',
    productDescription: '',
    productRatingEnabled: false,
    productStarRating: 5,
    productButtonEnabled: false,
    productButton: '',
    productUrl: '',
  },
  email: { html: '' },
  email_cta: { alignment: 'left', buttonText: '', buttonUrl: '', html: '', segment: 'status:free', showButton: false, showDividers: true },
  transistor: { accentColor: '', backgroundColor: '', visibility: { ...EVERYONE, nonMember: false } },
  foreign: { source: '', name: '', payload: '', html: '' },
};

/** Name of a card, as a node of the document. */
export type CardName = keyof typeof CARDS;

/** Attributes of a card. */
export type CardAttrs<K extends CardName> = (typeof CARDS)[K];

/** Whether a node is a card. */
export function isCard(name: string): name is CardName {
  return Object.hasOwn(CARDS, name);
}

/** The attributes of a node of a card, with the values of those that were left out. */
export function cardAttrs<K extends CardName>(name: K, attrs: Record<string, unknown>): CardAttrs<K> {
  const whole: Record<string, unknown> = { ...CARDS[name] };
  for (const [key, value] of Object.entries(attrs)) if (value !== null) whole[key] = value;
  return whole as CardAttrs<K>;
}
