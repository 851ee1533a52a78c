//! The schemas of the wire types. `utoipa` generates them from the types; this module corrects what it cannot know.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use crate::{ActionRequest, Config, Flow, Problem, ProblemCode, Session, SignedOut, StartFlow, StepType};

type Schemas = BTreeMap<String, Value>;

const PREFIX: &str = "#/components/schemas/";

/// `#/components/schemas`.
pub(super) fn components() -> Value {
    let mut schemas = drawn();
    schemas.values_mut().for_each(tidy);
    tag(&mut schemas, "Step");
    tag(&mut schemas, "Action");
    flatten_action_request(&mut schemas);
    for step in StepType::ALL {
        let actions: Vec<_> = step.possible_actions().iter().map(|action| action.name()).collect();
        named(&mut schemas, &tagged_name(step.name(), "Step"))["x-possible-actions"] = json!(actions);
    }
    let statuses: BTreeMap<_, _> = ProblemCode::ALL.iter().map(|code| (code.name(), code.status())).collect();
    named(&mut schemas, "ProblemCode")["x-status"] = json!(statuses);
    json!(schemas)
}

/// A reference to the named schema.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{PREFIX}{name}") })
}

fn drawn() -> Schemas {
    let mut drawn = Vec::new();
    macro_rules! roots {
        ($($root:ty),*) => {
            $(
                drawn.push((<$root>::name().into_owned(), <$root>::schema()));
                <$root>::schemas(&mut drawn);
            )*
        };
    }
    roots!(StartFlow, ActionRequest, Flow, Problem, Session, SignedOut, Config);
    drawn
        .into_iter()
        .map(|(name, schema)| (name, serde_json::to_value(schema).expect("a schema can be written")))
        .collect()
}

fn named<'a>(schemas: &'a mut Schemas, name: &str) -> &'a mut Value {
    schemas.get_mut(name).unwrap_or_else(|| panic!("there is a schema {name}"))
}

/// Adapts a schema and all nested schemas to the JSON that is really written: no `null`, true bounds of integers, and
/// descriptions for readers of the document instead of Rust links.
fn tidy(schema: &mut Value) {
    drop_null(schema);
    let Some(members) = schema.as_object_mut() else {
        if let Some(items) = schema.as_array_mut() {
            items.iter_mut().for_each(tidy);
        }
        return;
    };
    if let Some(Value::String(description)) = members.get_mut("description") {
        let first_paragraph = description.split("\n\n").next().unwrap_or_default();
        *description = first_paragraph.replace('\n', " ");
    }
    let maximum = match members.get("format").and_then(Value::as_str) {
        Some("u-int8") => Some(u32::from(u8::MAX)),
        Some("u-int16") => Some(u32::from(u16::MAX)),
        Some("u-int32") => Some(u32::MAX),
        _ => None,
    };
    if let Some(maximum) = maximum {
        members.remove("format");
        members.insert("maximum".into(), json!(maximum));
    }
    if let Some(Value::Array(words)) = members.get_mut("enum")
        && words.last().is_some_and(|word| word == "unknown")
    {
        words.pop();
        members.insert("x-extensible".into(), Value::Bool(true));
    }
    members.values_mut().for_each(tidy);
}

/// Readers accept `null` for an `Option`, but writers omit the member.
fn drop_null(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = members.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            members.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = members.get_mut("oneOf") {
        choices.retain(|choice| *choice != json!({ "type": "null" }));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            members.remove("oneOf");
            members.extend(only);
        }
    }
}

/// Gives every variant of an internally tagged enum a schema of its own, with the tag as a member, and the enum a
/// `discriminator` (OAS 3.1 section 4.8.25), which requires such schemas.
fn tag(schemas: &mut Schemas, name: &str) {
    let choices = named(schemas, name)["oneOf"].take();
    let (mut references, mut mapping) = (Vec::new(), Map::new());
    for choice in choices.as_array().expect("a tagged enum is a choice") {
        let variant = flattened(schemas, choice);
        let tag = variant["properties"]["type"]["enum"][0].as_str().expect("a variant has a tag").to_owned();
        let variant_name = tagged_name(&tag, name);
        mapping.insert(tag, json!(format!("{PREFIX}{variant_name}")));
        references.push(reference(&variant_name));
        let former = schemas.insert(variant_name, variant);
        assert!(former.is_none(), "two schemas of one name");
    }
    let schema = named(schemas, name);
    schema["oneOf"] = json!(references);
    schema["discriminator"] = json!({ "propertyName": "type", "mapping": mapping });
}

/// Merges `allOf [payload, tag]` into one object; the payload, which nothing else uses, is removed from the schemas.
fn flattened(schemas: &mut Schemas, choice: &Value) -> Value {
    let Some(parts) = choice["allOf"].as_array() else { return choice.clone() };
    let payload = parts[0]["$ref"].as_str().and_then(|path| path.strip_prefix(PREFIX)).expect("a payload has a name");
    let mut object = schemas.remove(payload).unwrap_or_else(|| panic!("{payload} is a schema of its own"));
    object["properties"]["type"] = parts[1]["properties"]["type"].clone();
    let mut required = vec![json!("type")];
    required.extend(object["required"].as_array().cloned().unwrap_or_default());
    object["required"] = json!(required);
    object
}

/// An action is always sent with a revision: the revision becomes a member of each variant, and the body a `oneOf`.
fn flatten_action_request(schemas: &mut Schemas) {
    let request = named(schemas, "ActionRequest").take();
    let revision = &request["allOf"][1]["properties"]["revision"];
    assert!(revision.is_object(), "an action request is an action with a revision");
    let mut action = schemas.remove("Action").expect("there is a schema Action");
    for choice in action["oneOf"].as_array().expect("an action is a choice") {
        let name = choice["$ref"].as_str().and_then(|path| path.strip_prefix(PREFIX)).expect("an action has a name");
        let variant = named(schemas, name);
        variant["properties"]["revision"] = revision.clone();
        variant["required"].as_array_mut().expect("an action requires its tag").push(json!("revision"));
    }
    action["description"] = request["description"].clone();
    schemas.insert("ActionRequest".into(), action);
}

/// Example: `mfa_challenge`, `Step` → `MfaChallengeStep`.
fn tagged_name(tag: &str, kind: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    tag.split('_').map(word).collect::<String>() + kind
}
