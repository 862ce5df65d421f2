//! An error of each code, with the values that the registries have as examples.
//!
//! A service makes its errors where they happen; the example services make them to order, so that a client can meet
//! all of them.

/// An error of the Lavendly API.
#[must_use]
pub fn lavendly(code: lavendly_errors::ErrorCode) -> lavendly_errors::ApiError {
    use lavendly_errors::{ApiError, ErrorCode};

    match code {
        ErrorCode::Unauthenticated => ApiError::unauthenticated(),
        ErrorCode::RateLimited => ApiError::rate_limited(1_500),
        ErrorCode::InvalidArgs => ApiError::invalid_args(),
        ErrorCode::WorkflowNotFound => ApiError::workflow_not_found(),
        ErrorCode::ClipNotFound => ApiError::clip_not_found(),
        ErrorCode::TrackNotFound => ApiError::track_not_found(),
        ErrorCode::JobNotFound => ApiError::job_not_found(),
        ErrorCode::InsufficientCredits => ApiError::insufficient_credits(10, 4),
        ErrorCode::MonthlyCostCap => ApiError::monthly_cost_cap(),
        ErrorCode::WorkflowTooLarge => ApiError::workflow_too_large(),
        ErrorCode::Upstream => ApiError::upstream(),
        ErrorCode::Timeout => ApiError::timeout(),
        // The enum grows with the registry. A code that is new is a bug of this function, and looks like one.
        _ => ApiError::ledger_read(),
    }
}

/// An error of the Rendobar API.
#[must_use]
pub fn rendobar(code: rendobar_errors::ErrorCode) -> rendobar_errors::ApiError {
    use rendobar_errors::{ApiError, ErrorCode, ValidationError};

    match code {
        ErrorCode::Unauthorized => ApiError::unauthorized(),
        ErrorCode::Forbidden => ApiError::forbidden(),
        ErrorCode::ValidationError => ValidationError::new()
            .with_path("params.command")
            .with_value("ffmpg")
            .into(),
        ErrorCode::InvalidJobType => ApiError::invalid_job_type(),
        ErrorCode::InsufficientCredits => ApiError::insufficient_credits(),
        ErrorCode::PlanLimit => ApiError::plan_limit(),
        ErrorCode::RateLimited => ApiError::rate_limited(2),
        ErrorCode::NotFound => ApiError::not_found(),
        ErrorCode::Conflict => ApiError::conflict(),
        ErrorCode::RunnerError => ApiError::runner_error(),
        ErrorCode::RunnerTimeout => ApiError::runner_timeout(),
        ErrorCode::OrgSuspended => ApiError::org_suspended(),
        _ => ApiError::internal_error(),
    }
}
