use crate::any_sample::AnySample;

#[test]
fn every_sample_survives_json() {
    for sample in AnySample::all() {
        let reading = sample.read(&sample.json).unwrap_or_else(|error| panic!("{}: {error}", sample.name));
        assert!(reading.same, "{} became {}", sample.name, reading.printed);
        assert_eq!(reading.json, sample.json, "{} is written otherwise the second time", sample.name);
    }
}

#[test]
fn nothing_writes_null() {
    for sample in AnySample::all() {
        let text = sample.json.to_string();
        assert!(!text.contains("null"), "{}: {text}", sample.name);
    }
}
