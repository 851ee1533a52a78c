//! The demo products: one row each. All of them are the same few pages; they differ in platform and brand.

use auth_contract::ClientPlatform;

use crate::domain::oauth::Client;

/// A demo product.
#[derive(Debug)]
pub struct Product {
    /// The part of its address below `/dev/client/`.
    pub path: &'static str,
    pub client_id: &'static str,
    /// As a person knows it.
    pub name: &'static str,
    pub platform: ClientPlatform,
    /// The brand that the page has for its people.
    pub brand: Option<&'static str>,
    /// On its button in the lobby.
    pub label: &'static str,
    /// What is particular, for the lobby.
    pub about: &'static str,
    /// Whether the update gate stops its old versions already.
    pub after_the_date: bool,
}

impl Product {
    /// Whether it is a web site, which has only the browser's cookie to tell its people apart.
    pub fn is_web(&self) -> bool {
        self.platform == ClientPlatform::Web
    }

    /// Whether its people may carry the code over by hand.
    pub fn takes_codes(&self) -> bool {
        self.platform == ClientPlatform::Android
    }

    /// What kind of program it is.
    pub const fn kind(&self) -> &'static str {
        match self.platform {
            ClientPlatform::Desktop => "Desktop app",
            ClientPlatform::Ios => "iPhone app",
            ClientPlatform::Android => "Android app",
            _ => "Web",
        }
    }
}

const NOTES: &str = "Northwind Notes";

/// All of them.
pub const PRODUCTS: [Product; 9] = [
    Product {
        path: "web",
        client_id: "northwind-web",
        name: NOTES,
        platform: ClientPlatform::Web,
        brand: None,
        label: "Web",
        about: "Back by redirect",
        after_the_date: false,
    },
    Product {
        path: "desktop",
        client_id: "northwind-desktop",
        name: NOTES,
        platform: ClientPlatform::Desktop,
        brand: None,
        label: "Desktop app",
        about: "Back by a press, to a loopback address",
        after_the_date: false,
    },
    Product {
        path: "ios",
        client_id: "northwind-ios",
        name: NOTES,
        platform: ClientPlatform::Ios,
        brand: None,
        label: "iPhone app",
        about: "Back by a press, to the app’s scheme",
        after_the_date: false,
    },
    Product {
        path: "android",
        client_id: "northwind-android",
        name: NOTES,
        platform: ClientPlatform::Android,
        brand: None,
        label: "Android app",
        about: "Back by a press, to the app’s scheme",
        after_the_date: false,
    },
    Product {
        path: "fjord",
        client_id: "fjord-journal",
        name: "My Journal",
        platform: ClientPlatform::Web,
        brand: Some("fjord"),
        label: "Fjord Clinic",
        about: "A product with a brand of its own: warm",
        after_the_date: false,
    },
    Product {
        path: "ledger",
        client_id: "ledgerline-web",
        name: "Ledgerline",
        platform: ClientPlatform::Web,
        brand: Some("ledger"),
        label: "Ledgerline",
        about: "A product with a brand of its own: dense",
        after_the_date: false,
    },
    Product { path: "desktop-after", client_id: "northwind-desktop-after", ..after(ClientPlatform::Desktop) },
    Product { path: "ios-after", client_id: "northwind-ios-after", ..after(ClientPlatform::Ios) },
    Product { path: "android-after", client_id: "northwind-android-after", ..after(ClientPlatform::Android) },
];

/// An app of which old versions are stopped: the date of a demo cannot be in the future and in the past.
const fn after(platform: ClientPlatform) -> Product {
    Product { path: "", client_id: "", name: NOTES, platform, brand: None, label: "", about: "", after_the_date: true }
}

/// The product at `/dev/client/<path>`.
pub fn at(path: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.path == path)
}

/// The products as clients. A loopback redirect is registered for the first two kinds of client, so that any OAuth
/// client library can be tried against this server.
pub fn clients(public_origin: &str) -> Vec<Client> {
    let client = |product: &Product| {
        let path = product.path;
        let redirect_uris = match product.platform {
            ClientPlatform::Desktop => vec![format!("http://127.0.0.1/dev/client/{path}/callback")],
            ClientPlatform::Ios | ClientPlatform::Android => vec!["com.example.northwind:/callback".to_owned()],
            _ => vec![format!("{public_origin}/dev/client/{path}/callback")],
        };
        let any_library = ["http://127.0.0.1/callback", "http://[::1]/callback"].map(str::to_owned);
        let is_tried = matches!(path, "web" | "desktop");
        Client {
            id: product.client_id.into(),
            name: product.name.into(),
            platform: product.platform,
            uri: product.is_web().then(|| format!("{public_origin}/dev/client/{path}")),
            // A phone may lack the app; a desktop app listens while it waits, so that it always opens.
            web_uri: (!product.is_web()).then(|| format!("{public_origin}/dev/client/web/start")),
            show_code: product.takes_codes(),
            redirect_uris: redirect_uris.into_iter().chain(any_library.into_iter().filter(|_| is_tried)).collect(),
            brand: product.brand.map(str::to_owned),
        }
    };
    PRODUCTS.iter().map(client).collect()
}
