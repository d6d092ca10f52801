//! The repository file that SAP Identity Management's Admin UI imports (repository type SCIM).
//!
//! SAP documents the step and three constants (`AUTH_USER`, `AUTH_PASSWORD`, `SCIM_ASSIGNMENT_METHOD`), not the file:
//! names, order and quoting are those of a public exporter of the same repository type.

use crate::spreadsheet::FORMULA;

/// What one data line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The system's name; made safe for a repository here.
    pub name: String,
    pub description: String,
    /// The system is switched off.
    pub disabled: bool,
    pub sign_in: SignIn,
    /// The consumer's id, where the administrator wants it in the file; SAP's own export leaves it empty.
    pub user: Option<String>,
    pub method: AssignmentMethod,
    pub protocol: Protocol,
    /// Host of the proxy's public address.
    pub host: String,
    pub port: u16,
    /// `/ipsproxy/api/v1/scim/<system id>`
    pub path: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    Basic,
    /// With the proxy's token address.
    OAuth {
        token_url: String,
    },
}

/// How SAP Identity Management changes memberships: `SCIM_ASSIGNMENT_METHOD`. SAP's page on this proxy system asks for
/// `PUT`, SAP's general default is `PATCH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssignmentMethod {
    Put,
    Patch,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Https,
    Http,
}

/// A value that a spreadsheet would run when the file is opened. Quoting does not help there, and changing the value
/// silently would change the repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{column} of \"{repository}\" begins with {first:?}: a spreadsheet would run it as a formula")]
pub struct FormulaError {
    pub repository: String,
    pub column: &'static str,
    pub first: char,
}

/// Milliseconds, for the connect and read time-outs and the keep-alive.
const TIMEOUT: &str = "60000";

/// What the administrator types in SAP Identity Management.
pub const USER: &str = "AUTH_USER";
pub const PASSWORD: &str = "AUTH_PASSWORD";

/// Column and value, in the file's order. Values that we never fill are listed empty: the Admin UI wants the column.
pub fn columns(repository: &Repository) -> Vec<(&'static str, String)> {
    let name = safe_name(&repository.name);
    let (auth_type, token_url) = match &repository.sign_in {
        SignIn::Basic => ("basic", ""),
        SignIn::OAuth { token_url } => ("oauth", token_url.as_str()),
    };
    let method = match repository.method {
        AssignmentMethod::Put => "PUT",
        AssignmentMethod::Patch => "PATCH",
    };
    let protocol = match repository.protocol {
        Protocol::Https => "https",
        Protocol::Http => "http",
    };
    [
        ("Name", name.as_str()),
        ("Description", &repository.description),
        ("Type", ""),
        ("Disabled", if repository.disabled { "1" } else { "0" }),
        ("TypeQN", "com.sap.idm.connector.scim:reptype.SCIM"),
        (PASSWORD, ""), // typed by the administrator: secrets are never exported
        ("AUTH_TYPE", auth_type),
        (USER, repository.user.as_deref().unwrap_or_default()),
        ("CONNECT_TIMEOUT", TIMEOUT),
        ("CONNECTION_KEEPALIVE", TIMEOUT),
        ("MX_PRIV_GROUPING_ATTRIBUTE", ""),
        ("OAUTH_URL", token_url),
        ("PROXY_HOST", ""),
        ("PROXY_PASSWORD", ""),
        ("PROXY_PORT", ""),
        ("PROXY_USER", ""),
        ("READ_TIMEOUT", TIMEOUT),
        ("SCIM_ASSIGNMENT_METHOD", method),
        ("SCIM_HOST", &repository.host),
        ("SCIM_PATH", &repository.path),
        ("SCIM_PORT", &repository.port.to_string()),
        ("SCIM_PROTOCOL", protocol),
        ("SYSTEM_PRIVILEGE", &format!("PRIV:SYSTEM:{name}")),
        ("TRUSTSTORE", ""),
        ("TRUSTSTORE_PASSWORD", ""),
    ]
    .map(|(column, value)| (column, value.to_owned()))
    .to_vec()
}

/// The file: a header and a line for each repository, every column followed by a comma.
pub fn write(repositories: &[Repository]) -> Result<String, FormulaError> {
    let mut file = String::new();
    for repository in repositories {
        let columns = columns(repository);
        if file.is_empty() {
            for (column, _) in &columns {
                file.push_str(column);
                file.push(',');
            }
            file.push('\n');
        }
        for (column, value) in columns {
            if let Some(first) = value.chars().next().filter(|first| FORMULA.contains(first)) {
                return Err(FormulaError { repository: repository.name.clone(), column, first });
            }
            if !value.is_empty() {
                file.push('"');
                file.push_str(&value.replace('"', "\"\""));
                file.push('"');
            }
            file.push(',');
        }
        file.push('\n');
    }
    Ok(file)
}

/// `A-Z a-z 0-9 _ -` as they are, anything else `_`.
pub fn safe_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "_-".contains(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> Repository {
        Repository {
            name: "Retail PROD".into(),
            description: "Tills, \"all\" of them".into(),
            disabled: false,
            sign_in: SignIn::Basic,
            user: None,
            method: AssignmentMethod::Put,
            protocol: Protocol::Https,
            host: "zonedesk.acme.example".into(),
            port: 8443,
            path: "/ipsproxy/api/v1/scim/3f1c9e52-7f0e-4b52-9a53-0f1f0d7c4b11".into(),
        }
    }

    fn other() -> Repository {
        Repository {
            name: "Finance (QA)".into(),
            description: String::new(),
            disabled: true,
            sign_in: SignIn::OAuth { token_url: "http://localhost:8443/oauth2/token".into() },
            user: Some("idm-prod".into()),
            method: AssignmentMethod::Patch,
            protocol: Protocol::Http,
            host: "localhost".into(),
            port: 80,
            path: "/ipsproxy/api/v1/scim/0b4c7e7e-50e4-4f0a-8d43-8b2f0c1d2e3f".into(),
        }
    }

    #[test]
    fn files_are_written_byte_for_byte() {
        assert_eq!(write(&[repository()]).unwrap(), include_str!("golden/one.csv"));
        assert_eq!(write(&[repository(), other()]).unwrap(), include_str!("golden/several.csv"));
    }

    #[test]
    fn an_independent_reader_finds_every_value() {
        let repositories = [repository(), other()];
        let file = write(&repositories).unwrap();
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), repositories.len());
        for (row, repository) in rows.iter().zip(&repositories) {
            let mut expected = columns(repository);
            assert_eq!(expected.len(), 25);
            expected.push(("", String::new()));
            let read = header.iter().zip(row);
            let expected = expected.iter().map(|(name, value)| (*name, value.as_str()));
            assert!(read.map(|(name, value)| (name.as_str(), value)).eq(expected));
        }
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_refused_by_its_field() {
        for (first, text) in
            [('=', "=1+1"), ('+', "+1"), ('-', "-1"), ('@', "@a"), ('\t', "\ta"), ('\r', "\ra")]
        {
            let description = Repository { description: text.into(), ..repository() };
            let error = write(&[repository(), description]).unwrap_err();
            let told = FormulaError { repository: "Retail PROD".into(), column: "Description", first };
            assert_eq!(error, told);
            assert!(error.to_string().starts_with("Description of \"Retail PROD\" begins with"), "{error}");
        }
        let name = Repository { name: "-x".into(), ..repository() };
        assert_eq!(write(&[name]).unwrap_err().column, "Name");
        let user = Repository { user: Some("=x".into()), ..repository() };
        assert_eq!(write(&[user]).unwrap_err().column, USER);
    }
}
