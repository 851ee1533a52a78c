use serde_json::Value;

/// The schemas of the document, for a traversal of a value along its schema.
pub struct Schemas(Value);

/// One value within a sample, with its schema.
pub struct Place<'a> {
    /// The name of the schema, if it has one.
    pub name: Option<&'a str>,
    pub schema: &'a Value,
    pub value: &'a Value,
    /// JSON pointer (RFC 6901) from the root of the sample.
    pub pointer: String,
}

impl Place<'_> {
    /// Whether the schema requires this member.
    pub fn requires(&self, member: &str) -> bool {
        self.schema["required"].as_array().is_some_and(|required| required.iter().any(|name| name == member))
    }

    /// WebAuthn JSON, which the contract does not define.
    pub fn is_opaque(&self) -> bool {
        self.name == Some("RawJson")
    }
}

impl Schemas {
    pub fn new() -> Self {
        Self(auth_contract::openapi::document()["components"]["schemas"].take())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.as_object().unwrap().iter()
    }

    /// Every value within `value`, itself included; `value` has the schema `name`.
    pub fn walk<'a>(&'a self, name: &'a str, value: &'a Value) -> Vec<Place<'a>> {
        let mut places = Vec::new();
        self.step(Some(name), &self.0[name], value, String::new(), &mut places);
        places
    }

    fn step<'a>(
        &'a self,
        name: Option<&'a str>,
        schema: &'a Value,
        value: &'a Value,
        pointer: String,
        places: &mut Vec<Place<'a>>,
    ) {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap();
            return self.step(Some(name), &self.0[name], value, pointer, places);
        }
        if let Some(mapping) = schema["discriminator"]["mapping"].as_object() {
            let tag = value["type"].as_str().unwrap_or_else(|| panic!("{pointer} has no tag"));
            let name = mapping[tag].as_str().and_then(|reference| reference.rsplit('/').next()).unwrap();
            return self.step(Some(name), &self.0[name], value, pointer, places);
        }
        places.push(Place { name, schema, value, pointer: pointer.clone() });
        if let Some(members) = value.as_object().filter(|_| name != Some("RawJson")) {
            for (member, value) in members {
                let schema = schema["properties"]
                    .get(member)
                    .unwrap_or_else(|| panic!("{pointer}/{member} is not in the document"));
                self.step(None, schema, value, format!("{pointer}/{member}"), places);
            }
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            self.step(None, &schema["items"], value, format!("{pointer}/{index}"), places);
        }
    }
}
