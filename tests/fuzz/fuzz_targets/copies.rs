//! A user of an account: what the read transformation copies without reading it is what it gives when it reads all.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_jsonpath::{Name, Node, Outline, Tape};
use zonedesk_transform::compare::Frozen;
use zonedesk_transform::{
    DEFAULT_READ, Ended, Operation, Program, Properties, Request, Runner, Transformation,
};

fuzz_target!(|text: &str| {
    let (document, _) = Transformation::load(DEFAULT_READ.to_owned());
    let properties = Properties::new();
    let user = document.entity("user").expect("a user").with_properties(&properties);
    let program = Program::compile(&user, &properties).expect("it runs");
    let copies = program.copies().expect("it copies");
    let mut request = Request::new(Operation::Read);
    request.variables.insert("entityBaseLocation".to_owned(), "https://proxy/Users/".into());
    let outline = Outline::of_entity(text, "meta");
    // Its members are found where all of it is JSON, and nowhere else.
    assert_eq!(outline.as_ref().err(), Tape::new().parse_str(text).err().as_ref());
    let Ok(outline) = outline else { return };
    let copied = copies.copier(text, &outline).run(0, &request, &mut Frozen::at(0), |_, copied| {
        copied
            .iter()
            .map(|member| {
                let mut value = Vec::new();
                member.write(&mut value);
                (member.name.to_owned(), value)
            })
            .collect::<Vec<_>>()
    });
    let Some(Ended::Entity(copied)) = copied else { return };
    let mut whole = Vec::new();
    let ended = Runner::new(&program).run(text.as_bytes(), &request, &mut Frozen::at(0), &mut whole);
    assert!(matches!(ended, Ok(Ended::Entity(()))), "{ended:?}");
    let (mut tape, mut own) = (Tape::new(), Tape::new());
    let whole = tape.parse(&whole).expect("JSON");
    for (name, value) in copied {
        let value = own.parse(&value).expect("JSON");
        let member = Node::from(&whole).member(&Name::new(&name)).expect("it comes out");
        assert_eq!(Node::from(&value).to_value(), member.to_value(), "{name}");
    }
});
