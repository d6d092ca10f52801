use crate::api::{PropertyFinding, Severity};
use crate::texts::sentence;

/// Code and parameters of a sentence.
type Said<'a, const N: usize> = (&'a str, [(&'a str, String); N]);

/// The value cannot be used.
pub fn error<const N: usize, const M: usize>(
    property: &str,
    text: Said<'_, N>,
    mend: Said<'_, M>,
) -> PropertyFinding {
    finding(Severity::Error, property, text, mend)
}

/// It may be meant, but is more often a mistake.
pub fn warning<const N: usize, const M: usize>(
    property: &str,
    text: Said<'_, N>,
    mend: Said<'_, M>,
) -> PropertyFinding {
    finding(Severity::Warning, property, text, mend)
}

pub fn information<const N: usize, const M: usize>(
    property: &str,
    text: Said<'_, N>,
    mend: Said<'_, M>,
) -> PropertyFinding {
    finding(Severity::Information, property, text, mend)
}

fn finding<const N: usize, const M: usize>(
    severity: Severity,
    property: &str,
    (code, params): Said<'_, N>,
    (mend, mend_params): Said<'_, M>,
) -> PropertyFinding {
    PropertyFinding {
        property: property.to_owned(),
        severity,
        text: sentence(code, params),
        mend: sentence(mend, mend_params),
    }
}

/// A finding of a system, told where its destination is changed.
pub fn warning_of(finding: &PropertyFinding, system: &str) -> PropertyFinding {
    let params = [("problem", finding.text.message.clone()), ("system", system.to_owned())];
    PropertyFinding {
        property: finding.property.clone(),
        severity: Severity::Warning,
        text: sentence("finding.inSystem", params),
        mend: finding.mend.clone(),
    }
}
