#[test]
fn the_committed_openapi_document_is_up_to_date() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == auth_contract::openapi::text(),
        "openapi.json differs from the types; write it anew with\n\n    \
         cargo run -p auth-contract --features openapi --example openapi\n\nand commit it"
    );
}
