pub const AUTHENTICATION: &str = "Authentication";
pub const CLIENT_CERTIFICATE: &str = "ClientCertificateAuthentication";
pub const ORIGIN: &str = "xsuaa.origin";
pub const PRIVATE_KEY: &str = "PrivateKey";

pub fn of_new_system() -> impl Iterator<Item = (String, String)> {
    [("xsuaa.origin.filter.enabled", "false"), ("scim.support.patch.operation", "true")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into_iter()
}
