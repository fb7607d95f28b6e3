import { Newsroom } from './newsroom.ts';

/** Starts the demo newsroom that most tests share, with an owner and a cast, and stops it after the last test. */
export default async function start(): Promise<() => Promise<void>> {
  const newsroom = await Newsroom.open('demo');
  process.env.SITE = newsroom.address;
  process.env.SITE_DATA = newsroom.server.data;
  process.env.ROOM_TOKEN = newsroom.token('owner');
  process.env.ROOM_TOKENS = newsroom.tokensAsText();
  return newsroom.stop;
}
