import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** First number of a frame. */
const FRAME = { sync: 0, awareness: 1, queryAwareness: 3, ack: 100, notice: 101 } as const;

/** Second number of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** What the server tells beside the text. */
export type Notice =
  | { kind: 'refused'; why: string }
  | { kind: 'published'; by: string; at: number }
  | { kind: 'trashed' }
  | { kind: 'details' }
  | { kind: 'comments' }
  | { kind: 'signed-out' }
  | { kind: 'locked' };

/** A frame that came in. */
export type Frame =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'update'; update: Uint8Array; whole: boolean }
  | { kind: 'awareness'; update: Uint8Array }
  | { kind: 'query' }
  | { kind: 'ack'; count: number }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'unknown' };

/** Reads a frame. Throws when it ends too early or is no JSON where JSON must be. */
export function readFrame(data: Uint8Array): Frame {
  const decoder = decoding.createDecoder(data);
  switch (decoding.readVarUint(decoder)) {
    case FRAME.sync: {
      const step = decoding.readVarUint(decoder);
      const bytes = decoding.readVarUint8Array(decoder);
      if (step === SYNC.step1) return { kind: 'step1', stateVector: bytes };
      return { kind: 'update', update: bytes, whole: step === SYNC.step2 };
    }
    case FRAME.awareness:
      return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) };
    case FRAME.queryAwareness:
      return { kind: 'query' };
    case FRAME.ack:
      return { kind: 'ack', count: decoding.readVarUint(decoder) };
    case FRAME.notice:
      return { kind: 'notice', notice: JSON.parse(decoding.readVarString(decoder)) as Notice };
    default:
      return { kind: 'unknown' };
  }
}

/** A sync frame: a state vector (step 1) or an update. */
export function syncFrame(step: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

/** An awareness frame. */
export function awarenessFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME.awareness);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}
