use regex::RegexBuilder;
use store::Redirect;

use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// The most rules.
const RULES: usize = 10_000;
/// The most bytes of a rule's pattern or target.
const LONGEST: usize = 2_000;
/// Bytes that one compiled rule may take, as where they are followed.
const RULE_BYTES: usize = 256 * 1024;

impl Newsroom {
    /// Replaces the rules by which addresses lead elsewhere: regular expressions on the path, in order, as in Ghost.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`] naming `redirects` for the first rule that cannot be.
    pub fn set_redirects(&self, actor: Actor, rules: &[Redirect]) -> Result<(), Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeRedirects)?;
        if rules.len() > RULES {
            return Err(Refused::invalid("redirects", Because::RulesMany.with("most", RULES)));
        }
        rules.iter().try_for_each(check)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            if writer.put_redirects(rules)? != store::Put::Unchanged {
                let after = format!("{} rules", rules.len());
                actor.note(writer, now, "redirects.changed", "redirects", None, Some(&after))?;
            }
            Ok(())
        })
    }
}

fn check(rule: &Redirect) -> Result<(), Refused> {
    let refuse = |because: Because| Err(Refused::invalid("redirects", because.with("given", &rule.from)));
    if rule.from.is_empty() || rule.from.len() > LONGEST {
        return refuse(Because::RuleFrom);
    }
    if RegexBuilder::new(&rule.from).size_limit(RULE_BYTES).build().is_err() {
        return refuse(Because::RuleExpression);
    }
    let leads = rule.to.starts_with('/')
        || rule.to.starts_with('$')
        || url::Url::parse(&rule.to).is_ok_and(|url| url.scheme().starts_with("http"));
    if !leads || rule.to.len() > LONGEST {
        return refuse(Because::RuleTo);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_cannot_be_are_refused() {
        let rule = |from: &str, to: &str| Redirect { from: from.into(), to: to.into(), permanent: true };
        assert!(check(&rule("^/old/(.*)$", "/new/$1")).is_ok());
        assert!(check(&rule("/old/", "https://example.org/")).is_ok());
        for (from, to) in
            [("", "/x/"), ("(", "/x/"), ("a{999}{999}{999}", "/x/"), ("/a/", "javascript:x"), ("/a/", "")]
        {
            assert!(
                matches!(check(&rule(from, to)), Err(Refused::Invalid { field: "redirects", .. })),
                "{from} {to}"
            );
        }
    }
}
