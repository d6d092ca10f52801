//! Role collections as a company has them: what one may do, in which part of it.

/// Area of work, what its people handle, and one of them.
const AREAS: [(&str, &str, &str); 12] = [
    ("Sales", "sales orders", "discounts"),
    ("Purchasing", "purchase orders", "purchase orders"),
    ("Payroll", "payroll runs", "off-cycle payments"),
    ("Treasury", "payments and bank accounts", "payments"),
    ("Quality", "inspection lots", "scrapping"),
    ("Logistics", "deliveries and shipments", "express freight"),
    ("Service", "service tickets", "goodwill repairs"),
    ("Planning", "production plans", "overtime"),
    ("Assets", "asset postings", "investments"),
    ("Projects", "project budgets", "budget transfers"),
    ("Compliance", "screening results", "exceptions"),
    ("Reporting", "reports and key figures", "external data purchases"),
];

const KINDS: [&str; 6] = ["Viewer", "Editor", "Approver", "Administrator", "Auditor", "Key User"];

/// Their number shares no divisor with the numbers above, so that neighbours differ.
const PLACES: [&str; 7] = [
    "in plant 1200",
    "in company code 2010",
    "in all plants",
    "in region EMEA",
    "at the shared service centre",
    "in plant 3400",
    "in company code 1000",
];

/// In EUR.
const LIMITS: [&str; 5] = ["1,000", "5,000", "20,000", "50,000", "250,000"];

pub(super) struct Duty {
    pub name: String,
    pub description: String,
}

/// The same for the same number; names do not repeat.
pub(super) fn duty(number: usize) -> Duty {
    let (area, things, approved) = AREAS[number % AREAS.len()];
    let kind = KINDS[number / AREAS.len() % KINDS.len()];
    let place = PLACES[number % PLACES.len()];
    let limit = LIMITS[number % LIMITS.len()];
    let name = match number / (AREAS.len() * KINDS.len()) {
        0 => format!("{area} {kind}"),
        round => format!("{area} {kind} {}", round + 1),
    };
    let description = match kind {
        "Viewer" => format!("Read {things} {place}"),
        "Editor" => format!("Create and change {things} {place}"),
        "Approver" => format!("Approve {approved} up to {limit} EUR {place}"),
        "Administrator" => format!("Set up forms, numbers and archives of {things} {place}"),
        "Auditor" => format!("Read {things} and who changed them {place}"),
        _ => format!("Help colleagues with {things} {place}"),
    };
    Duty { name, description }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn duties_are_described_and_seldom_alike() {
        assert_eq!(duty(25).name, "Purchasing Approver");
        assert_eq!(
            duty(25).description,
            "Approve purchase orders up to 1,000 EUR at the shared service centre"
        );
        assert_eq!(duty(72).name, "Sales Viewer 2");
        let names: HashSet<_> = (0..500).map(|number| duty(number).name).collect();
        assert_eq!(names.len(), 500);
        let described: HashSet<_> = (0..72).map(|number| duty(number).description).collect();
        assert_eq!(described.len(), 72);
    }
}
