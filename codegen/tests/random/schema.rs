//! The schema of the body accepts the registry's own samples, and is a schema.

use errbook::emit::json_schema;
use errbook::files::Files;
use errbook::model::Registry;
use serde_json::Value;

/// Holds each sample that the schema shows against the schema.
pub fn accepts_its_samples(registry: &Registry) -> Result<(), String> {
    let mut files = Files::default();
    json_schema::emit(registry, &mut files);
    let Some((_, text)) = files.iter().next() else {
        return Ok(());
    };
    let schema: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    jsonschema::draft202012::meta::validate(&schema)
        .map_err(|error| format!("no schema: {error}"))?;
    let validator =
        jsonschema::validator_for(&schema).map_err(|error| format!("no schema: {error}"))?;
    for code in registry.public_codes() {
        if schema["$defs"][&code.name.pascal].get("examples").is_none() {
            continue;
        }
        let body = registry.sample_body(code).to_json();
        let body = serde_json::from_str(&body).map_err(|error| format!("{error} in {body}"))?;
        if let Err(error) = validator.validate(&body) {
            return Err(format!("the sample of {} is refused: {error}", code.wire));
        }
    }
    Ok(())
}
