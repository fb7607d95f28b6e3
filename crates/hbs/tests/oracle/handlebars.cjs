// The oracle: renders jobs with Handlebars.js. One JSON object a line in, one a line out, in the same order.
// in:  { template, data, vars, partials, hooks }    out: { output } or { error }
'use strict';

const Handlebars = require('handlebars');
const readline = require('node:readline');

const block = options => {
  if (typeof options.fn !== 'function') throw new Error('needs a block');
  return options;
};
const kind = value => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const helpers = {
  upper: (...args) => (args.length > 1 ? String(args[0]).toUpperCase() : 'none'),
  concat: (...args) => args.slice(0, -1).join(''),
  kinds: (...args) => args.slice(0, -1).map(kind).join(','),
  pairs: (...args) => {
    const { hash } = args.at(-1);
    return Object.keys(hash).map(key => `${key}=${hash[key]}`).join(';');
  },
  safe: (...args) => new Handlebars.SafeString(args.length > 1 ? String(args[0]) : ''),
  eq: (...args) => args.length > 2 && args[0] === args[1],
  not: (...args) => !(args.length > 1 && args[0]),
  list: (...args) => args.slice(0, -1),
  undef: () => undefined,
  nul: () => null,
  nought: () => 0,
  yes: () => true,
  no: () => false,
  calledAs: (...args) => args.at(-1).name,
  count: (...args) => args.length - 1,
  at: (...args) => args.at(-1).data[args[0]],
  link(...args) {
    const { hash } = args.at(-1);
    const text = Handlebars.escapeExpression(args.length > 1 ? args[0] : '');
    return new Handlebars.SafeString(`<a href="${hash.url}">${text}</a>`);
  },
  title() {
    return kind(this) === 'object' && typeof this.name === 'string' ? `Mx ${this.name}` : 'nobody';
  },
  twice(...args) {
    const { fn } = block(args.at(-1));
    return `${fn(this)}${fn(this)}`;
  },
  ctx(...args) {
    const { fn } = block(args.at(-1));
    return fn(args.length > 1 ? args[0] : undefined);
  },
  either(...args) {
    const { fn, inverse } = block(args.at(-1));
    return args.length > 1 && args[0] ? fn(this) : inverse(this);
  },
  loop(...args) {
    const options = block(args.at(-1));
    const times = args.length > 1 && typeof args[0] === 'number' ? Math.min(args[0], 3) : 0;
    let out = '';
    for (let i = 0; i < times; i++) {
      const data = Handlebars.createFrame(options.data);
      data.turn = i;
      data.index = 10 + i;
      out += options.fn(this, { data, blockParams: [i, times] });
    }
    return out;
  },
  shout(...args) {
    return `${block(args.at(-1)).fn(this)}`.toUpperCase();
  },
  raw(...args) {
    return block(args.at(-1)).fn(this) + (args.length > 1 ? `:${args.slice(0, -1).join('+')}` : '');
  },
};

const hooks = {
  helperMissing: (...args) => `[missing ${args.at(-1).name} ${args.length - 1}]`,
  blockHelperMissing(value, options) {
    return `[block ${options.name} ${value}]${options.fn(this)}`;
  },
};

const revive = (_key, value) =>
  value && typeof value === 'object' && typeof value.$safe === 'string'
    ? new Handlebars.SafeString(value.$safe)
    : value;

const render = job => {
  const hbs = Handlebars.create();
  hbs.log = () => {};
  hbs.registerHelper(helpers);
  for (const name of job.hooks ?? []) hbs.registerHelper(name, hooks[name]);
  for (const [name, source] of Object.entries(job.partials ?? {})) hbs.registerPartial(name, source);
  return hbs.compile(job.template)(job.data, { data: job.vars ?? {} });
};

console.error = () => {};
readline.createInterface({ input: process.stdin }).on('line', line => {
  let result;
  try {
    result = { output: render(JSON.parse(line, revive)) };
  } catch (error) {
    result = { error: String(error.message).split('\n')[0] };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
});
