use std::collections::BTreeSet;

/// What a token may do, as the token endpoint says (`scope`). XSUAA names its scopes `xs_user.*`, UAA `scim.*`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes(BTreeSet<String>);

impl Scopes {
    /// Space-separated (RFC 6749 §3.3).
    pub fn parse(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// True also where the endpoint named no scopes (it need not, RFC 6749 §5.1): then only trying can tell.
    pub fn can_read(&self) -> bool {
        self.0.is_empty() || self.holds(&["xs_user.read", "scim.read", "uaa.admin"])
    }

    /// As [`Scopes::can_read`]; false for a read-only API credential.
    pub fn can_write(&self) -> bool {
        self.0.is_empty() || self.holds(&["xs_user.write", "scim.write", "uaa.admin"])
    }

    /// In alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    fn holds(&self, any: &[&str]) -> bool {
        any.iter().any(|scope| self.0.contains(*scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_read_only_credentials() {
        for (text, read, write) in [
            ("xs_user.read xs_authorization.read", true, false),
            ("xs_user.read  xs_user.write", true, true),
            ("scim.read scim.write", true, true),
            ("uaa.admin", true, true),
            ("uaa.resource", false, false),
            ("", true, true),
        ] {
            let scopes = Scopes::parse(text);
            assert_eq!((scopes.can_read(), scopes.can_write()), (read, write), "{text}");
        }
    }
}
