import './style/index.css';
import { readConfig } from './config.ts';
import { useMessages } from './messages.ts';
import { showLocked } from './page/locked.ts';
import { openRoom } from './page/room.ts';

const mount = document.getElementById('editor');
if (mount) {
  const config = readConfig();
  useMessages(config.messages ?? {}, config.locale);
  if (config.can.write) void openRoom(mount, config);
  else showLocked(mount, config);
}
