//! Counts what the errors of `list.rs` cost to make, and how large they are.

#![forbid(unsafe_code)]

mod list;

use ours::ApiError;

fn main() {
    let most = list::NUMBERS_ONLY
        .iter()
        .map(|make| allocations(*make))
        .max();
    println!("allocations ours {}", most.unwrap_or(0));
    println!("size-error ours {}", size_of::<ApiError>());
    println!("size-result ours {}", size_of::<Result<(), ApiError>>());
    println!("size-pointer ours {}", size_of::<usize>());
}

fn allocations(make: fn() -> ApiError) -> u64 {
    let counted = allocation_counter::measure(|| {
        std::hint::black_box(make());
    });
    counted.count_total
}
