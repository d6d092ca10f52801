//! The bill of materials (SBOM), for those who look up known flaws.

use serde_json::{Value, json};

use crate::Packages;

/// As CycloneDX 1.6 in JSON (ECMA-424). The same packages give the same text: it holds no time and no serial number.
pub fn bill(packages: &Packages, version: &str) -> Value {
    let components: Vec<Value> = packages
        .all
        .iter()
        .map(|(url, package)| {
            let mut component = json!({
                "type": "library",
                "bom-ref": url,
                "name": package.name,
                "version": package.version,
                "purl": url,
            });
            if !package.licence.is_empty() {
                component["licenses"] = json!([{ "expression": package.licence }]);
            }
            if let Some((algorithm, sum)) = &package.sum {
                component["hashes"] = json!([{ "alg": algorithm, "content": sum }]);
            }
            component
        })
        .collect();
    let ours = format!("pkg:generic/zonedesk@{version}");
    let mut dependencies = vec![json!({ "ref": ours, "dependsOn": packages.direct })];
    let needs = packages.all.iter().map(|(url, package)| json!({ "ref": url, "dependsOn": package.needs }));
    dependencies.extend(needs);
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": "Zonedesk",
                "version": version,
                "purl": ours,
                "licenses": [{ "license": { "id": "Apache-2.0" } }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    })
}
