//! `cargo run -p client -- http://127.0.0.1:3000/lavendly/credits/10`

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(url) = std::env::args().nth(1) else {
        eprintln!("usage: client URL");
        return ExitCode::from(2);
    };
    match client::get(&reqwest::Client::new(), &url).await {
        Ok(text) => print!("{text}"),
        Err(failure) => {
            eprintln!("{failure}\n{}", client::advice(&failure));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
