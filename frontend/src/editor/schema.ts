import { Schema } from 'prosemirror-model';
import { markSpecs } from './marks/marks.ts';
import { blockSpecs } from './nodes/blocks.ts';
import { cardSpecs } from './nodes/cards.ts';
import { tableSpecs } from './nodes/tables.ts';

/** The article body: the same nodes, marks and attributes as crate `document`. */
export const schema = new Schema({ nodes: { ...blockSpecs, ...tableSpecs, ...cardSpecs }, marks: markSpecs });

/** Node types by name. */
export const nodes = schema.nodes;

/** Mark types by name. */
export const marks = schema.marks;
