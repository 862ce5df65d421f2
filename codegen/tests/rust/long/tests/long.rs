//! Names as long as they may be.

use golden_long::{ApiError, ErrorCode};

#[test]
fn every_code_is_read() {
    assert!(ErrorCode::ALL.iter().any(|code| code.as_str().len() > 120));
    for code in ErrorCode::ALL {
        let body = format!(r#"{{"error":{{"code":"{code}","message":"m"}}}}"#);
        let error = ApiError::from_response(400, &[], body.as_bytes());
        assert_eq!(
            (error.code(), error.code_str()),
            (Some(*code), code.as_str())
        );
    }
}
