/// What the name of a host at SAP says: `<subdomain>.authentication[.cert].<region>.hana.ondemand.com`, in China
/// `….platform.sapcloud.cn` (SAP Help, *Regions and API Endpoints*; *Retrieve Credentials for Remote Applications*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SapHost {
    /// `api` for the API, else the account's.
    pub subdomain: String,
    /// Takes certificates in place of secrets.
    pub certificate: bool,
    /// `eu10`, `eu10-004`.
    pub region: String,
    /// Behind the region.
    pub domain: &'static str,
}

/// Behind the region of an account's host.
const DOMAINS: [&str; 3] = ["hana.ondemand.com", "accounts.cloud.sap", SapHost::CHINA];

impl SapHost {
    /// The domain of China's regions.
    pub const CHINA: &str = "platform.sapcloud.cn";

    /// `None` for a host of another pattern, of SAP or not.
    pub fn parse(host: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let (subdomain, rest) = host.split_once(".authentication.")?;
        let certificate = rest.strip_prefix("cert.");
        let (region, domain) = certificate.unwrap_or(rest).split_once('.')?;
        let domain = DOMAINS.into_iter().find(|known| *known == domain)?;
        (!region.is_empty() && !subdomain.is_empty()).then(|| Self {
            subdomain: subdomain.to_owned(),
            certificate: certificate.is_some(),
            region: region.to_owned(),
            domain,
        })
    }
}

/// Whether SAP runs a host. Its certificates are good; who answers there with another is somebody else.
pub fn is_of_sap(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    ["ondemand.com", "cloud.sap", "sapcloud.cn", "sap.com"]
        .iter()
        .any(|domain| host.strip_suffix(domain).is_some_and(|above| above.is_empty() || above.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_says_account_region_and_kind() {
        for (host, read) in [
            ("api.authentication.eu10.hana.ondemand.com", Some(("api", false, "eu10", "hana.ondemand.com"))),
            (
                "Acme.authentication.cert.eu10-004.hana.ondemand.com",
                Some(("acme", true, "eu10-004", "hana.ondemand.com")),
            ),
            ("acme.authentication.cn40.platform.sapcloud.cn", Some(("acme", false, "cn40", SapHost::CHINA))),
            (
                "acme.authentication.us20.accounts.cloud.sap",
                Some(("acme", false, "us20", "accounts.cloud.sap")),
            ),
            ("acme.authentication.eu10.hana.ondemand.com.evil.example", None),
            (
                "api.authentication.eu10-004.hana.ondemand.com",
                Some(("api", false, "eu10-004", "hana.ondemand.com")),
            ),
            ("x.authentication.cert.us20.hana.ondemand.com", Some(("x", true, "us20", "hana.ondemand.com"))),
            (
                "retail-prod.authentication.eu10.hana.ondemand.com",
                Some(("retail-prod", false, "eu10", "hana.ondemand.com")),
            ),
            ("api.authentication.cn40.platform.sapcloud.cn", Some(("api", false, "cn40", SapHost::CHINA))),
            ("authentication.eu10.hana.ondemand.com", None),
            ("acme.accounts.cloud.sap", None),
            ("127.0.0.1", None),
            ("localhost", None),
            ("authentication", None),
        ] {
            let read = read.map(|(subdomain, certificate, region, domain)| SapHost {
                subdomain: subdomain.into(),
                certificate,
                region: region.into(),
                domain,
            });
            assert_eq!(SapHost::parse(host), read, "{host}");
        }
    }

    #[test]
    fn hosts_of_sap_are_known_by_their_end() {
        for (host, of_sap) in [
            ("api.authentication.eu10.hana.ondemand.com", true),
            ("x.accounts.CLOUD.sap.", true),
            ("x.platform.sapcloud.cn", true),
            ("sap.com", true),
            ("notsap.com", false),
            ("sap.com.evil.example", false),
            ("localhost", false),
        ] {
            assert_eq!(is_of_sap(host), of_sap, "{host}");
        }
    }
}
