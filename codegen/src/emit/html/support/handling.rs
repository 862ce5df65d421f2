if error.code() == Some(ErrorCode::__plain__) {
if let ErrorKind::__payload__(details) = error.kind() {
    dbg!(__fields__);
    return Err(error);__never__
    // Then send the same request again.__backoff__
    std::thread::sleep(Duration::from_secs(2_u64.pow(attempt)));__backoff__
    // Then send the same request again.__after__
    std::thread::sleep(error.retry_after().unwrap_or_default());__after__
}
