use schemars::{Schema, schema_for};
use shop_errors::{ApiError, RateLimited};

/// The schema of the whole body, and of the fields of one code.
fn schemas() -> [Schema; 2] {
    [schema_for!(ApiError), schema_for!(RateLimited)]
}
