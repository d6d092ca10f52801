//! Round trips of the wire types: what is written reads the same.

use proptest::prelude::*;
use zonedesk_scim::{
    Email, GrantType, Group, GroupGrant, Member, MemberType, Meta, Origin, Resource, Timestamp, UaaError,
    User,
};

prop_compose! {
    fn moment()(milliseconds in 0_i64..4_000_000_000_000) -> Timestamp { Timestamp(milliseconds) }
}

prop_compose! {
    fn meta()(version in 0_i64..99, created in proptest::option::of(moment()), last_modified in proptest::option::of(moment())) -> Meta {
        Meta { version, created, last_modified }
    }
}

fn filled() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("\\PC{1,8}")
}

prop_compose! {
    fn user()(
        (id, external_id, user_name, origin) in ("\\PC{0,8}", filled(), "\\PC{0,8}", "[a-z.-]{0,8}"),
        (given_name, family_name, zone_id) in (filled(), filled(), filled()),
        emails in prop::collection::vec(("\\PC{0,8}", any::<bool>()).prop_map(|(value, primary)| Email { value, primary }), 0..2),
        phone_numbers in prop::collection::vec("[0-9]{1,5}".prop_map(String::from), 0..2),
        (active, verified) in (any::<bool>(), any::<bool>()),
        groups in prop::collection::vec(("\\PC{0,8}", "\\PC{0,8}").prop_map(|(value, display)| GroupGrant { value, display, grant: GrantType::Indirect }), 0..2),
        meta in meta(),
        (password_last_modified, last_logon, previous_logon) in (proptest::option::of(moment()), proptest::option::of(moment()), proptest::option::of(moment())),
    ) -> User {
        User { id, external_id, user_name, origin: Origin(origin), given_name, family_name, emails, phone_numbers,
            active, verified, groups, meta, zone_id, password_last_modified, last_logon, previous_logon, other: Default::default() }
    }
}

prop_compose! {
    fn group()(
        (id, display_name) in ("\\PC{0,8}", "\\PC{0,8}"),
        (description, zone_id) in (filled(), filled()),
        members in proptest::option::of(prop::collection::vec(
            ("\\PC{0,8}", any::<bool>(), proptest::option::of("[a-z]{1,8}")).prop_map(|(value, group, origin)| Member {
                value, kind: if group { MemberType::Group } else { MemberType::User }, origin: origin.map(Origin) }), 0..3)),
        meta in meta(),
    ) -> Group {
        Group { id, display_name, description, members, meta, zone_id, other: Default::default() }
    }
}

proptest! {
    #[test]
    fn a_user_survives_the_wire(user in user()) {
        prop_assert_eq!(User::from_wire(user.to_wire()).unwrap(), user);
    }

    #[test]
    fn a_group_survives_the_wire(group in group()) {
        prop_assert_eq!(Group::from_wire(group.to_wire()).unwrap(), group);
    }

    #[test]
    fn no_bytes_upset_the_readers(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = User::from_slice(&bytes);
        let _ = Group::from_slice(&bytes);
        let _ = UaaError::from_slice(&bytes);
    }
}
