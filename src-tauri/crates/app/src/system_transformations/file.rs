use crate::api::{AppError, TransformationFile};
use crate::app::blocking;
use crate::exchange::transformation_file as file;

/// What a file holds that was dropped or chosen: a transformation, or an export of systems. Keeps nothing.
///
/// # Errors
/// `ZD8007` where it holds no transformation, with what it is instead.
pub async fn transformation_file(name: &str, text: String) -> Result<TransformationFile, AppError> {
    let name = name.to_owned();
    blocking(move || file::transformation_file(&name, text)).await
}
