//! Changes bodies, one place at a time.

use serde_json::{Value, json};

/// `body` itself, and every body that is another in one place: a value is replaced, a key or item is missing, a key
/// is new, or the code is another of `wires`.
pub fn of(body: &Value, wires: &[String]) -> Vec<Value> {
    let mut all = vec![body.clone()];
    let mut places = Vec::new();
    pointers(body, String::new(), &mut places);
    let texts = wires.iter().map(|wire| json!(wire));
    let probes: Vec<Value> = probes().into_iter().chain(texts).collect();
    for place in &places {
        all.extend(
            probes
                .iter()
                .map(|probe| changed(body, place, |value| *value = probe.clone())),
        );
        all.push(changed(body, place, remove_last));
        all.extend(new_keys(body, place));
        all.extend(without(body, place));
    }
    all
}

/// The object at `key`, or `body` itself where there is no key.
pub fn object<'b>(body: &'b mut Value, key: &str) -> &'b mut Value {
    if key.is_empty() { body } else { &mut body[key] }
}

/// Does JavaScript read the same numbers?
pub fn is_safe_in_javascript(body: &Value) -> bool {
    match body {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() < 9e15),
        Value::Array(items) => items.iter().all(is_safe_in_javascript),
        Value::Object(entries) => entries.values().all(is_safe_in_javascript),
        _ => true,
    }
}

fn probes() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.0),
        json!(0.5),
        json!(-2_147_483_649_i64),
        json!(2_147_483_648_u64),
        json!(4_294_967_296_u64),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(18_446_744_073_709_551_616.0),
        json!(-1e30),
        json!(""),
        json!("text"),
        json!("free"),
        json!("日本"),
        json!([]),
        json!([null]),
        json!(["a", "b", "c"]),
        json!({}),
        json!({ "a": 1 }),
        json!({ "path": "a", "inner": [{ "path": "b" }] }),
    ]
}

fn pointers(value: &Value, place: String, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(value, format!("{place}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(place);
}

fn changed(body: &Value, place: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut body = body.clone();
    change(body.pointer_mut(place).expect("a place of the body"));
    body
}

fn remove_last(value: &mut Value) {
    match value {
        Value::Array(items) => drop(items.pop()),
        Value::String(text) => drop(text.pop()),
        other => *other = json!([other.clone()]),
    }
}

fn new_keys(body: &Value, place: &str) -> Vec<Value> {
    let is_object = body.pointer(place).is_some_and(Value::is_object);
    let keys = if is_object {
        &[
            "new",
            "message",
            "code",
            "request_id",
            "requestId",
            "details",
        ][..]
    } else {
        &[]
    };
    let add = |key: &&str| changed(body, place, |object| object[*key] = json!(5));
    keys.iter().map(add).collect()
}

/// The body without each key of the object at `place`.
fn without(body: &Value, place: &str) -> Vec<Value> {
    let object = body.pointer(place).and_then(Value::as_object);
    let keys = object.into_iter().flat_map(serde_json::Map::keys);
    let remove = |key: &String| {
        changed(body, place, |object| {
            object.as_object_mut().expect("an object").remove(key);
        })
    };
    keys.map(remove).collect()
}
