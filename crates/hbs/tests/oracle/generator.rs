//! Random templates and data, the same for the same seed.

use serde_json::{Value, json};

use crate::job::Job;

/// The job of a seed.
pub(crate) fn job(seed: u64) -> Job {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635);
    let data = object(&mut random, 3);
    let mut vars = serde_json::Map::new();
    for name in ["site", "level", "list"] {
        if random.chance(70) {
            vars.insert(name.to_owned(), value(&mut random, 2));
        }
    }
    let mut writer =
        Writer { random, out: String::new(), params: Vec::new(), inlines: Vec::new(), budget: 0 };
    let mut partials = Vec::new();
    // A partial includes only those before it, so that nothing recurses.
    for (at, name) in PARTIALS.iter().enumerate() {
        partials.push(((*name).to_owned(), writer.template(5, at)));
    }
    let size = 4 + writer.random.below(16);
    let template = writer.template(size, PARTIALS.len());
    Job { template, data, vars, partials, hooks: Vec::new() }
}

const PARTIALS: [&str; 4] = ["leaf", "dir/card", "frame", "deep"];
const NAMES: [&str; 12] =
    ["name", "title", "list", "tag", "author", "n", "zero", "flag", "empty", "html", "nested", "odd key"];
const TEXTS: [&str; 14] = [
    " ", "\n", "  ", "\n  ", " \n", "text", "<b>", "a & b", "\n\n", "\t", "line\n", "\r\n", "{ x }",
    "é\u{a0}",
];

/// A small generator (splitmix64), so that a seed gives the same template for ever.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

fn value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 10 } else { 16 }) {
        0 => json!("plain"),
        1 => json!("<i>&\"'`=</i>"),
        2 => json!(""),
        3 => json!(0),
        4 => json!(random.pick(&[1.0, -3.5, 1e21, 1e-7, 12345.678])),
        5 => json!(true),
        6 => json!(false),
        7 => json!(null),
        8 => json!({"$safe": "<u>safe</u>"}),
        9 => json!("ab"),
        10..=12 => (0..random.below(4)).map(|_| value(random, depth - 1)).collect(),
        _ => object(random, depth - 1),
    }
}

fn object(random: &mut Random, depth: usize) -> Value {
    let mut map = serde_json::Map::new();
    for name in NAMES {
        if random.chance(if depth == 3 { 80 } else { 40 }) {
            map.insert(name.to_owned(), value(random, depth));
        }
    }
    if random.chance(20) {
        map.insert("10".to_owned(), json!("ten"));
        map.insert("9".to_owned(), json!("nine"));
    }
    Value::Object(map)
}

struct Writer {
    random: Random,
    out: String,
    /// Block parameters in scope.
    params: Vec<&'static str>,
    /// Inline partials in scope.
    inlines: Vec<&'static str>,
    budget: usize,
}

impl Writer {
    fn template(&mut self, size: usize, partials: usize) -> String {
        self.out.clear();
        self.params.clear();
        self.inlines.clear();
        self.budget = size;
        while self.budget > 0 {
            self.statement(0, partials);
        }
        std::mem::take(&mut self.out)
    }

    fn body(&mut self, depth: usize, partials: usize) {
        let inlines = self.inlines.len();
        for _ in 0..self.random.below(4) {
            self.statement(depth + 1, partials);
        }
        self.inlines.truncate(inlines);
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A delimiter with its `~`, now and then.
    fn open(&mut self, delimiter: &str) {
        self.push("{{");
        if self.random.chance(12) {
            self.push("~");
        }
        self.push(delimiter);
        if self.random.chance(10) {
            self.push(" ");
        }
    }

    fn close(&mut self) {
        if self.random.chance(10) {
            self.push(" ");
        }
        let end = if self.random.chance(12) { "~}}" } else { "}}" };
        self.push(end);
    }

    fn text(&mut self) {
        for _ in 0..=self.random.below(3) {
            let text = self.random.pick(&TEXTS);
            self.push(text);
        }
    }

    fn statement(&mut self, depth: usize, partials: usize) {
        self.budget = self.budget.saturating_sub(1);
        let deep = depth > 4;
        match self.random.below(if deep { 12 } else { 28 }) {
            0..=3 => self.text(),
            4..=7 => self.mustache(),
            8 => self.comment(),
            9 => self.escaped(),
            10 | 11 => self.partial(partials),
            12..=14 => self.native("each", depth, partials),
            15 | 16 => self.native("if", depth, partials),
            17 => self.native("unless", depth, partials),
            18 | 19 => self.native("with", depth, partials),
            20 | 21 => self.named_block(depth, partials),
            22 => self.inverted(depth, partials),
            23 | 24 => self.helper_block(depth, partials),
            25 => self.raw(),
            26 => self.inline(depth, partials),
            _ => self.partial_block(depth, partials),
        }
        if self.random.chance(40) {
            self.text();
        }
    }

    fn comment(&mut self) {
        let long = self.random.chance(50);
        self.push("{{");
        if self.random.chance(12) {
            self.push("~");
        }
        self.push(if long { "!-- a {{comment}} --" } else { "! a comment " });
        let end = if self.random.chance(12) { "~}}" } else { "}}" };
        self.push(end);
    }

    fn escaped(&mut self) {
        let text =
            self.random.pick(&["\\{{not}} ", "\\\\{{name}}", "\\{{a}}\\{{b}} x", "\\ ", "\\{{#if}}{{n}}"]);
        self.push(text);
    }

    fn mustache(&mut self) {
        // Handlebars.js 4.7.9 adds up numbers that are printed raw at the start of a block (fixed since): text before
        // them, or `concat`, keeps it from that.
        match self.random.below(8) {
            0 => {
                self.push(".{{{");
                self.expression();
                self.push("}}}");
            }
            1 => {
                self.open("&");
                self.push("concat ");
                self.argument(1);
                self.close();
            }
            _ => {
                self.open("");
                self.expression();
                self.close();
            }
        }
    }

    /// What stands in a mustache.
    fn expression(&mut self) {
        match self.random.below(10) {
            0..=5 => self.path(),
            6 => self.helper_call(2),
            7 => {
                let literal =
                    self.random.pick(&["\"name\"", "'odd key'", "10", "true", "[name]", "title", "calledAs"]);
                self.push(literal);
            }
            _ => self.helper_call(1),
        }
    }

    fn path(&mut self) {
        if !self.params.is_empty() && self.random.chance(25) {
            let at = self.random.below(self.params.len());
            let param = self.params[at];
            self.push(param);
            return self.segments();
        }
        let start = self.random.pick(&[
            "", "", "", "", "", "", "this.", "this/", "./", "../", "../", "../../", "@root.", "@site.",
            "@../",
        ]);
        match self.random.below(12) {
            0 if start.is_empty() => self.push("this"),
            1 if start.is_empty() => self.push("."),
            2 if start == "../" => self.push(".."),
            3 if start.is_empty() => {
                let data = self
                    .random
                    .pick(&["@index", "@key", "@first", "@last", "@root", "@level", "@turn", "@none"]);
                self.push(data);
            }
            4 if start.is_empty() => self.push("@../index"),
            _ => {
                self.push(start);
                let name = if start == "@../" { "index" } else { self.name() };
                self.push(name);
                self.segments();
            }
        }
    }

    fn segments(&mut self) {
        while self.random.chance(25) {
            let separator = self.random.pick(&[".", "/"]);
            self.push(separator);
            let segment = if self.random.chance(25) {
                self.random.pick(&["[0]", "[1]", "length", "[0]", "[odd key]", "constructor"])
            } else {
                self.name()
            };
            self.push(segment);
        }
    }

    fn name(&mut self) -> &'static str {
        match self.random.pick(&NAMES) {
            "odd key" => "[odd key]",
            name => name,
        }
    }

    fn helper_call(&mut self, depth: usize) {
        let helper = self.random.pick(&[
            "upper", "concat", "kinds", "pairs", "safe", "eq", "not", "list", "undef", "nul", "nought",
            "yes", "no", "count", "link", "title", "lookup",
        ]);
        self.push(helper);
        if matches!(helper, "lookup") {
            self.push(" ");
            self.argument(depth);
            self.push(" ");
            self.argument(depth);
            return;
        }
        for _ in 0..self.random.below(3) {
            self.push(" ");
            self.argument(depth);
        }
        let keys = if matches!(helper, "link") { &["url"][..] } else { &["a", "b", "url"][..] };
        for key in keys {
            if self.random.chance(if matches!(helper, "pairs" | "link") { 70 } else { 10 }) {
                self.push(&format!(" {key}="));
                self.argument(depth);
            }
        }
    }

    fn argument(&mut self, depth: usize) {
        match self.random.below(if depth == 0 { 8 } else { 10 }) {
            0..=4 => self.path(),
            5 => {
                let text = self.random.pick(&["\"text\"", "'<x>'", "\"\"", "\"a\\\"b\"", "'0'"]);
                self.push(text);
            }
            6 => {
                let number = self.random.pick(&["0", "1", "-1.5", "12", "2"]);
                self.push(number);
            }
            7 => {
                let literal = self.random.pick(&["true", "false", "undefined", "null"]);
                self.push(literal);
            }
            _ => {
                self.push("(");
                self.helper_call(depth - 1);
                self.push(")");
            }
        }
    }

    fn block_params(&mut self, count: usize) -> usize {
        if count == 0 || self.random.chance(75) {
            return 0;
        }
        let names = &["item", "key", "name"][..];
        let given = 1 + self.random.below(count);
        let first = self.random.below(names.len() - given + 1);
        self.push(" as |");
        self.push(&names[first..first + given].join(" "));
        self.push("|");
        self.params.extend(&names[first..first + given]);
        given
    }

    fn native(&mut self, helper: &'static str, depth: usize, partials: usize) {
        self.open("#");
        self.push(helper);
        self.push(" ");
        self.argument(1);
        if matches!(helper, "if" | "unless") && self.random.chance(15) {
            self.push(" includeZero=true");
        }
        let params = self.block_params(match helper {
            "each" => 2,
            "with" => 1,
            _ => 0,
        });
        self.close();
        self.body(depth, partials);
        self.params.truncate(self.params.len() - params);
        for _ in 0..2 {
            if self.random.chance(20) {
                self.open("else ");
                let chained = self.random.pick(&["if", "unless", "with", "either"]);
                self.push(chained);
                self.push(" ");
                self.argument(1);
                self.close();
                self.body(depth, partials);
            }
        }
        self.otherwise(depth, partials);
        self.end(helper);
    }

    fn otherwise(&mut self, depth: usize, partials: usize) {
        if self.random.chance(35) {
            let delimiter = self.random.pick(&["else", "else", "^"]);
            self.open(delimiter);
            self.close();
            self.body(depth, partials);
        }
    }

    fn end(&mut self, name: &str) {
        self.open("/");
        self.push(name);
        self.close();
    }

    fn named_block(&mut self, depth: usize, partials: usize) {
        let start = self.out.len();
        let path = loop {
            self.path();
            let path = self.out.split_off(start);
            // A lone block parameter cannot be told from its name when the block is closed; all other paths can.
            if !path.contains("title") && path != "@../index" {
                break path;
            }
        };
        self.open("#");
        self.push(&path);
        self.close();
        self.body(depth, partials);
        self.otherwise(depth, partials);
        self.end(&path);
    }

    fn inverted(&mut self, depth: usize, partials: usize) {
        let name = self.name();
        let call = self.random.pick(&["", "", "either flag", "if n"]);
        self.open("^");
        self.push(if call.is_empty() { name } else { call });
        self.close();
        self.body(depth, partials);
        self.otherwise(depth, partials);
        self.end(match call.split(' ').next() {
            Some("") | None => name,
            Some(helper) => helper,
        });
    }

    fn helper_block(&mut self, depth: usize, partials: usize) {
        let helper = self.random.pick(&["twice", "ctx", "either", "loop", "shout"]);
        self.open("#");
        self.push(helper);
        let mut params = 0;
        if matches!(helper, "ctx" | "either") {
            self.push(" ");
            self.argument(1);
        }
        if helper == "loop" {
            let times = self.random.pick(&[" 2", " n", " 1", " list.length"]);
            self.push(times);
            params = self.block_params(2);
        }
        self.close();
        self.body(depth, partials);
        self.params.truncate(self.params.len() - params);
        self.otherwise(depth, partials);
        self.end(helper);
    }

    fn raw(&mut self) {
        let block = self.random.pick(&[
            "{{{{raw}}}} {{a}} {{{b}}} {{{{/raw}}}}",
            "{{{{raw 1 name}}}}{{#x}}{{{{/raw}}}}",
            "{{{{raw}}}}{{{{in}}}}{{y}}{{{{/in}}}}\n{{{{/raw}}}}",
            "{{{{raw}}}}\n {{x}}\n{{{{/raw}}}}\n",
        ]);
        self.push(block);
    }

    fn partial_name(&mut self, partials: usize) -> Option<&'static str> {
        let known = PARTIALS[..partials].len();
        let choices = known + self.inlines.len();
        if choices == 0 {
            return None;
        }
        let choice = self.random.below(choices);
        Some(if choice < known { PARTIALS[choice] } else { self.inlines[choice - known] })
    }

    fn partial_arguments(&mut self) {
        if self.random.chance(35) {
            self.push(" ");
            self.argument(1);
        }
        for key in ["name", "flag", "extra"] {
            if self.random.chance(15) {
                self.push(&format!(" {key}="));
                self.argument(1);
            }
        }
    }

    fn partial(&mut self, partials: usize) {
        if self.random.chance(20) {
            // Not `{{#if @partial-block}}`: Handlebars.js renders the block to find out.
            self.push("{{#> @partial-block}}no block{{/@partial-block}}");
            return;
        }
        let Some(name) = self.partial_name(partials) else { return self.text() };
        if self.random.chance(40) {
            let indent = self.random.pick(&["\n  ", "\n\t", " \n "]);
            self.push(indent);
        }
        self.open(">");
        match self.random.below(6) {
            0 => self.push(&format!("\"{name}\"")),
            1 => self.push(&format!("(concat '{name}')")),
            2 => self.push(&format!("[{name}]")),
            _ => self.push(name),
        }
        self.partial_arguments();
        self.close();
        if self.random.chance(40) {
            self.push("\n");
        }
    }

    fn partial_block(&mut self, depth: usize, partials: usize) {
        let name = match self.partial_name(partials) {
            Some(name) if self.random.chance(85) => name,
            _ => "absent",
        };
        let dynamic = self.random.chance(15) && name != "absent";
        self.open("#>");
        if dynamic {
            self.push(&format!("(concat '{name}')"));
        } else {
            self.push(name);
        }
        self.partial_arguments();
        self.close();
        self.body(depth, partials);
        self.end(if dynamic { "undefined" } else { name });
    }

    fn inline(&mut self, depth: usize, partials: usize) {
        let name = self.random.pick(&["one", "two", "leaf"]);
        self.open("#*");
        self.push(&format!("inline \"{name}\""));
        self.close();
        // An inline partial sees the block parameters of its block in our engine only.
        let params = std::mem::take(&mut self.params);
        let inlines = std::mem::take(&mut self.inlines);
        self.body(depth, partials);
        self.params = params;
        self.inlines = inlines;
        self.end("inline");
        self.inlines.push(name);
    }
}
