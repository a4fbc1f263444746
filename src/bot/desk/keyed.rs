//! Enums whose every value has a stable English key.

/// Declares such an enum with `key`; serde uses the same keys. A `listed` one has `ALL`, in the order of the
/// declaration.
macro_rules! keyed {
    ($(#[$outer:meta])* pub listed enum $name:ident { $($(#[$inner:meta])* $value:ident = $key:literal),+ $(,)? }) => {
        $crate::bot::desk::keyed::keyed! {
            $(#[$outer])* pub enum $name { $($(#[$inner])* $value = $key),+ }
        }

        impl $name {
            /// All, in the order of their declaration.
            pub const ALL: &'static [$name] = &[$($name::$value),+];
        }
    };
    ($(#[$outer:meta])* pub enum $name:ident { $($(#[$inner:meta])* $value:ident = $key:literal),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$inner])* #[serde(rename = $key)] $value),+
        }

        impl $name {
            /// The stable English key; `words.toml` has its name.
            pub fn key(self) -> &'static str {
                match self {
                    $($name::$value => $key),+
                }
            }
        }
    };
}

pub(super) use keyed;
