/** What the server tells the editor of one story (see the contract of the page). */
export interface EditorConfig {
  storyId: string;
  kind: 'post' | 'page';
  /** The headline when the page was opened. */
  title: string;
  /** Path of the socket. */
  live: string;
  /** Language of the interface. */
  locale: string;
  /** Language of the story. */
  language: string;
  siteUrl: string;
  user: { id: string; name: string; colour: string };
  can: Record<'write' | 'change' | 'publish' | 'rawHtml' | 'codeInjection' | 'delete' | 'authors' | 'assign' | 'feature', boolean>;
  endpoints: Endpoints;
  messages: Record<string, string>;
}

/** Addresses of the story's verbs; one that is missing hides what needs it. */
export type Endpoints = Partial<
  Record<
    | 'details'
    | 'publish'
    | 'schedule'
    | 'unschedule'
    | 'unpublish'
    | 'submit'
    | 'withdraw'
    | 'trash'
    | 'duplicate'
    | 'revisions'
    | 'upload'
    | 'media'
    | 'links'
    | 'embed'
    | 'people'
    | 'topics'
    | 'newTopic'
    | 'comments'
    | 'preview',
    string
  >
>;

/** Reads the configuration that the page carries; verbs that the page does not name have their usual address. */
export function readConfig(): EditorConfig {
  const source = document.getElementById('editor-config')?.textContent;
  if (!source) throw new Error('the page carries no editor-config');
  const config = JSON.parse(source) as EditorConfig;
  config.endpoints = { ...usualAddresses(config.storyId), ...config.endpoints };
  return config;
}

function usualAddresses(id: string): Endpoints {
  const story = `/room/stories/${id}`;
  return {
    details: `${story}/details`,
    publish: `${story}/publish`,
    schedule: `${story}/schedule`,
    unschedule: `${story}/unschedule`,
    unpublish: `${story}/unpublish`,
    submit: `${story}/submit`,
    withdraw: `${story}/withdraw`,
    trash: `${story}/trash`,
    duplicate: `${story}/duplicate`,
    revisions: `${story}/revisions`,
    comments: `${story}/comments`,
    upload: '/room/media/upload',
    media: '/room/media/recent',
    links: '/room/search/links',
    people: '/room/search/people',
    topics: '/room/search/topics',
    newTopic: '/room/topics',
    embed: '/room/embeds',
  };
}
