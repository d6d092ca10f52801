//! What the settings say about connections, before anything is asked over one.

use zonedesk_workspace::Workspace;
use zonedesk_xsuaa::{CertificateChain, Network, Proxy, Transport};

use crate::api::{AppError, ProxyChoice, Settings};
use crate::errors::{Code, error};
use crate::session::read_settings;

/// Longer is no list of authorities but a mistaken file.
const LONGEST: u64 = 4 << 20;

/// Reads the settings as a network; an error names the field.
pub(crate) fn of(settings: &Settings) -> Result<Network, AppError> {
    let proxy = match settings.proxy {
        ProxyChoice::System => Proxy::System,
        ProxyChoice::None => Proxy::None,
        ProxyChoice::Manual => Proxy::Entered(settings.proxy_address.parse().map_err(|source| {
            error(Code::AddressInvalid, format!("Proxy: {source}."))
                .help("An example: http://proxy.example:8080.")
                .at("proxyAddress")
        })?),
    };
    let file = settings.certificate_file.trim();
    let authorities = if file.is_empty() { None } else { Some(authorities(file)?) };
    Ok(Network { proxy, authorities })
}

fn authorities(file: &str) -> Result<CertificateChain, AppError> {
    let refused = |why: String| error(Code::ValueInvalid, format!("{file}: {why}.")).at("certificateFile");
    let length = std::fs::metadata(file).map_err(|source| refused(source.to_string()))?.len();
    if length > LONGEST {
        return Err(refused("this is too long for a list of certificates".into()));
    }
    let pem = std::fs::read_to_string(file).map_err(|source| refused(source.to_string()))?;
    CertificateChain::read(&pem).map_err(|source| {
        refused(source.to_string()).help("A PEM file holds one or more blocks BEGIN CERTIFICATE.")
    })
}

/// Where the settings cannot be used any more, since a file is gone, connections are made as without them: a
/// connection that needed them fails and says why.
pub(crate) fn set_up(transport: &Transport, workspace: &Workspace) {
    match read_settings(workspace).map_err(AppError::from).and_then(|settings| of(&settings)) {
        Ok(network) => transport.set_network(network),
        Err(error) => tracing::warn!("settings of the network are not used: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_names_its_field() {
        let dir = tempfile::tempdir().unwrap();
        let text = dir.path().join("text.pem");
        std::fs::write(&text, "Dear diary").unwrap();
        let (text, gone) = (text.display().to_string(), dir.path().join("gone.pem").display().to_string());
        let manual = |address: &str| Settings {
            proxy: ProxyChoice::Manual,
            proxy_address: address.into(),
            ..Settings::default()
        };
        let file = |file: &str| Settings { certificate_file: file.into(), ..Settings::default() };
        for (settings, field) in [
            (manual(""), "proxyAddress"),
            (manual("http://me:pw@proxy.example"), "proxyAddress"),
            (file(&text), "certificateFile"),
            (file(&gone), "certificateFile"),
        ] {
            assert_eq!(of(&settings).unwrap_err().place.as_deref(), Some(field));
        }
        // What is not in use need not be right.
        let unused = Settings { proxy_address: "nonsense//".into(), ..Settings::default() };
        assert_eq!(of(&unused).unwrap(), Network::default());
        let entered = of(&manual("proxy.example:8080")).unwrap();
        assert!(
            matches!(entered.proxy, Proxy::Entered(address) if address.to_string() == "http://proxy.example:8080")
        );
    }
}
