//! The codes of errors, in one table.
//!
//! `ZD1…` workspace and what is looked up in it, `ZD2…` network and accounts, `ZD3…` input, `ZD4…` changes and plans,
//! `ZD5…` secrets, `ZD6…` transformations, `ZD7…` export, import and backup, `ZD8…` versions and drafts of a
//! system's transformations, `ZD9…` the proxy. A code keeps its meaning for ever; a new meaning gets a new code.

macro_rules! codes {
    ($($name:ident $code:literal $what:literal $remedy:literal,)*) => {
        /// What an [`AppError`](crate::api::AppError) is, for callers that decide by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $what] $name,)*
        }

        impl Code {
            /// All, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As `ZD1001`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it stands for, a line for a table.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$name => $what,)* }
            }

            /// What to do about it in general; an error's own help knows the case. Empty where no person meets it.
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$name => $remedy,)* }
            }
        }
    };
}

codes! {
    WorkspaceDamaged "ZD1001" "The workspace file is damaged; it was left as it is"
        "Open a copy, which saves what can be read, or start a new workspace beside it. A backup brings the old one back.",
    WorkspaceNewer "ZD1002" "The workspace was written by a later version of Zonedesk; it was left as it is"
        "Update Zonedesk, or open a copy.",
    WorkspaceForeign "ZD1003" "The workspace file belongs to another program; it was left as it is"
        "Choose another folder for the workspace.",
    WorkspaceReadOnly "ZD1004" "The workspace folder or file cannot be written to"
        "Give your user the right to write there, or choose another folder with `--workspace`.",
    WorkspaceBusy "ZD1005" "Another process holds the workspace"
        "Close the other window or wait for the other command, then try again.",
    WorkspaceIo "ZD1006" "The workspace cannot be read or written"
        "The message names the file and what the computer said: look for a full disk, a network folder that is gone, or missing rights.",
    NoDataFolder "ZD1007" "The computer names no folder for an application's data"
        "Name a folder with `--workspace` or `ZONEDESK_WORKSPACE`.",
    NoSystem "ZD1010" "There is no such system"
        "`zonedesk systems list` shows names and ids, `zonedesk systems deleted` what was deleted.",
    NoSnapshot "ZD1011" "The account was not read yet"
        "Refresh the account first.",
    NoEntity "ZD1012" "The snapshot holds no such user or role collection"
        "It may have been deleted, or be new: refresh to be sure.",
    NoEntry "ZD1013" "The journal has no such entry"
        "Activity, or `zonedesk activity list`, shows what there is.",
    NoJob "ZD1014" "There is no such job"
        "",
    NoDestination "ZD1015" "There is no such destination"
        "`zonedesk destinations list` shows what there is.",
    NoConsumer "ZD1016" "The system has no such consumer"
        "`zonedesk consumers list SYSTEM` shows what there is.",
    NotKnownThen "ZD1017" "The account was not known at that moment"
        "Ask for a later moment: changes are known from the first refresh on, for 400 days.",
    HostUnknown "ZD2001" "The host of an address is unknown"
        "Check the address for typing errors, then this computer's DNS, VPN and HTTP proxy (*Settings > Network*).",
    ConnectionRefused "ZD2002" "No connection to the host"
        "Check the port of the address, and whether a firewall lets this computer out.",
    CertificateUntrusted "ZD2003" "No secure connection: the certificate is not trusted"
        "Behind a proxy that looks into TLS, name its root certificate in *Settings > Network*. Else the host is not what it claims to be.",
    NoAnswerInTime "ZD2004" "No answer in time"
        "Try again; where it stays so, check VPN and HTTP proxy, and SAP's status page.",
    ConnectionBroken "ZD2005" "The connection broke; a change may have been carried out"
        "Refresh first: a change may have been carried out. Activity offers to resume it, and sends nothing twice.",
    TokenRefused "ZD2006" "The token endpoint refused the client id or secret"
        "The client id or secret is wrong, was rotated, or is of another subaccount: paste a new key (*Replace Credentials…*).",
    TokenInvalid "ZD2007" "The account does not accept the token"
        "Take token URL and API URL out of one key: they may be of different regions.",
    ScopeMissing "ZD2008" "The credential lacks the scope for this"
        "Create an API credential that is not read-only, and paste it (*Replace Credentials…*).",
    NotFound "ZD2009" "The account holds no such entity"
        "Somebody deleted it: refresh.",
    Conflict "ZD2010" "It exists already or was changed meanwhile"
        "Reload, look at the difference, and decide anew.",
    Refused "ZD2011" "The account refused the request"
        "The request was not taken as it is; the message holds what the account said.",
    RateLimited "ZD2012" "The account takes no more requests for a moment"
        "Wait a moment. Other programs with a credential of this account share its limit.",
    Gateway "ZD2013" "The service in front of the account is disturbed"
        "Try again later. Where one entity alone fails, its id or a filter holds what no address may hold (a slash).",
    NotAnAccount "ZD2014" "The address answers, but not as an XSUAA account"
        "Give the account's API (`https://api.authentication.REGION.hana.ondemand.com`), not the cockpit or an application.",
    AnswerTooLarge "ZD2015" "The answer is too large"
        "The address is hardly an account's.",
    TlsSetup "ZD2016" "TLS cannot be set up on this computer"
        "This computer's store of certificates cannot be read; the message says why.",
    Unaddressable "ZD2017" "An id that no request can name"
        "Change it in SAP BTP Cockpit: no address can name it.",
    SystemDisabled "ZD2018" "The system is disabled"
        "Enable the system first.",
    SystemIsFolder "ZD2019" "The system is a folder: it has no account to ask"
        "Choose a system below it.",
    Cancelled "ZD2020" "The job was cancelled"
        "Start it again. What had been carried out stands in Activity.",
    DemoFailed "ZD2021" "The built-in simulator could not be started"
        "Close the demo landscape and open it again.",
    ProxyGone "ZD2022" "The HTTP proxy does not answer"
        "Check the proxy's address in *Settings > Network* or in `HTTPS_PROXY`, and the network.",
    ProxyRefused "ZD2023" "The HTTP proxy refused the way to the host"
        "Ask those who run the proxy to let this host pass, or except it (`NO_PROXY`).",
    ProxySignIn "ZD2024" "The HTTP proxy asks for a sign-in"
        "Give user and password in `HTTPS_PROXY` (`http://user:password@proxy:8080`), or use a proxy without.",
    CertificateEnded "ZD2025" "The server's certificate has ended"
        "Check this computer's date. If it is right, the server's certificate must be renewed.",
    ClockBehind "ZD2026" "The server's certificate is not valid yet: this computer's clock is behind"
        "Set this computer's date and time right.",
    CertificateOfAnother "ZD2027" "The server's certificate is for another host"
        "Check the address: it leads to another host, or a network in between answers in its place.",
    ClientCertificate "ZD2028" "The server refused the client certificate"
        "The certificate was revoked, has ended, or is of another credential: paste a new one (*Replace Credentials…*).",
    NoSecureConnection "ZD2029" "No secure connection: the other side speaks no TLS that is understood"
        "Check that the port speaks TLS, and whether a firewall is in between.",
    OtherRegion "ZD2030" "Token and API are of different regions"
        "Take token URL and API URL out of one key.",
    OtherAccount "ZD2031" "The token is for another account than the address names"
        "Take the credential of this account, or correct the address.",
    FieldMissing "ZD3001" "A field is empty that must not be"
        "Fill in the field that is named.",
    NameInvalid "ZD3002" "A system's name has forbidden characters or length"
        "At most 100 letters a–z, digits, `-`, `_`, `.` and spaces, no space at either end.",
    NameTaken "ZD3003" "Another system has this name"
        "Choose another name.",
    AddressInvalid "ZD3004" "A text is no address that may be used"
        "It begins with `https://` and holds no user, `?` or `#`; a token address ends in `/oauth/token`.",
    ParentInvalid "ZD3005" "A system cannot stand at this place of the tree"
        "Choose another place; the message says what may stand below what.",
    ColumnUnknown "ZD3006" "A list has no column of this name"
        "",
    LimitTooLarge "ZD3007" "More rows were asked for than a page may have"
        "",
    ValueInvalid "ZD3008" "A value is outside of what is allowed"
        "The message says what is allowed.",
    SecretAgain "ZD3009" "The host changed: the client secret must be given again"
        "Paste the whole key again: a secret is never sent to a host that it was not given for.",
    DemoSystem "ZD3010" "A demo system's connection cannot be changed"
        "Add a system of your own.",
    ConsumerTaken "ZD3011" "The system has a consumer with this id"
        "Choose another id.",
    PasteUnread "ZD3012" "A pasted text holds no credential"
        "Paste a service key (JSON), what `btp create security/api-credential` printed, or lines such as `User=…`.",
    CertificateInvalid "ZD3013" "A certificate or its private key cannot be used"
        "Copy `certificate` and `key` out of one service key, whole.",
    CredentialGone "ZD3014" "A pasted credential is not held any more"
        "Paste it again: it is held for 15 minutes, until it is used.",
    PlanGone "ZD4001" "The plan is unknown: it was discarded, or the program was restarted"
        "Close the preview and begin again.",
    PlanStale "ZD4002" "Entities of the plan changed in the account: reload it or leave them out"
        "Reload the preview, or leave those entities out.",
    PlanEmpty "ZD4003" "Nothing of the plan is left to be sent"
        "Every request was left out: tick one, or close the preview.",
    ConfirmMissing "ZD4004" "The system's name must be typed to confirm"
        "Type the system's name; in a terminal `--confirm NAME`.",
    ReadOnly "ZD4005" "The credential is read-only"
        "Replace its credential by one that is not read-only (*Replace Credentials…*).",
    Exists "ZD4006" "A user or role collection of this name exists already"
        "Choose another name, or change the one that exists.",
    NestingCycle "ZD4007" "Role collections would contain each other"
        "Choose a role collection that is not part of this one's way up.",
    NestingUnknown "ZD4008" "The account is not known to take role collections as members"
        "Zonedesk nests only where it has read a nested role collection before: assign the users themselves.",
    NotUndoable "ZD4009" "The entry cannot be undone"
        "The message says why: it was undone already, or changed nothing.",
    ChangeFailed "ZD4010" "Some requests of a change failed"
        "Activity says what became of each request; *Retry Failed* sends those that failed.",
    NotResumable "ZD4011" "Nothing of the entry is left to be carried out"
        "Activity shows what became of each request.",
    NoKeychain "ZD5001" "No keychain answers on this computer"
        "Start a keychain (Secret Service), or keep secrets in an encrypted file (*Settings > Security*, `zonedesk secrets move file`).",
    NoSecret "ZD5002" "No client secret is stored for this system"
        "Enter it again (*Replace Credentials…*), or give it with `ZONEDESK_SECRET` for one call.",
    KeychainRefused "ZD5003" "The keychain refused"
        "Unlock the keychain and let Zonedesk use it.",
    VaultLocked "ZD5004" "The encrypted file of secrets is locked: its passphrase is wanted"
        "Give its passphrase; in a terminal `--passphrase-file FILE` or `ZONEDESK_VAULT_PASSPHRASE`.",
    WrongPassphrase "ZD5005" "The encrypted file of secrets does not open with this passphrase"
        "Mind capital letters and the keyboard's language. Without the passphrase nobody can open it; paste the keys anew.",
    VaultDamaged "ZD5006" "The encrypted file of secrets is damaged or of a later version; it was left as it is"
        "Update Zonedesk, or bring the file back from a copy. Without one, move it aside and paste the credentials anew.",
    SecretsIo "ZD5007" "The encrypted file of secrets cannot be read or written"
        "Look at rights and space of the workspace's folder.",
    MoveBroken "ZD5008" "Secrets could not be moved; they are where they were"
        "Secrets are used from where they were. Try again, or choose the other place.",
    SecretNotMade "ZD5011" "The computer gives no randomness for a secret"
        "The message says what the computer answered; start it anew.",
    TransformationBroken "ZD6001" "The transformation cannot run"
        "Check it: *Transformations*, or `zonedesk transform check FILE`, names line and fix.",
    NoEntityType "ZD6002" "The transformation has no such entity type"
        "Choose one of those that the message names.",
    StreamFailed "ZD6003" "Entities cannot be read, or results not written"
        "Look at the file: one JSON object a line.",
    EditRefused "ZD6010" "A transformation cannot be edited so; nothing was changed"
        "The message says what stands in the way; the JSON view can do all.",
    FileNotWritten "ZD7001" "A file cannot be written"
        "Choose another folder, or look at rights and space there.",
    FormulaValue "ZD7002" "A spreadsheet would run a value as a formula"
        "Change the value that is named first.",
    ImportRefused "ZD7003" "A system or destination of a file cannot be imported"
        "Leave it out, or mend what the check names; nothing was written.",
    TableUnread "ZD7004" "A file of people cannot be read, or is no table"
        "Save it as CSV (UTF-8) or XLSX with titles in the first row.",
    NoBackup "ZD7020" "The file is no backup of a workspace"
        "Choose a file that `zonedesk backup` or *Settings > Data* has written.",
    BackupDamaged "ZD7021" "The backup is damaged"
        "Use another one. Nothing was changed.",
    WorkspaceThere "ZD7022" "The folder holds a workspace already"
        "Choose another folder, or restore in place of the workspace that is there.",
    FolderNotShown "ZD7023" "The desktop shows no folder"
        "Open the folder that the message names by hand.",
    NoVersion "ZD8001" "The transformation has no such version"
        "`zonedesk transform list SYSTEM` shows what there is.",
    SavedMeanwhile "ZD8002" "Another version of the transformation was saved meanwhile"
        "Look at the difference, then save on top of that version or take it.",
    NothingChanged "ZD8003" "The text is that of the version in use"
        "There is nothing to save.",
    DescriptionMissing "ZD8004" "A version needs a description"
        "Say in a few words what the change is for.",
    TransformationErrors "ZD8005" "A transformation with errors is not saved"
        "Mend what the check names first; a draft keeps the text meanwhile.",
    NoDraft "ZD8006" "The transformation has no draft"
        "Change something first, or choose a version.",
    FileUnread "ZD8007" "A file holds no transformation"
        "Choose a JSON file with a transformation, or an export of a system.",
    NotMergeable "ZD8008" "Changes cannot be taken over into the text"
        "One of the two was changed meanwhile, or cannot be read. Mend it, then compare again.",
    ProxyNotStarted "ZD9001" "The proxy cannot listen at an address"
        "Choose another port (*Settings > Proxy*, `--listen`), or end the program that has it.",
    ProxyExposed "ZD9002" "The proxy is not opened to other computers without TLS"
        "Give a certificate (`--tls-certificate`, `--tls-key`), make one for trials (`--tls-self-signed`), or name the router that ends TLS (`--tls-ended-by`).",
    ProxyCertificate "ZD9003" "The proxy's certificate or key, or the authorities of its clients, cannot be used"
        "Give PEM files: the certificate with its chain, its unencrypted key, the authorities.",
    ProxyConfiguration "ZD9004" "The file that a proxy is to be run from has faults"
        "Each fault is named with its JSON Pointer.",
    PaceNotShared "ZD9010" "The store that processes share their pace through cannot be used"
        "Look at the address behind `--pace`, its password and whether the Redis or Valkey server runs; without `--pace` each server keeps a pace of its own.",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        assert!(codes.iter().all(|code| code.len() == 6 && code.starts_with("ZD")));
    }

    /// The README has all that a person can meet: written anew where it differs.
    #[test]
    fn the_readme_says_what_to_do() {
        const BEGIN: &str = "<!-- codes, written by `cargo test -p zonedesk-app readme` -->\n";
        const END: &str = "<!-- end of codes -->";
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../README.md");
        let readme = std::fs::read_to_string(&file).unwrap();
        let (before, rest) = readme.split_once(BEGIN).unwrap();
        let (there, after) = rest.split_once(END).unwrap();

        let mut table = String::from("| code | meaning | what to do |\n|---|---|---|\n");
        for code in Code::ALL.iter().filter(|code| !code.remedy().is_empty()) {
            table += &format!("| `{}` | {} | {} |\n", code.as_str(), code.what(), code.remedy());
        }
        let mut findings = String::from("| code | finding | meaning |\n|---|---|---|\n");
        for code in zonedesk_transform::Code::ALL {
            findings +=
                &format!("| `{}` | {} | {} |\n", code.id(), code.title(), code.help().replace('\\', "\\\\"));
        }
        let written = format!(
            "<details><summary>Every code</summary>\n\n{table}\n</details>\n\n\
             <details><summary>Every finding in a transformation</summary>\n\n{findings}\n</details>\n"
        );
        if there != written {
            std::fs::write(&file, format!("{before}{BEGIN}{written}{END}{after}")).unwrap();
            panic!("README.md was not up to date and is now: commit it");
        }
    }
}
