// The socket of the double: frames as in y-websocket, with acknowledgements and notices.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';

function frame(numbers, write) {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  write?.(encoder);
  return encoding.toUint8Array(encoder);
}
const bytes = (numbers, content) => frame(numbers, (encoder) => encoding.writeVarUint8Array(encoder, content));

/** The shared document of a story and the sockets that follow it. */
export class Live {
  doc = new Y.Doc();
  sockets = new Set();
  awareness = new Awareness(this.doc);

  constructor() {
    this.awareness.setLocalState(null);
    this.doc.on('update', (update, origin) => this.tell(bytes([0, 2], update), origin));
    this.awareness.on('update', ({ added, updated, removed }) => this.tell(bytes([1], encodeAwarenessUpdate(this.awareness, [...added, ...updated, ...removed]))));
  }

  tell(data, except) {
    for (const socket of this.sockets) if (socket !== except) socket.send(data);
  }

  notice(notice) {
    this.tell(frame([101], (encoder) => encoding.writeVarString(encoder, JSON.stringify(notice))));
  }

  join(socket) {
    let taken = 0;
    const own = new Set();
    this.sockets.add(socket);
    socket.send(bytes([0, 0], Y.encodeStateVector(this.doc)));
    const present = [...this.awareness.getStates().keys()];
    if (present.length > 0) socket.send(bytes([1], encodeAwarenessUpdate(this.awareness, present)));
    const follow = ({ added }, origin) => origin === socket && added.forEach((id) => own.add(id));
    this.awareness.on('update', follow);
    socket.on('message', (data) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      const kind = decoding.readVarUint(decoder);
      if (kind === 1) return applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), socket);
      if (kind !== 0) return;
      const step = decoding.readVarUint(decoder);
      const content = decoding.readVarUint8Array(decoder);
      if (step === 0) return socket.send(bytes([0, 1], Y.encodeStateAsUpdate(this.doc, content)));
      Y.applyUpdate(this.doc, content, socket);
      taken += 1;
      socket.send(frame([100, taken]));
    });
    socket.on('close', () => {
      this.sockets.delete(socket);
      this.awareness.off('update', follow);
      removeAwarenessStates(this.awareness, [...own], null);
    });
  }
}
