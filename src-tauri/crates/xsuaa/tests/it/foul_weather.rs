//! Answers that a real account or a gateway in front of it gives on a bad day.

use crate::support::{SECRET, Scripted, reply, token};
use futures_util::TryStreamExt;
use zonedesk_xsuaa::{ErrorKind, List, Unreachable};

const ONE_PAGE: &str = r#"{"resources":[{"id":"u1"}],"startIndex":1,"itemsPerPage":500,"totalResults":1}"#;

#[tokio::test]
async fn id_and_secret_are_encoded_and_the_server_is_told_so() {
    let server = Scripted::start(|_, number| token(number)).await;
    assert!(server.account.scopes().await.unwrap().can_write());
    let seen = server.seen.lock().unwrap()[0].clone();
    assert_eq!(seen.line, "POST /oauth/token");
    assert_eq!(seen.body, "grant_type=client_credentials&response_type=token");
    // base64 of `sb-full%21a1:s3cret%2B%2F+%25%3A%C3%A4`
    let basic = "authorization: Basic c2ItZnVsbCUyMWExOnMzY3JldCUyQiUyRislMjUlM0ElQzMlQTQ=";
    assert!(seen.headers.contains(&basic.to_owned()), "{:?}", seen.headers);
    assert!(seen.headers.contains(&"x-cf-encoded-credentials: true".to_owned()), "{:?}", seen.headers);
}

#[tokio::test]
async fn one_token_serves_all_who_wait_for_it() {
    let server = Scripted::start(|seen, number| match seen.line.as_str() {
        "POST /oauth/token" => token(number),
        _ => reply("200 OK", r#"{"id":"u1"}"#),
    })
    .await;
    let calls = (0..20).map(|_| server.account.user("u1"));
    futures_util::future::try_join_all(calls).await.unwrap();
    let tokens = server.lines().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!((tokens, server.account.requests()), (1, 20));
}

#[tokio::test]
async fn a_refused_secret_is_asked_once_for_all_who_wait_and_again_by_the_next() {
    let server = Scripted::start(|_, _| {
        reply("401 Unauthorized", r#"{"error":"unauthorized","error_description":"Bad credentials"}"#)
    })
    .await;
    let calls = (0..20).map(|_| server.account.user("u1"));
    for answer in futures_util::future::join_all(calls).await {
        let error = answer.unwrap_err();
        assert_eq!((error.status(), error.uaa_code()), (Some(401), Some("unauthorized")));
        assert_eq!(error.to_string(), "Retail PROD: token: the token was refused: 401 Bad credentials");
    }
    assert_eq!(server.lines().len(), 1);
    server.account.user("u1").await.unwrap_err();
    assert_eq!(server.lines().len(), 2);
    assert_eq!(server.account.requests(), 0);
}

#[tokio::test]
async fn a_token_that_is_called_invalid_is_renewed_once() {
    let server = Scripted::start(|seen, number| {
        if seen.line == "POST /oauth/token" {
            token(number)
        } else if seen.line == "GET /Users/u1"
            && seen.headers.contains(&"authorization: Bearer t0ken-2".into())
        {
            reply("200 OK", r#"{"id":"u1"}"#)
        } else {
            reply(
                "401 Unauthorized",
                r#"{"error":"invalid_token","error_description":"expired, t0ken-0 too"}"#,
            )
        }
    })
    .await;
    assert_eq!(server.account.user("u1").await.unwrap().id, "u1");
    let error = server.account.user("u2").await.unwrap_err();
    assert_eq!((error.status(), error.uaa_code()), (Some(401), Some("invalid_token")));
    assert_eq!(
        server.lines(),
        [
            "POST /oauth/token",
            "GET /Users/u1",
            "POST /oauth/token",
            "GET /Users/u1",
            "GET /Users/u2",
            "POST /oauth/token",
            "GET /Users/u2"
        ]
    );
}

#[tokio::test]
async fn a_token_without_an_end_is_used_until_refused_and_one_that_ends_at_once_is_fetched_again() {
    for (answer, tokens) in [
        (r#"{"access_token":"t"}"#, 1),
        (r#"{"access_token":"t","expires_in":0}"#, 2),
        (r#"{"access_token":"t","expires_in":18446744073709551615}"#, 1),
    ] {
        let server = Scripted::start(move |seen, _| match seen.line.as_str() {
            "POST /oauth/token" => reply("200 OK", answer),
            _ => reply("200 OK", "{}"),
        })
        .await;
        server.account.user("u1").await.unwrap();
        server.account.user("u1").await.unwrap();
        let asked = server.lines().iter().filter(|line| line.starts_with("POST")).count();
        assert_eq!(asked, tokens, "{answer}");
    }
}

#[tokio::test]
async fn no_answer_of_the_token_endpoint_panics_or_leaks() {
    for (answer, message) in [
        (
            reply("200 OK", "<html>"),
            "200, but the answer cannot be read: no JSON object with the member \"access_token\"",
        ),
        (
            reply("200 OK", r#"{"access_token":7,"x":"t0ken"}"#),
            "200, but the answer cannot be read: no JSON object with the member \"access_token\"",
        ),
        (
            reply("200 OK", r#"{"access_token":"t0ken\n"}"#),
            "200, but the answer cannot be read: the token holds characters that no header may hold",
        ),
        (reply("503 Service Unavailable", "<html>"), "503 without an answer of UAA"),
        (
            reply(
                "400 Bad Request",
                &format!(r#"{{"error":"x","error_description":"no {}"}}"#, "s3cret+/ %:\u{e4}"),
            ),
            "the token was refused: 400 no ••••",
        ),
        (
            b"HTTP/1.1 302 Found\r\nlocation: /login?a=t0ken\r\ncontent-length: 0\r\n\r\n".to_vec(),
            "302: redirected to /login",
        ),
        (
            b"HTTP/1.1 429 Too Many\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n".to_vec(),
            "429: too many requests",
        ),
    ] {
        let server = Scripted::start(move |_, _| answer.clone()).await;
        let error = server.account.user("u1").await.unwrap_err();
        assert_eq!(error.to_string(), format!("Retail PROD: token: {message}"));
        let debug = format!("{error:?} {:?}", server.account);
        assert!(!debug.contains(SECRET) && !debug.contains("t0ken"), "{debug}");
    }
}

#[tokio::test]
async fn bodies_that_are_no_answer_are_errors_that_say_so() {
    for (answer, kind) in [
        (
            reply("200 OK", "<html>"),
            ErrorKind::Unreadable { status: 200, what: "not JSON at line 1, column 1".into() },
        ),
        (
            reply("200 OK", ""),
            ErrorKind::Unreadable { status: 200, what: "not JSON at line 1, column 0".into() },
        ),
        (
            reply("200 OK", "{}"),
            ErrorKind::Unreadable {
                status: 200,
                what: "a list answer must have the member \"resources\"".into(),
            },
        ),
        (
            reply("200 OK", &ONE_PAGE[..30]),
            // HTTP has not noticed: it broke on its way all the same.
            ErrorKind::Unreachable {
                reason: Unreachable::Broken,
                detail: "the JSON ends too early, at line 1, column 30".into(),
            },
        ),
        (reply("504 Gateway Timeout", ""), ErrorKind::Gateway { status: 504 }),
        (
            // Some servers repeat the token that they do not like.
            reply("400 Bad Request", r#"{"error":"scim","message":"Bearer t0ken-0 will not do"}"#),
            ErrorKind::Refused {
                status: 400,
                error: "scim".into(),
                message: "Bearer •••• will not do".into(),
            },
        ),
        (
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/login\r\ncontent-length: 0\r\n\r\n".to_vec(),
            ErrorKind::Redirected { status: 302, location: "http://127.0.0.1:1/login".into() },
        ),
    ] {
        let server = Scripted::start(move |seen, number| match seen.line.as_str() {
            "POST /oauth/token" => token(number),
            _ => answer.clone(),
        })
        .await;
        let error = server.account.users(List::default()).try_next().await.unwrap_err();
        assert_eq!((error.call.as_str(), error.kind), ("GET /Users", kind));
    }
}

#[tokio::test]
async fn a_cut_or_foreign_connection_is_told_apart_from_a_host_that_is_not_there() {
    for (answer, reason) in [
        (b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"resources\":".to_vec(), Unreachable::Broken),
        (b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(), Unreachable::Broken),
        (Vec::new(), Unreachable::Broken),
    ] {
        let server = Scripted::start(move |seen, number| match seen.line.as_str() {
            "POST /oauth/token" => token(number),
            _ => answer.clone(),
        })
        .await;
        let error = server.account.user("u1").await.unwrap_err();
        assert!(matches!(&error.kind, ErrorKind::Unreachable { reason: r, .. } if *r == reason), "{error}");
    }
    for (base, reason) in [
        ("http://127.0.0.1:1", Unreachable::Refused),
        // RFC 6761: never resolves.
        ("https://api.invalid", Unreachable::HostUnknown),
    ] {
        let account = zonedesk_xsuaa::Account::new(
            zonedesk_xsuaa::AccountConfig::basic(
                "Gone",
                base.parse().unwrap(),
                format!("{base}/oauth/token").parse().unwrap(),
                "c",
                "s",
            ),
            zonedesk_xsuaa::Transport::default(),
        );
        let error = account.user("u1").await.unwrap_err();
        assert!(matches!(&error.kind, ErrorKind::Unreachable { reason: r, .. } if *r == reason), "{error}");
    }
}

#[tokio::test]
async fn an_empty_answer_to_a_patch_is_a_success() {
    let server = Scripted::start(|seen, number| match seen.line.as_str() {
        "POST /oauth/token" => token(number),
        _ => b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
    })
    .await;
    let patch = zonedesk_scim::GroupPatch { remove: vec!["u1".into()], ..Default::default() };
    let group =
        server.account.patch_group("Retail Viewer", zonedesk_xsuaa::IfMatch::Version(1), &patch).await;
    assert_eq!(group, Ok(None));
    let seen = server.seen.lock().unwrap()[1].clone();
    assert_eq!(seen.line, "PATCH /Groups/Retail%20Viewer");
    assert!(seen.headers.contains(&"if-match: 1".to_owned()));
    let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(body, serde_json::json!({"members": [{"value": "u1", "operation": "delete"}]}));
}
