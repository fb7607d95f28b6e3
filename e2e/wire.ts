import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Page } from '@playwright/test';
import WebSocket from 'ws';
import * as Y from 'yjs';

/** The words of a story; the body as XML. */
export interface Words {
  title: string;
  standfirst: string;
  body: string;
  /** All of it, as Yjs writes it. */
  state: Uint8Array;
}

/** A frame of the story's socket that carries bytes. */
export function frame(kind: number[], bytes: Uint8Array): Buffer {
  const encoder = encoding.createEncoder();
  for (const number of kind) encoding.writeVarUint(encoder, number);
  encoding.writeVarUint8Array(encoder, bytes);
  return Buffer.from(encoding.toUint8Array(encoder));
}

/** Opens a socket on a story without showing anybody, and reads what the server has. */
export function written(address: string, story: string, token: string): Promise<Words> {
  const doc = new Y.Doc();
  const socket = new WebSocket(`${address.replace('http', 'ws')}/room/live/${story}`, { headers: { origin: address, cookie: `masthead_room=${token}` } });
  return new Promise<Words>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the socket has gone')));
    socket.on('open', () => socket.send(frame([0, 0], Y.encodeStateVector(doc))));
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarUint(decoder) !== 0) return;
      const step = decoding.readVarUint(decoder);
      if (step === 0) return;
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
      if (step !== 1) return;
      const text = (name: string) => doc.getText(name).toString();
      resolve({ title: text('title'), standfirst: text('standfirst'), body: doc.getXmlFragment('body').toString(), state: Y.encodeStateAsUpdate(doc) });
    });
  }).finally(() => socket.close());
}

/** A change that no story may have: a table's cell among the paragraphs. */
export function nonsense(): Buffer {
  const doc = new Y.Doc();
  doc.getXmlFragment('body').insert(0, [new Y.XmlElement('table_cell')]);
  return frame([0, 2], Y.encodeStateAsUpdate(doc));
}

/** What the page's sockets sent and what the server said is safe. To be made before the page opens. */
export class Traffic {
  private sent: Uint8Array[] = [];
  private safe: Uint8Array[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      this.sent = [];
      let counted = 0;
      socket.on('framesent', ({ payload }) => {
        const decoder = decoding.createDecoder(new Uint8Array(payload as Buffer));
        if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) === 0) return;
        this.sent.push(decoding.readVarUint8Array(decoder));
      });
      socket.on('framereceived', ({ payload }) => {
        const decoder = decoding.createDecoder(new Uint8Array(payload as Buffer));
        if (decoding.readVarUint(decoder) !== 100) return;
        const count = decoding.readVarUint(decoder);
        this.safe.push(...this.sent.slice(counted, count));
        counted = count;
      });
    });
  }

  /** How many changes the server has said are safe. */
  get acknowledged(): number {
    return this.safe.length;
  }

  /** How many of those a document lacks. */
  lackedBy(state: Uint8Array): number {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    const known = Y.decodeStateVector(Y.encodeStateVector(doc));
    return this.safe.filter((update) => {
      const { structs } = Y.decodeUpdate(update);
      return structs.some((struct) => struct.id.clock + struct.length > (known.get(struct.id.client) ?? 0));
    }).length;
  }
}
