//! The cost of an entity in the default transformations, each beside a hand-written loop over `serde_json::Value`s that
//! does the same, parse and serialise included.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zonedesk_bench::baseline;
use zonedesk_bench::users::user;
use zonedesk_bench::world::{READ, WRITE, World, program, request};
use zonedesk_jsonpath::{Fuel, Node, Tape};
use zonedesk_transform::{Explained, Operation, Runner};

const USERS: usize = 1_000;

fn entities(c: &mut Criterion) {
    let users: Vec<String> = (0..USERS).map(user).collect();
    let mut group = c.benchmark_group("transform");
    group.throughput(Throughput::Elements(USERS as u64));
    let mut out = Vec::with_capacity(USERS * 1_200);
    for (name, document, operation) in [("read", READ, Operation::Read), ("write", WRITE, Operation::Create)]
    {
        let (program, request) = (program(document), request(operation));
        let by_hand = if operation == Operation::Read { baseline::read } else { baseline::write };
        group.bench_function(format!("{name}/by hand"), |b| {
            b.iter(|| {
                out.clear();
                users.iter().for_each(|user| by_hand(user.as_bytes(), &mut out).expect("a user"));
            });
        });
        let mut runner = Runner::new(&program);
        group.bench_function(format!("{name}/engine"), |b| {
            b.iter(|| {
                out.clear();
                for user in &users {
                    runner.run(user.as_bytes(), &request, &mut World, &mut out).expect("a user");
                }
            });
        });
        let mut tapes: Vec<Tape> = users.iter().map(|_| Tape::new()).collect();
        let documents: Vec<_> =
            users.iter().zip(&mut tapes).map(|(user, tape)| tape.parse_str(user).expect("a user")).collect();
        group.bench_function(format!("{name}/engine without parsing"), |b| {
            b.iter(|| {
                for document in &documents {
                    let fuel = Fuel::default();
                    black_box(
                        program
                            .run(Node::from(document), &request, &fuel, &mut World, &mut ())
                            .expect("a user"),
                    );
                }
            });
        });
        group.bench_function(format!("{name}/explain"), |b| {
            b.iter(|| {
                out.clear();
                for user in &users {
                    let mut told: Vec<Explained> = Vec::new();
                    runner
                        .run_traced(user.as_bytes(), &request, &mut World, &mut told, &mut out)
                        .expect("a user");
                    black_box(told);
                }
            });
        });
    }
    group.finish();
}

fn compile(c: &mut Criterion) {
    c.bench_function("transform/compile the default read", |b| b.iter(|| program(black_box(READ))));
}

criterion_group!(benches, entities, compile);
criterion_main!(benches);
