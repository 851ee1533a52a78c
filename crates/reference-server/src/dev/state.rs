//! What the handlers of the lobby share.

use axum::extract::FromRef;

use crate::api::SharedApi;

/// What the handlers of the lobby share.
#[derive(Clone)]
pub struct DevState {
    pub api: SharedApi,
    pub has_gallery: HasGallery,
}

/// Whether there is a gallery to link to.
#[derive(Clone, Copy)]
pub struct HasGallery(pub bool);

impl FromRef<DevState> for SharedApi {
    fn from_ref(state: &DevState) -> Self {
        state.api.clone()
    }
}

impl FromRef<DevState> for HasGallery {
    fn from_ref(state: &DevState) -> Self {
        state.has_gallery
    }
}
