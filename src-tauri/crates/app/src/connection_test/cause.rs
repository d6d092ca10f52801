//! What is behind a failure, and what a button can do about it.

use zonedesk_xsuaa::{Account, Endpoint, Error, ErrorKind, SapHost, Unreachable};

use crate::api::{AppError, TestMend};
use crate::connect::property;
use crate::errors::{Code, error};

pub(super) struct Cause {
    pub error: AppError,
    pub mend: Option<TestMend>,
}

pub(super) fn edit(property: &str) -> TestMend {
    TestMend::EditProperty { property: property.to_owned() }
}

fn address(endpoint: Endpoint) -> TestMend {
    edit(match endpoint {
        Endpoint::Token => property::TOKEN_URL,
        Endpoint::Api => property::URL,
    })
}

/// A scope that was asked for may be what is missing; else the credential has no more.
pub(super) fn of_scope(account: &Account) -> TestMend {
    if account.scope().is_some() { edit(property::SCOPE) } else { TestMend::PasteNewKey }
}

/// Names and connections.
pub(super) fn of_way(endpoint: Endpoint, error: Error) -> Cause {
    let mend = match &error.kind {
        ErrorKind::Unreachable { reason, .. } => way(endpoint, *reason),
        _ => None,
    };
    Cause { error: error.into(), mend }
}

fn way(endpoint: Endpoint, reason: Unreachable) -> Option<TestMend> {
    match reason {
        Unreachable::HostUnknown
        | Unreachable::Refused
        | Unreachable::Tls
        | Unreachable::CertificateOfAnother => Some(address(endpoint)),
        Unreachable::Proxy
        | Unreachable::ProxyRefused
        | Unreachable::ProxySignIn
        | Unreachable::CertificateUntrusted => Some(TestMend::NetworkSettings),
        Unreachable::ClientCertificate => Some(TestMend::PasteNewKey),
        // A clock, a network, somebody else's certificate: nothing that a page of ours could change.
        Unreachable::CertificateEnded
        | Unreachable::CertificateNotYet
        | Unreachable::Timeout
        | Unreachable::Broken => None,
    }
}

pub(super) fn of_token(account: &Account, error: &Error) -> Cause {
    let told = AppError::from(error.clone());
    let (error, mend) = match &error.kind {
        ErrorKind::TokenRefused { error, .. } if error == "invalid_scope" => (
            told.help("The credential does not have the scope that OAuth2TokenScope asks for. Change or remove it."),
            Some(edit(property::SCOPE)),
        ),
        ErrorKind::TokenRefused { status: 401, .. } => match of_kind(account) {
            Some(help) => (told.help(help), Some(edit(property::TOKEN_URL))),
            None => (told, Some(TestMend::PasteNewKey)),
        },
        ErrorKind::TokenRefused { .. } | ErrorKind::Gateway { status: ..500 } => (
            told.help("Nobody gives out tokens at this address. Copy \"url\" of the service key and append /oauth/token."),
            Some(edit(property::TOKEN_URL)),
        ),
        ErrorKind::Redirected { .. } | ErrorKind::Unreadable { .. } => (
            told.help("The token URL seems to belong to something else. Copy \"url\" of the service key and append /oauth/token."),
            Some(edit(property::TOKEN_URL)),
        ),
        ErrorKind::Unreachable { reason, .. } => (told, way(Endpoint::Token, *reason)),
        _ => (told, None),
    };
    Cause { error, mend }
}

/// Hosts for certificates have a name of their own: a credential at the other kind of host is refused.
fn of_kind(account: &Account) -> Option<&'static str> {
    let host = SapHost::parse(account.token_url().host())?;
    match (account.certificate().is_some(), host.certificate) {
        (true, false) => Some(
            "A certificate is taken at <subdomain>.authentication.cert.<region>.… only: copy \"certurl\" of the service \
             key and append /oauth/token.",
        ),
        (false, true) => Some(
            "This host takes certificates, not secrets: copy \"url\" of the service key and append /oauth/token.",
        ),
        _ => None,
    }
}

pub(super) fn of_list(account: &Account, error: &Error) -> Cause {
    let told = AppError::from(error.clone());
    let refused = matches!(
        error.kind,
        ErrorKind::Refused { status: 401 | 404, .. }
            | ErrorKind::Redirected { .. }
            | ErrorKind::Gateway { status: ..500 }
    );
    if refused && let Some((token, api)) = regions(account) {
        return other_region(account, &token, &api);
    }
    let (error, mend) = match &error.kind {
        ErrorKind::Refused { status: 401, .. } => (told, Some(edit(property::URL))),
        ErrorKind::Refused { status: 403, .. } => (told, Some(of_scope(account))),
        ErrorKind::Refused { status: 404, .. }
        | ErrorKind::Gateway { status: ..500 }
        | ErrorKind::Redirected { .. }
        | ErrorKind::Unreadable { .. } => {
            let told = crate::errors::error(Code::NotAnAccount, told.message).at(account.name());
            (told.help(not_an_account(account)), Some(edit(property::URL)))
        }
        ErrorKind::Unreachable { reason, .. } => (told, way(Endpoint::Api, *reason)),
        _ => (told, None),
    };
    Cause { error, mend }
}

fn not_an_account(account: &Account) -> String {
    match SapHost::parse(account.api().host()) {
        Some(host) if host.subdomain != "api" => format!(
            "This is where people log on. The API is at https://api.authentication.{}.… (\"apiurl\" of the service key).",
            host.region
        ),
        _ => "Something else answers there. The API is at https://api.authentication.<region>.hana.ondemand.com \
              (\"apiurl\" of the service key)."
            .to_owned(),
    }
}

/// Of the token and of the API, where both are known and differ.
pub(super) fn regions(account: &Account) -> Option<(String, String)> {
    let token = SapHost::parse(account.token_url().host())?.region;
    let api = SapHost::parse(account.api().host())?.region;
    (token != api).then_some((token, api))
}

fn other_region(account: &Account, token: &str, api: &str) -> Cause {
    let message = format!("{} is asked in region {api}, but its token is from {token}.", account.name());
    let error = error(Code::OtherRegion, message)
        .help("Copy \"apiurl\" of the same service key that the token URL comes from.")
        .at(account.name());
    Cause { error, mend: Some(edit(property::URL)) }
}

pub(super) fn other_account(account: &Account, of: &str, expected: &str) -> Cause {
    let error = error(
        Code::OtherAccount,
        format!("The token is for the account {of}, not for {expected}, which the token URL names."),
    )
    .help("Paste a key of the account that is meant, or mend the token URL.")
    .at(account.name());
    Cause { error, mend: Some(edit(property::TOKEN_URL)) }
}
